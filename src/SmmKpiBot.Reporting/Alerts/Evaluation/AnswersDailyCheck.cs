using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Alerts.Evaluation;

/// <summary>Answers against their promise over rolling windows of due days.</summary>
internal sealed class AnswersDailyCheck(FigureBook book, SlowAnswersCheck check) : DailyCheck(book)
{
    private const string Promise = "feedback.sla_rate";

    private readonly SlowAnswersCheck _check = check;
    private readonly Kpi _kpi = KpiCatalogue.Of(Promise);

    public override string Metric => Promise;

    public override bool Applies(DateOnly newest) => Book.Set.Client.AnswerTargets != AnswerTargets.None && Book.IsWatched(_kpi);

    public override DayVerdict Of(DateOnly day)
    {
        var window = new Period(day.AddDays(1 - _check.WindowDays), day);
        var figure = Book.Whole(_kpi, window, null);
        if (figure.Lacking.Count > 0)
            return Missing(figure.Lacking);

        var scope = Book.Scope(window, figure.Accounts);
        var due = scope.DueWaits.Each().ToList();
        if (due.Count < _check.MinimumWaits)
            return Known(figure, null);

        if (_check.Measure == SlowAnswersMeasure.P90OverTarget)
            return Known(figure, NinthOfTen(scope, due) is { } multiple ? Figures(multiple, KpiUnit.Ratio) with { IsOfTarget = true } : null);

        var late = due.Count(wait => !wait.InTime);
        return Known(figure, Figures((decimal)late / due.Count, KpiUnit.Rate) with { Figure = late, Baseline = due.Count, IsShare = true, FigureUnit = KpiUnit.Count });
    }

    private AlertFigures Figures(decimal value, KpiUnit unit) =>
        new(value, _check.Fire, AlertThresholds.Clear(_check.Fire, _check.Clear, AlertSide.Above), AlertSide.Above, unit);

    /// <summary>Waits as multiples of their own promise, so that comments and messages can be told together; who still waits has waited until the window's end.</summary>
    private static decimal? NinthOfTen(KpiScope scope, List<DueWait> due)
    {
        var clock = WorkingClock.Of(scope.Client);
        return Percentiles.NearestRank([.. due.Select(one => Multiple(one.Wait, scope, clock)).OfType<decimal>()], 90);
    }

    private static decimal? Multiple(Wait wait, KpiScope scope, WorkingClock? clock)
    {
        var end = wait.EndedAt is { } ended && ended < scope.End ? ended : scope.End;
        var waited = clock?.Elapsed(wait.BeganAt, end) ?? end - wait.BeganAt;
        return scope.Client.AnswerTargets.For(wait.Kind, wait.FirstOfEpisode) is { Ticks: > 0 } target ? (decimal)waited.Ticks / target.Ticks : null;
    }
}
