using System.Globalization;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Evaluation;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>Rules, open alerts and events as <c>alert</c> verbs answer them.</summary>
internal static class AlertAnswer
{
    /// <param name="rule">What watches.</param>
    /// <param name="clients">For their names.</param>
    /// <param name="rehearsal">What it would have done, where that was asked.</param>
    public static object Of(AlertRule rule, IReadOnlyDictionary<long, Client> clients, object? rehearsal = null) => new
    {
        rule.Id,
        Client = Slug(rule.ClientId, clients),
        rule.Replaces,
        rule.Enabled,
        rule.Severity,
        rule.Family,
        Sentence = AlertText.Sentence(rule, Language.En),
        Patience = AlertText.Patience(rule, Language.En),
        rule.FireAfter,
        rule.ClearAfter,
        Rehearsal = rehearsal,
    };

    /// <param name="rehearsal">Null: there is no past to try it on.</param>
    /// <param name="rule">What was tried.</param>
    /// <param name="client">On whose past.</param>
    public static object Of(RehearsalResult? rehearsal, AlertRule rule, Client client) => new
    {
        Client = client.Slug,
        Rule = AlertText.Sentence(rule, Language.En),
        rehearsal?.Days.From,
        rehearsal?.Days.To,
        DaysWithData = rehearsal?.Known,
        Fired = rehearsal?.Episodes.Count,
        Episodes = rehearsal?.Episodes.Select(episode => new { episode.FiredOn, episode.EndedOn, episode.End, Fired = Of(episode.Fired), Worst = Of(episode.Worst) }),
    };

    public static string Text(RehearsalResult? rehearsal) =>
        rehearsal is null ? "No past is kept for this rule, or the client has nothing it could look at." : AlertText.Rehearsed(rehearsal, Language.En);

    public static object Of(AlertEpisode episode, RuleBook book, IReadOnlyDictionary<long, Client> clients, DateTimeOffset now) => new
    {
        episode.Id,
        Rule = episode.Subject.RuleId,
        Client = Slug(episode.Subject.ClientId, clients),
        Title = EpisodeText.Title(episode, book, null, Language.En),
        episode.Severity,
        Since = episode.FiredAt,
        Now = Of(episode.Last),
        Worst = Of(episode.Worst),
        TakenBy = episode.Human.IsAcked(now) ? episode.Human.By : null,
        SnoozedUntil = episode.Human.IsSnoozed(now) ? episode.Human.Until : null,
        episode.Accounts,
    };

    public static object Of(AlertEvent one, IReadOnlyDictionary<long, Client> clients, IReadOnlyDictionary<long, Account> accounts) => new
    {
        one.At,
        Client = Slug(one.Subject.ClientId, clients),
        Account = one.Subject.AccountId is { } id ? accounts.GetValueOrDefault(id)?.FullName : null,
        Rule = one.Subject.RuleId,
        one.Subject.Metric,
        Episode = one.EpisodeId,
        one.Kind,
        one.Reason,
        one.Severity,
        Figures = Of(one.Figures),
        Worst = Of(one.Worst),
        DurationSeconds = one.Duration?.TotalSeconds,
        one.By,
        What = EventText.What(one, Language.En),
    };

    public static object? Of(AlertFigures? figures) => figures is null ? null : new
    {
        figures.Value,
        figures.Fire,
        figures.Clear,
        figures.Unit,
        figures.Figure,
        figures.Baseline,
        figures.Currency,
        Text = AlertText.Figures(figures, Language.En),
    };

    public static string Text(IReadOnlyList<AlertRule> rules, IReadOnlyList<AlertEpisode> open, RuleBook book, IReadOnlyDictionary<long, Client> clients)
    {
        var watched = TextTable.Write(
            ["RULE", "CLIENT", "ON", "SEVERITY", "FIRES WHEN"],
            rules.Select(rule => (string[])[rule.Id, Slug(rule.ClientId, clients) ?? "all", rule.Enabled ? "yes" : "no", rule.Severity.ToString().ToLowerInvariant(), AlertText.Sentence(rule, Language.En)]));
        return watched + "\n\n" + (open.Count == 0 ? "Nothing goes on now." : TextTable.Write(["CLIENT", "GOES ON", "SINCE", "NOW"], open.Select(episode => Row(episode, book, clients))));
    }

    public static string Text(IReadOnlyList<AlertEvent> events, RuleBook book, IReadOnlyDictionary<long, Client> clients, IReadOnlyDictionary<long, Account> accounts) => events.Count == 0
        ? "Nothing has happened yet."
        : TextTable.Write(["AT", "CLIENT", "ALERT", "WHAT"], events.Select(one => (string[])[At(one.At), Slug(one.Subject.ClientId, clients) ?? "", EventText.Title(one, book, accounts, Language.En), EventText.Said(one, Language.En)]));

    public static string At(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    public static string? Slug(long? clientId, IReadOnlyDictionary<long, Client> clients) => clientId is { } id && clients.TryGetValue(id, out var client) ? client.Slug : null;

    private static string[] Row(AlertEpisode episode, RuleBook book, IReadOnlyDictionary<long, Client> clients) =>
    [
        Slug(episode.Subject.ClientId, clients) ?? "",
        EpisodeText.Title(episode, book, null, Language.En),
        At(episode.FiredAt),
        episode.Last is { } last ? AlertText.Figures(last, Language.En) : "",
    ];
}
