using System.Globalization;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Alerts.Evaluation;

/// <summary>The plan's month or quarter up to each day. Every one is a subject of its own: with the month its alert ends.</summary>
internal sealed class PlanDailyCheck(FigureBook book, PlanPaceCheck check) : DailyCheck(book)
{
    private readonly PlanPaceCheck _check = check;
    private readonly Kpi _kpi = KpiCatalogue.Of(check.Kpi);

    public override string Metric => _check.Kpi;

    private Plan? Plan => Book.Set.Client.Plans.FirstOrDefault(plan => plan.KpiKey == _check.Kpi);

    private string? Currency => _kpi.Currencies is null ? null : Book.Set.Client.Currency;

    public override bool IsDated => true;

    public override string Dimension(DateOnly newest) => Unit(newest).First.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public override bool Applies(DateOnly newest) => Plan is not null && Book.IsWatched(_kpi) && (_kpi.Currencies is null || Currency is not null);

    public override DayVerdict Of(DateOnly day)
    {
        var window = new Period(Unit(day).First, day);
        var now = Book.Whole(_kpi, window, Currency);
        if (!now.Known)
            return Missing(now.Lacking);

        if (!now.Settled)
            return new(DayVerdictKind.Unsettled, null, []);

        var due = Plan is null ? 0 : _kpi.Definition.Additive ? PlanProration.Prorated(Plan, window) : Plan.Value;
        if (due == 0 || window.Days < _check.FromDay)
            return Known(now, null);

        var side = AlertThresholds.SideOfPlan(_check);
        return Known(now, new(now.Value.GetValueOrDefault() / due, _check.Fire, AlertThresholds.Clear(_check.Fire, _check.Clear, side), side, KpiUnit.Rate)
        {
            Figure = now.Value,
            Baseline = PlanProration.Whole(_kpi.Definition, due),
            IsShare = true,
            FigureUnit = _kpi.Definition.Unit,
            Currency = Currency,
            IsConverted = now.Converted,
            IsWorkingTime = _kpi.Definition.WorkingTime,
        });
    }

    private CalendarUnit Unit(DateOnly day) => Plan?.Per == PlanUnit.Quarter ? CalendarUnit.Quarter(day) : CalendarUnit.Month(day);
}
