using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Reporting.Alerts.Notices;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>What one chat is told.</summary>
/// <param name="Chat">The chat.</param>
/// <param name="Episodes">All it hears of, by id.</param>
/// <param name="Plan">The decision.</param>
internal sealed record TellingChat(BoundChat Chat, IReadOnlyDictionary<string, AlertEpisode> Episodes, ChatPlan Plan);

/// <summary>What chats are told.</summary>
internal sealed record TellingPlan
{
    public required RuleBook Rules { get; init; }

    public IReadOnlyList<TellingChat> Chats { get; init; } = [];

    /// <summary>The next instant at which the clock alone makes something to tell.</summary>
    public DateTimeOffset? NextAt => Chats.Min(chat => chat.Plan.NextAt);

    /// <summary>Those to which there is something to tell, or of which something is to be written down.</summary>
    public IEnumerable<TellingChat> Due => Chats.Where(chat => !chat.Plan.IsEmpty);
}
