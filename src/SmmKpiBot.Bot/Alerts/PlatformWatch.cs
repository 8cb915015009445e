using Dapper;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Evaluation;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Watches whole networks over all clients: when many accounts of one fail at once, the operator is told of the network.</summary>
internal sealed class PlatformWatch(Database database, AlertStateStore states, TimeProvider timeProvider)
{
    private readonly Database _database = database;
    private readonly AlertStateStore _states = states;
    private readonly TimeProvider _timeProvider = timeProvider;

    public async Task EvaluateAsync(RuleBook rules, AlertLedger ledger, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var known = await _states.OfClientAsync(null, cancellationToken);
        var networks = await NetworksAsync(rules, cancellationToken);
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

    private async Task<IReadOnlyList<PlatformHealth>> NetworksAsync(RuleBook rules, CancellationToken cancellationToken)
    {
        const string sql = "select network as Network, count(*) as Accounts from account group by network";
        await using var connection = await _database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<NetworkRow>(new CommandDefinition(sql, cancellationToken: cancellationToken));
        var failing = (await AlertStateStore.OpenAsync(connection, null))
            .Where(open => rules.ById.GetValueOrDefault(open.State.Subject.RuleId)?.Check is SourceCheck { Fault: SourceFault.Error })
            .SelectMany(open => open.State.Accounts)
            .CountBy(account => account.Split('/', 2)[0]).ToDictionary();
        return [.. rows.Select(row => new PlatformHealth(row.Network, (int)row.Accounts, failing.GetValueOrDefault(row.Network)))];
    }

    private sealed record NetworkRow
    {
        public string Network { get; init; } = "";

        public long Accounts { get; init; }
    }
}
