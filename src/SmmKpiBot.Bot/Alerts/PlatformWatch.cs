using Dapper;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Evaluation;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Watches whole networks over all clients: when many accounts of one fail or lose their access at once, the operator is told of the network.</summary>
internal sealed class PlatformWatch(Database database, AlertStateStore states, TimeProvider timeProvider)
{
    private readonly Database _database = database;
    private readonly AlertStateStore _states = states;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <param name="rules">All rules.</param>
    /// <param name="health">How the accounts of each client fare; those that nobody reads or hears count for nothing.</param>
    /// <param name="ledger">Takes what changes.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task EvaluateAsync(RuleBook rules, ILookup<long, AccountHealth> health, AlertLedger ledger, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var known = await _states.OfClientAsync(null, cancellationToken);
        var networks = await NetworksAsync(rules, [.. health.SelectMany(one => one).Where(one => one.TriedAt is not null).Select(one => one.AccountId)], cancellationToken);
        HashSet<string> current = [];
        foreach (var rule in rules.Rules.Where(rule => rule is { Enabled: true, ClientId: null, Check: PlatformCheck }))
        {
            foreach (var network in networks)
            {
                var subject = PlatformTrouble.Subject(rule, network.Network);
                current.Add(subject.Fingerprint());
                var before = known.GetValueOrDefault(subject.Fingerprint()) ?? new(AlertState.Initial(subject), 0, null);
                // A network of which nothing ever failed needs no row.
                if (before.Revision > 0 || network.Failing > 0)
                    ledger.Step(before, AlertPatience.Of(rule), [PlatformTrouble.Input(rule, network, before.State, now)], now);
            }
        }

        foreach (var (fingerprint, left) in known.Where(pair => !current.Contains(pair.Key)))
            ledger.Step(left, new(0, 1, 1, TimeSpan.Zero), [new(AlertSignal.Gone)], now);
    }

    private async Task<IReadOnlyList<PlatformHealth>> NetworksAsync(RuleBook rules, HashSet<long> collected, CancellationToken cancellationToken)
    {
        const string sql = "select id as Id, network as Network from account";
        await using var connection = await _database.OpenAsync(cancellationToken);
        var accounts = await connection.QueryAsync<AccountRow>(new CommandDefinition(sql, cancellationToken: cancellationToken));
        // An account whose trouble changed from one kind to the other has an open alert of each.
        var broken = (await AlertStateStore.OpenAsync(connection, null))
            .Where(open => rules.ById.GetValueOrDefault(open.State.Subject.RuleId)?.Check is SourceCheck { Fault: SourceFault.Error or SourceFault.Access or SourceFault.Throttled })
            .Where(open => open.State.Trouble?.IsOfOneAccount() != true)
            .Select(open => open.State.Subject.AccountId).ToHashSet();
        return
        [
            .. accounts.GroupBy(account => account.Network, account => account.Id)
                .Select(network => new PlatformHealth(network.Key, network.Count(collected.Contains), network.Count(id => collected.Contains(id) && broken.Contains(id)))),
        ];
    }

    private sealed record AccountRow
    {
        public long Id { get; init; }

        public string Network { get; init; } = "";
    }
}
