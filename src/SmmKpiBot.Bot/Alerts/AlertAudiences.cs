using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Which chats hear of an alert: the team of its client, or those who run the bot.</summary>
internal sealed class AlertAudiences(IOptions<AlertsOptions> options)
{
    private readonly AlertsOptions _options = options.Value;

    /// <summary>The chosen chat, where it is bound to the team or an owner; else the owners'.</summary>
    public IReadOnlyList<BoundChat> Operators(IReadOnlyList<BoundChat> chats)
    {
        var chosen = chats.Where(chat => chat.Enabled && chat.Purpose != ChatPurpose.Client && chat.ChatId == _options.OperatorChat).ToList();
        return chosen.Count > 0 ? chosen : [.. chats.Where(chat => chat.Enabled && chat.Purpose == ChatPurpose.Owner).DistinctBy(chat => (chat.ChatId, chat.ThreadId))];
    }

    public IReadOnlyList<BoundChat> Of(IReadOnlyList<BoundChat> chats, AlertEpisode episode) =>
        episode.Audience == AlertAudience.Operator ? Operators(chats) : StaffNotices.Team(chats, episode.Subject.ClientId);
}
