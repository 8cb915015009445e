using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Evaluation;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Evaluates the rules of one client over its stored facts and steps its states.</summary>
internal sealed partial class ClientWatch(
    AlertStateStore states, AlertReader reader, AccountRhythms rhythms, RuleFailures failures, TimeProvider timeProvider, ILogger<ClientWatch> logger)
{
    /// <summary>Of subjects whose rule does not hold any more: they only end.</summary>
    private static readonly AlertPatience Any = new(0, 1, 1, TimeSpan.Zero);

    private readonly AlertStateStore _states = states;
    private readonly AlertReader _reader = reader;
    private readonly AccountRhythms _rhythms = rhythms;
    private readonly RuleFailures _failures = failures;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger _logger = logger;

    /// <summary>Puts what changes into the ledger; gives what the evaluation rests on.</summary>
    public async Task<KnownClient> EvaluateAsync(Client client, RuleBook rules, IEnumerable<AccountHealth> known, AlertLedger ledger, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var stored = await _states.OfClientAsync(client.Id, cancellationToken);
        var effective = AlertRules.Effective(rules.Rules, client.Id);
        var health = await ExpectedAsync(client.Id, known, cancellationToken);
        var states = stored.ToDictionary(pair => pair.Key, pair => pair.Value.State);
        var facts = await _reader.ReadAsync(client, effective, states.Values, cancellationToken);
        var evaluation = RuleEvaluator.Evaluate(facts, effective, states, health);
        _failures.Note(client.Id, [.. evaluation.Failures.Select(failure => failure.Rule)]);
        foreach (var failure in evaluation.Failures)
            LogFailed(failure.Exception, failure.Rule.Id, client.Id);
        DateTimeOffset? due = null;
        foreach (var one in evaluation.Subjects)
        {
            var before = stored.GetValueOrDefault(one.Subject.Fingerprint()) ?? new StoredState(AlertState.Initial(one.Subject), 0, null);
            var patience = one.Rule is null ? Any : AlertPatience.Of(one.Rule);
            var after = ledger.Step(before, patience, one.Inputs, now);
            if (after is not null && AlertMachine.DueAt(after, patience, one.Inputs.Count > 0 ? one.Inputs[^1].MissingFrom : null) is { } at && at > now && !(due <= at))
                due = at;
        }

        return new(client.Version, rules.Stamp, KnownClient.Mattering(known), evaluation.ValidFor, due);
    }

    /// <summary>Who collects an account knows best when it is due; of the others the rhythm so far tells it.</summary>
    private async Task<IReadOnlyList<AccountHealth>> ExpectedAsync(long clientId, IEnumerable<AccountHealth> known, CancellationToken cancellationToken)
    {
        var health = known.ToDictionary(one => one.AccountId);
        foreach (var (account, expected) in await _rhythms.OfAsync(clientId, cancellationToken))
        {
            var one = health.GetValueOrDefault(account) ?? new(account, clientId);
            health[account] = one with { ExpectedAt = one.ExpectedAt ?? expected };
        }

        return [.. health.Values];
    }

    [LoggerMessage(LogLevel.Error, "The rule {RuleId} could not be evaluated for client {ClientId}; its alerts stay as they are until its figures or the rule change")]
    private partial void LogFailed(Exception exception, string ruleId, long clientId);
}
