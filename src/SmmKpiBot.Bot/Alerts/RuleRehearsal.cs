using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Evaluation;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>What a rule would have done, and what its figure used to be, from stored facts.</summary>
internal sealed class RuleRehearsal(AlertReader reader)
{
    /// <summary>Weeks that choices of thresholds are made of.</summary>
    private const int Weeks = 12;

    private readonly AlertReader _reader = reader;

    /// <summary>Null for rules of which no past is kept.</summary>
    public async Task<RehearsalResult?> OfAsync(Client client, AlertRule rule, CancellationToken cancellationToken) =>
        Rehearsal.Of(await _reader.ReadAsync(client, [rule], Rehearsal.Days, cancellationToken), rule);

    /// <summary>The KPI over each of the last weeks that has a figure, the newest last.</summary>
    public async Task<IReadOnlyList<KpiResult>> HistoryAsync(Client client, string kpi, CancellationToken cancellationToken)
    {
        var check = new KpiValueCheck { Kpi = kpi, Fire = 1 };
        var facts = await _reader.ReadAsync(client, [new AlertRule { Id = "", Check = check }], Weeks * check.WindowDays, cancellationToken);
        var currency = client.Currency;
        List<KpiResult> history = [];
        for (var week = Weeks - 1; week >= 0; week--)
        {
            var to = facts.Period.To.AddDays(-week * check.WindowDays);
            var report = KpiCatalogue.Compute(facts with { Period = new Period(to.AddDays(1 - check.WindowDays), to), Comparison = null });
            history.AddRange(report.Kpis.Where(one => one.Key == kpi && one.Value is not null && (one.Currency is null || currency is null || one.Currency == currency)).Take(1));
        }

        return history;
    }
}
