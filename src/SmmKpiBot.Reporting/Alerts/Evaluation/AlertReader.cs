using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Alerts.Evaluation;

/// <summary>Reads the facts that all rules of a client need, once.</summary>
public sealed class AlertReader(FactReader facts, TimeProvider timeProvider)
{
    /// <summary>Points are looked for that far back: after a longer silence only the newest counts.</summary>
    internal const int LookBackDays = 21;

    /// <summary>No network is read again for days further back: what was said of older figures stays said.</summary>
    internal const int CorrectedDays = 90;

    /// <summary>Last values may be 30 days old on the day before a window.</summary>
    private const int MarginDays = 31;

    private readonly FactReader _facts = facts;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <param name="client">The client.</param>
    /// <param name="rules">Its effective rules.</param>
    /// <param name="days">Days up to yesterday on which a window may end: more than the default only for a rehearsal.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<FactSet> ReadAsync(Client client, IReadOnlyList<AlertRule> rules, int days, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var yesterday = LocalDay.Of(now, client.TimeZone).AddDays(-1);
        var reach = rules.Select(rule => Reach(rule.Check)).DefaultIfEmpty(1).Max();
        var period = new Period(yesterday.AddDays(-Math.Max(days, LookBackDays) - reach), yesterday);
        var from = period.From.AddDays(-MarginDays);
        FactQuery query = new() { ClientId = client.Id, From = from, To = yesterday, ConversationsSince = LocalDay.Start(from, client.TimeZone), WithRates = client.ConvertsCurrency };
        return new() { Client = client, Period = period, AsOf = now, Facts = await _facts.ReadAsync(query, cancellationToken) };
    }

    public Task<FactSet> ReadAsync(Client client, IReadOnlyList<AlertRule> rules, CancellationToken cancellationToken) =>
        ReadAsync(client, rules, LookBackDays, cancellationToken);

    /// <summary>Also the days that pending and open alerts rest on: a correction there may undo them, however long ago they began.</summary>
    public Task<FactSet> ReadAsync(Client client, IReadOnlyList<AlertRule> rules, IEnumerable<AlertState> states, CancellationToken cancellationToken)
    {
        var today = LocalDay.Of(_timeProvider.GetUtcNow(), client.TimeZone);
        var evidence = states.Select(state => today.DayNumber - state.EvidenceFrom).Where(days => days <= CorrectedDays).Max();
        return ReadAsync(client, rules, (int)Math.Max(evidence ?? 0, LookBackDays), cancellationToken);
    }

    /// <summary>Days before a window's end that a check looks at.</summary>
    private static int Reach(AlertCheck check) => check switch
    {
        KpiMedianCheck median => median.WindowDays * (median.Samples + 1),
        KpiCheck kpi => kpi.WindowDays * 2,
        PlanPaceCheck => 92,
        BudgetPaceCheck => 31,
        SlowAnswersCheck answers => answers.WindowDays,
        _ => 1,
    };
}
