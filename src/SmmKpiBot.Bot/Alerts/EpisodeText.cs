using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>One episode in words: what it is, how it stands, who has it, how it ended.</summary>
internal static class EpisodeText
{
    public static TelegramHtml Of(NoticeItem item, RuleBook rules, Client? client, TimeZoneInfo zone, Language language)
    {
        var episode = item.Episode;
        var html = new TelegramHtml().Text(Mark(item)).Text(" ").Bold(Title(episode, rules, client, language));
        if (Kind(item.Kind, language) is { } kind)
            html.Text(" — ").Text(kind);
        foreach (var line in episode.End is { } end ? Ended(episode, end, language) : Open(episode, zone, language))
            html.Line().Text(line);
        return html;
    }

    /// <summary><c>Acme · Перегляди: −40 % за 7 днів</c>, with the account where it is about one.</summary>
    public static string Title(AlertEpisode episode, RuleBook rules, Client? client, Language language)
    {
        var what = rules.ById.TryGetValue(episode.Subject.RuleId, out var rule) ? AlertText.Title(rule, language) : episode.Subject.Metric;
        var account = episode.Subject.AccountId is not null && episode.Accounts is [var only] ? " · " + NetworkNames.Account(only, language) : "";
        var network = episode.Subject is { ClientId: 0, Dimension.Length: > 0 } ? " · " + NetworkNames.Network(episode.Subject.Dimension) : "";
        return (client is null ? "" : client.Name + " · ") + what + account + network;
    }

    public static string Mark(NoticeItem item) => item.Kind switch
    {
        NoticeItemKind.Resolved => "✅",
        NoticeItemKind.Closed => "⚪️",
        NoticeItemKind.CameAndWent => "✅",
        NoticeItemKind.Flapping => "🔁",
        _ => Mark(item.Episode),
    };

    public static string Mark(AlertEpisode episode) => episode switch
    {
        { End.Kind: AlertEventKind.Resolved } => "✅",
        { End: not null } => "⚪️",
        { Severity: AlertSeverity.Critical } => "🔴",
        { Severity: AlertSeverity.Info } => "🔵",
        _ => "🟠",
    };

    /// <summary>Who takes care of it, or until when it is put off; null where nobody said anything.</summary>
    public static string? Human(AlertHuman human, TimeZoneInfo zone, Language language) => human switch
    {
        { Kind: AlertHumanKind.Acked, By: { } by } => new Words($"Взято в роботу: {by}", $"Taken by {by}").In(language),
        { Kind: AlertHumanKind.Snoozed, Until: { } until } =>
            new Words($"Відкладено до {DateText.Instant(until, zone, language)} ({human.By})", $"Snoozed until {DateText.Instant(until, zone, language)} ({human.By})").In(language),
        _ => null,
    };

    public static string Since(AlertEpisode episode, TimeZoneInfo zone, Language language) =>
        new Words($"з {DateText.Instant(episode.FiredAt, zone, language)}", $"since {DateText.Instant(episode.FiredAt, zone, language)}").In(language);

    private static IEnumerable<string> Open(AlertEpisode episode, TimeZoneInfo zone, Language language)
    {
        if (episode.Last is { } last)
            yield return Figures(episode.Subject.Metric, last, language);
        if (episode.Trouble is { } trouble)
            yield return Typography.Capital(AccountTroubleText.Of(trouble).In(language));
        yield return Typography.Capital(Since(episode, zone, language));
        if (Human(episode.Human, zone, language) is { } human)
            yield return human;
    }

    private static IEnumerable<string> Ended(AlertEpisode episode, AlertEvent end, Language language)
    {
        if (AlertText.End(end, language) is { } words)
            yield return words;
        if (episode.Human is { Kind: AlertHumanKind.Acked, By: { } by })
            yield return new Words($"Взято в роботу: {by}", $"Taken by {by}").In(language);
    }

    private static string Figures(string metric, AlertFigures figures, Language language)
    {
        var said = AlertText.Figures(figures, language);
        return (metric, figures) switch
        {
            (AlertMetrics.NoData, _) => new Words($"Запізнюються на {said}", $"Late by {said}").In(language),
            (AlertMetrics.Token, { Value: <= 0 }) => new Words("Уже закінчився", "It has ended").In(language),
            (AlertMetrics.Token, _) => new Words($"Лишилося {said}", $"{said} left").In(language),
            (_, { Baseline: null }) => new Words($"Значення: {said}", $"Value: {said}").In(language),
            _ => said,
        };
    }

    private static string? Kind(NoticeItemKind kind, Language language) => kind switch
    {
        NoticeItemKind.Escalated => new Words("стало гірше", "it got worse").In(language),
        NoticeItemKind.StillFiring => new Words("досі триває", "still going on").In(language),
        NoticeItemKind.CameAndWent => new Words("було й минуло", "came and went").In(language),
        NoticeItemKind.Flapping => new Words("спрацьовує надто часто: доки добу не буде тихо, лише в /alerts", "fires too often: until it is quiet for a day, only in /alerts").In(language),
        _ => null,
    };
}
