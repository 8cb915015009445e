using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>One thing that a delivery says of a place, in our words.</summary>
/// <param name="Place">Which place it is of.</param>
/// <param name="Message">A message or comment; null when one was taken away.</param>
/// <param name="Deleted">Conversation and id of what was taken away.</param>
/// <param name="AnswersTo">The comment that a comment answers; it may be an answer itself, and then both are of the conversation of the one at the top.</param>
public sealed record MetaNews(MetaPlace Place, LiveMessage? Message, (string Conversation, string MessageId)? Deleted, string? AnswersTo)
{
    /// <summary>The app that the brand answered with; null where Meta does not say.</summary>
    public string? AppId { get; init; }
}

/// <summary>What a delivery says.</summary>
/// <param name="Strange">So many things in it were not understood.</param>
public sealed record MetaDelivery(IReadOnlyList<MetaNews> News, int Strange);
