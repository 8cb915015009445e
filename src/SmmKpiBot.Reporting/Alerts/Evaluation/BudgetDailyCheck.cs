using System.Globalization;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Alerts.Evaluation;

/// <summary>
/// Spend of the month up to each day against its budget. It does not wait for figures to settle: networks correct spend by little, and a month's money is gone
/// long before its last correction; a correction that undoes the alert resolves it as revised.
/// </summary>
internal sealed class BudgetDailyCheck(FigureBook book, BudgetPaceCheck check) : DailyCheck(book)
{
    private const string Spend = "paid.spend";

    private readonly BudgetPaceCheck _check = check;
    private readonly Kpi _kpi = KpiCatalogue.Of(Spend);

    public override string Metric => Spend;

    private string? Currency => _check.Currency ?? Book.Set.Client.Currency;

    public override bool IsDated => true;

    public override string Dimension(DateOnly newest) => $"{Currency} {newest.ToString("yyyy-MM", CultureInfo.InvariantCulture)}";

    public override bool Applies(DateOnly newest) => Currency is not null && Budget(newest) is > 0 && Book.IsWatched(_kpi);

    public override DayVerdict Of(DateOnly day)
    {
        var month = CalendarUnit.Month(day);
        var window = new Period(month.First, day);
        var spent = Book.Whole(_kpi, window, Currency);
        if (!spent.Known)
            return Missing(spent.Lacking);

        if (Budget(day) is not > 0 || (!_check.WholeMonth && window.Days < _check.FromDay))
            return Known(spent, null);

        var days = month.Last.DayNumber - month.First.DayNumber + 1;
        var due = _check.WholeMonth ? Budget(day).GetValueOrDefault() : Budget(day).GetValueOrDefault() * window.Days / days;
        return Known(spent, new(spent.Value.GetValueOrDefault() / due, _check.Fire, AlertThresholds.Clear(_check.Fire, _check.Clear, _check.Side), _check.Side, KpiUnit.Rate)
        {
            Figure = spent.Value,
            Baseline = due,
            IsShare = true,
            FigureUnit = KpiUnit.Money,
            Currency = Currency,
            IsConverted = spent.Converted,
        });
    }

    /// <summary>Of the month of a day; a plan counts only in the currency the client plans in.</summary>
    private decimal? Budget(DateOnly day)
    {
        if (_check.MonthlyBudget is not null || Currency != Book.Set.Client.Currency)
            return _check.MonthlyBudget;

        var month = CalendarUnit.Month(day);
        return Book.Set.Client.Plans.FirstOrDefault(plan => plan.KpiKey == Spend) is { } plan ? PlanProration.Prorated(plan, new(month.First, month.Last)) : null;
    }
}
