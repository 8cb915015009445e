using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>Figures of a digest day by day. A picture needs few of them and a workbook all, so each is computed when first asked for.</summary>
public sealed class DailySeries(Func<KpiResult, Period, IReadOnlyList<DailyFigure>> compute)
{
    private readonly Func<KpiResult, Period, IReadOnlyList<DailyFigure>> _compute = compute;
    private readonly Dictionary<(string Key, string? Currency, Period Period), IReadOnlyList<DailyFigure>> _known = [];

    public IReadOnlyList<DailyFigure> Of(KpiResult kpi, Period period)
    {
        var key = (kpi.Key, kpi.Currency, period);
        if (_known.TryGetValue(key, out var days))
            return days;

        days = _compute(kpi, period);
        _known[key] = days;
        return days;
    }
}
