using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Evaluation;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>What a rule would have done, and what its figure used to be, from stored facts.</summary>
internal sealed class RuleRehearsal(AlertReader reader)
{
    /// <summary>Past periods that choices of thresholds are made of.</summary>
    private const int Periods = 12;

    private const int DaysThatShow = 28;

    private readonly AlertReader _reader = reader;

    /// <summary>Null for rules of which no past is kept.</summary>
    public async Task<RehearsalResult?> OfAsync(Client client, AlertRule rule, CancellationToken cancellationToken) =>
        Rehearsal.Of(await _reader.ReadAsync(client, [rule], Rehearsal.Days, cancellationToken), rule);

    /// <summary>The KPI over each of the last periods of so many days that has a figure, the newest last.</summary>
    public async Task<IReadOnlyList<KpiResult>> HistoryAsync(Client client, string kpi, int days, CancellationToken cancellationToken)
    {
        var check = new KpiValueCheck { Kpi = kpi, WindowDays = days, Fire = 1 };
        var facts = await _reader.ReadAsync(client, [new AlertRule { Id = "", Check = check }], Periods * days, cancellationToken);
        var currency = client.Currency;
        List<KpiResult> history = [];
        for (var back = Periods - 1; back >= 0; back--)
        {
            var to = facts.Period.To.AddDays(-back * days);
            var report = KpiCatalogue.Compute(facts with { Period = new Period(to.AddDays(1 - days), to), Comparison = null });
            history.AddRange(report.Kpis.Where(one => one.Key == kpi && one.Value is not null && (one.Currency is null || currency is null || one.Currency == currency)).Take(1));
        }

        return history;
    }

    /// <summary>Keys of the KPIs that had a figure in the last weeks.</summary>
    public async Task<IReadOnlySet<string>> KnownAsync(Client client, CancellationToken cancellationToken)
    {
        var facts = await _reader.ReadAsync(client, [new AlertRule { Id = "", Check = new KpiValueCheck { Kpi = "reach.views", WindowDays = DaysThatShow, Fire = 1 } }], cancellationToken);
        var report = KpiCatalogue.Compute(facts with { Period = new Period(facts.Period.To.AddDays(1 - DaysThatShow), facts.Period.To), Comparison = null });
        return report.Kpis.Where(kpi => kpi.Value is not null).Select(kpi => kpi.Key).ToHashSet();
    }
}
