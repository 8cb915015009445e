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
