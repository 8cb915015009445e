using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>One episode in words: what it is, how it stands, who has it, how it ended.</summary>
internal static class EpisodeText
{
    /// <param name="item">The episode, and what is told of it.</param>
    /// <param name="rules">For its name.</param>
    /// <param name="client">Whose it is, where it is named.</param>
    /// <param name="hasDigest">The reader's chat gets a digest, which tells of what is told no more.</param>
    /// <param name="now">The present.</param>
    /// <param name="zone">Of the reader.</param>
    /// <param name="language">Of the reader.</param>
    public static TelegramHtml Of(NoticeItem item, RuleBook rules, Client? client, bool hasDigest, DateTimeOffset now, TimeZoneInfo zone, Language language)
    {
        var episode = item.Episode;
        var html = new TelegramHtml().Text(Mark(item)).Text(" ").Bold(Title(episode, rules, client, language));
        if (Kind(item, hasDigest, language) is { } kind)
            html.Text(" — ").Text(kind);
        foreach (var line in episode.End is { } end ? Ended(episode, end, language) : Open(episode, now, zone, language))
            html.Line().Text(line);
        return html;
    }

    /// <summary><c>Acme · Перегляди: −40 % за 7 днів</c>, with the account where it is about one.</summary>
    public static string Title(AlertEpisode episode, RuleBook rules, Client? client, Language language) => Title(episode.Subject, episode.Accounts, rules, client, language);

    /// <param name="subject">What it is about.</param>
    /// <param name="accounts"><c>network/name</c> of the accounts behind it.</param>
    /// <param name="rules">For its name.</param>
    /// <param name="client">Null: it need not be named.</param>
    /// <param name="language">Of the reader.</param>
    public static string Title(AlertSubject subject, IReadOnlyList<string> accounts, RuleBook rules, Client? client, Language language)
    {
        var what = rules.ById.TryGetValue(subject.RuleId, out var rule) ? AlertText.Title(rule, language) : subject.Metric;
        var account = subject.AccountId is not null && accounts is [var only] ? " · " + NetworkNames.Account(only, language) : "";
        return (client is null ? "" : client.Name + " · ") + what + account + Network(subject);
    }

    /// <summary><c> · Instagram</c> behind what is about a whole network, and nothing behind the rest.</summary>
    public static string Network(AlertSubject subject) => subject is { ClientId: 0, Dimension.Length: > 0 } ? " · " + NetworkNames.Network(subject.Dimension) : "";

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

    /// <summary>Who takes care of it, or until when it is put off; null where nobody said anything that still holds.</summary>
    public static string? Human(AlertHuman human, DateTimeOffset now, TimeZoneInfo zone, Language language) => human switch
    {
        { By: { } by } when human.IsAcked(now) => new Words($"Взято в роботу: {by}", $"Taken by {by}").In(language),
        { Until: { } until } when human.IsSnoozed(now) =>
            new Words($"Відкладено до {DateText.Instant(until, zone, language)} ({human.By})", $"Snoozed until {DateText.Instant(until, zone, language)} ({human.By})").In(language),
        _ => null,
    };

    /// <summary>Of a source: since when it cannot be read, which is before the alert of it.</summary>
    public static string Since(AlertEpisode episode, TimeZoneInfo zone, Language language)
    {
        var at = DateText.Instant(episode.FailingSince ?? episode.FiredAt, zone, language);
        return new Words($"з {at}", $"since {at}").In(language);
    }

    private static IEnumerable<string> Open(AlertEpisode episode, DateTimeOffset now, TimeZoneInfo zone, Language language)
    {
        if (episode.Last is { } last)
            yield return AlertFigureText.Line(episode.Subject.Metric, last, language);
        if (episode.Subject.Metric == AlertMetrics.Throttled)
            yield return Throttled(language);
        else if (episode.Trouble is { } trouble)
            yield return Typography.Capital(AccountTroubleText.Of(trouble).In(language));
        yield return Typography.Capital(Since(episode, zone, language));
        if (Human(episode.Human, now, zone, language) is { } human)
            yield return human;
    }

    private static IEnumerable<string> Ended(AlertEpisode episode, AlertEvent end, Language language)
    {
        if (AlertText.End(end, language) is { } words)
            yield return words;
        if (episode.Human is { Kind: AlertHumanKind.Acked, By: { } by })
            yield return new Words($"Взято в роботу: {by}", $"Taken by {by}").In(language);
    }

    private static string Throttled(Language language) => new Words(
        $"Мережа вже понад {DurationText.Of(SourceCheck.ThrottledFor, Language.Uk)} не дозволяє нових запитів: їх було забагато. Цифри прийдуть самі, щойно вона дозволить; робити нічого не треба.",
        $"The network has allowed no calls for more than {DurationText.Of(SourceCheck.ThrottledFor, Language.En)}: there were too many. The figures come by themselves as soon as it does; there is nothing to do.").In(language);

    private static string? Kind(NoticeItem item, bool hasDigest, Language language) => item.Kind switch
    {
        NoticeItemKind.Escalated => new Words("стало гірше", "it got worse").In(language),
        NoticeItemKind.StillFiring when item.IsLast => new Words("досі триває, більше не нагадую: далі ", "still going on, and not repeated any more: from now on ").In(language) + Only(hasDigest, language),
        NoticeItemKind.StillFiring => new Words("досі триває", "still going on").In(language),
        NoticeItemKind.CameAndWent => new Words("було й минуло", "came and went").In(language),
        NoticeItemKind.Flapping => new Words("спрацьовує надто часто: доки добу не буде тихо, видно ", "fires too often: until it has been quiet for a day, it is shown ").In(language) + Only(hasDigest, language),
        _ => null,
    };

    /// <summary>Where it is told of from now on; a chat without a digest is not sent there.</summary>
    private static string Only(bool hasDigest, Language language) => (hasDigest
        ? new Words("лише у звіті й у /alerts", "only in the digest and in /alerts")
        : new Words("лише в /alerts. Звіт, де було б і це, тут вимкнено; увімкнути: /settings", "only in /alerts. The digest, which would tell of it too, is off here; switch it on: /settings")).In(language);
}
