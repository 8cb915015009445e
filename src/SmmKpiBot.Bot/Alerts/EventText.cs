using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>A line of an alert's history in words: when, what, why.</summary>
internal static class EventText
{
    public static string Of(AlertEvent happened, TimeZoneInfo zone, Language language) => $"{DateText.Instant(happened.At, zone, language)} — {Said(happened, language)}";

    /// <summary>What happened, with the figures of it.</summary>
    public static string Said(AlertEvent happened, Language language)
    {
        if (happened is not { Figures: { } known, Kind: not (AlertEventKind.Resolved or AlertEventKind.Closed or AlertEventKind.Acked or AlertEventKind.Snoozed or AlertEventKind.HumanCleared) })
            return What(happened, language);
        return What(happened, language) + (IsOld(happened)
            ? new Words("; востаннє ", "; the last ones ").In(language) + AlertText.Figures(known, language)
            : AlertFigureText.Tail(happened.Subject.Metric, known, language));
    }

    /// <summary>What it was about, with the account or the network where it was about one.</summary>
    /// <param name="accounts">By id.</param>
    public static string Title(AlertEvent happened, RuleBook rules, IReadOnlyDictionary<long, Account> accounts, Language language)
    {
        var rule = rules.ById.TryGetValue(happened.Subject.RuleId, out var known) ? AlertText.Title(known, language) : happened.Subject.Metric;
        var account = happened.Subject.AccountId is { } id && accounts.TryGetValue(id, out var named) ? " · " + NetworkNames.Account(named.FullName, language) : "";
        return rule + account + EpisodeText.Network(happened.Subject);
    }

    public static string What(AlertEvent happened, Language language) => happened.Kind switch
    {
        AlertEventKind.Resolved or AlertEventKind.Closed => Typography.Small(AlertText.End(happened, language) ?? ""),
        AlertEventKind.Fired => new Words("спрацювало", "fired").In(language),
        AlertEventKind.Escalated => new Words("стало гірше", "got worse").In(language),
        AlertEventKind.Pending => new Words("поріг перейдено, чекаю наступного дня", "threshold crossed, waiting for the next day").In(language),
        AlertEventKind.Dropped => Dropped(happened.Reason, language),
        AlertEventKind.Recovering => new Words("краще, чекаю наступного дня", "better, waiting for the next day").In(language),
        AlertEventKind.Relapsed => new Words("знову за порогом", "crossed the threshold again").In(language),
        AlertEventKind.DataLate => new Words("дані запізнюються", "data are late").In(language),
        AlertEventKind.DataMissing => new Words("даних немає", "data are missing").In(language),
        AlertEventKind.DataFailed => new Words("дані не збираються", "data cannot be collected").In(language),
        AlertEventKind.DataFresh => new Words("дані знову є", "data are back").In(language),
        AlertEventKind.Acked => new Words($"взято в роботу: {happened.By}", $"taken by {happened.By}").In(language),
        AlertEventKind.Snoozed => new Words($"відкладено: {happened.By}", $"snoozed by {happened.By}").In(language),
        AlertEventKind.HumanCleared when happened.Reason == AlertReason.SeverityRaised => new Words("стало гірше, тож позначку знято", "got worse, so what was said of it no longer holds").In(language),
        AlertEventKind.HumanCleared => new Words($"повернуто: {happened.By}", $"given back by {happened.By}").In(language),
        _ => new Words("спрацьовує надто часто", "fires too often").In(language),
    };

    /// <summary>Its figures are those of before.</summary>
    private static bool IsOld(AlertEvent happened) => happened.Kind is AlertEventKind.DataLate or AlertEventKind.DataMissing or AlertEventKind.DataFailed;

    private static string Dropped(AlertReason reason, Language language) => (reason switch
    {
        AlertReason.Revised => new Words("цифри уточнено, поріг не перейдено", "figures revised, the threshold was not crossed"),
        AlertReason.RuleChanged => new Words("правило змінено", "the rule was changed"),
        AlertReason.Replaced => new Words("тепер з акаунтом інше", "the account has another trouble now"),
        AlertReason.Disconnected => new Words("акаунт від’єднано", "the account was disconnected"),
        AlertReason.Gone => new Words("стежити більше немає за чим", "there is nothing left to watch"),
        _ => new Words("знову в нормі, не спрацювавши", "back to normal without firing"),
    }).In(language);
}
