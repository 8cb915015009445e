using SmmKpiBot.Bot.Alerts.Buttons;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>One open alert as somebody looks at it, with what can be done about it.</summary>
internal sealed class AlertCard(ClientDefaults defaults, TimeProvider timeProvider)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(defaults.TimeZone);
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Null where its rule is gone.</summary>
    public ComposedAlert? Of(Turn turn, AlertState state, RuleBook book)
    {
        if (!book.ById.TryGetValue(state.Subject.RuleId, out var rule))
            return null;

        var episode = AlertEpisode.Of(rule, state);
        var html = EpisodeText.Of(new(NoticeItemKind.Fired, episode), book, turn.Client, hasDigest: true, _timeProvider.GetUtcNow(), turn.Client?.TimeZone ?? _zone, turn.Language);
        if (episode.Worst is { } worst && worst != episode.Last)
            html.Line().Text(turn.Say(new("Найгірше: ", "Worst: "))).Text(AlertText.Figures(worst, turn.Language));
        var keyboard = turn.NewKeyboard();
        AlertButtons.Of(keyboard, episode, turn.Language);
        return new(html, keyboard);
    }
}
