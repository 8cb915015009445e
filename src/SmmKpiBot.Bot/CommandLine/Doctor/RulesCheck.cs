using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Evaluation;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.CommandLine.Doctor;

/// <summary>Can every rule be read, and evaluated on the facts of each client it is for?</summary>
internal sealed class RulesCheck(IServiceProvider services)
{
    private const string What = "alert rules";

    private readonly IServiceProvider _services = services;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var book = await _services.GetRequiredService<AlertRuleStore>().ReadAsync(cancellationToken);
        var clients = await _services.GetRequiredService<ClientStore>().ListAsync(cancellationToken);
        List<Finding> findings = [.. book.Unreadable.Select(unreadable => new Finding(What, Health.Wrong, unreadable.ToString()))];
        foreach (var client in clients)
            findings.AddRange(await OfAsync(client, book, cancellationToken));
        return findings.Count > 0 ? findings : [new(What, Health.Ok, "All of them can be evaluated.")];
    }

    private async Task<IEnumerable<Finding>> OfAsync(Client client, RuleBook book, CancellationToken cancellationToken)
    {
        var rules = AlertRules.Effective(book.Rules, client.Id);
        var facts = await _services.GetRequiredService<AlertReader>().ReadAsync(client, rules, cancellationToken);
        var failures = RuleEvaluator.Evaluate(facts, rules, new Dictionary<string, AlertState>(), []).Failures;
        return failures.Select(failure => new Finding(
            What,
            Health.Wrong,
            $"The rule {failure.Rule.Id} ({AlertText.Title(failure.Rule, Language.En)}) does not work for {client.Slug}: {ErrorText.Of(failure.Exception)} Look at the figures it compares, or switch it off: alert set {failure.Rule.Id} --off --client {client.Slug}"));
    }
}
