using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>What can be silenced from an alert: the account it is about, its rule, its family of one client, or all of the client.</summary>
/// <param name="Kind">As buttons keep it.</param>
internal sealed record SilenceTarget(string Kind)
{
    public string? Account { get; init; }

    public string? RuleId { get; init; }

    public AlertFamily? Family { get; init; }

    /// <summary>From the narrowest to the widest. An alert of no single client can only be silenced by its rule.</summary>
    public static IEnumerable<SilenceTarget> Of(AlertState state, RuleBook rules)
    {
        if (state is { Subject.AccountId: not null, Accounts: [var account] })
            yield return new("account") { Account = account };
        yield return new("rule") { RuleId = state.Subject.RuleId };
        if (state.Subject.ClientId == 0)
            yield break;
        if (rules.ById.TryGetValue(state.Subject.RuleId, out var rule))
            yield return new("family") { Family = rule.Family };
        yield return new("client");
    }

    public static SilenceTarget? Find(AlertState state, RuleBook rules, string kind) => Of(state, rules).FirstOrDefault(target => target.Kind == kind);

    /// <summary>«Acme · Перегляди: −40 %», «Acme · усе: показники», «Acme · усі сповіщення».</summary>
    public string Name(RuleBook rules, Client? client, Language language)
    {
        var what = this switch
        {
            { Account: { } account } => NetworkNames.Account(account, language),
            { RuleId: { } id } => rules.ById.TryGetValue(id, out var rule) ? AlertText.Title(rule, language) : id,
            { Family: { } family } => new Words("усе: ", "all ").In(language) + SilenceText.Family(family, language),
            _ => new Words("усі сповіщення", "all alerts").In(language),
        };
        return client is null ? what : $"{client.Name} · {what}";
    }

    public Silence ToSilence(AlertState state, string author, DateTimeOffset from, int days) => new()
    {
        Id = Ulid.New(from),
        Author = author,
        From = from,
        Until = from.AddDays(Math.Clamp(days, 1, Silence.Longest.Days)),
        ClientId = AlertStateStore.ClientOf(state.Subject),
        Account = Account,
        RuleId = RuleId,
        Family = Family,
    };
}
