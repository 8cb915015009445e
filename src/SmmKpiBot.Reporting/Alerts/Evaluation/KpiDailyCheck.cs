using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Alerts.Evaluation;

/// <summary>A KPI over rolling windows: against a value, the window before, or the median of earlier ones.</summary>
internal sealed class KpiDailyCheck(FigureBook book, KpiCheck check) : DailyCheck(book)
{
    /// <summary>Makes the median distance from the median comparable with a standard deviation.</summary>
    private const decimal DistanceToSigma = 1.4826m;

    /// <summary>Weeks that happen to be nearly equal would make every small change an outlier.</summary>
    private const decimal SmallestSigma = 0.05m;

    private readonly KpiCheck _check = check;
    private readonly Kpi _kpi = KpiCatalogue.Of(check.Kpi);

    public override string Metric => _check.Kpi;

    private string? Currency => _kpi.Currencies is null ? null : _check.Currency ?? Book.Set.Client.Currency;

    public override string Dimension(DateOnly newest) => Currency ?? "";

    public override bool Applies(DateOnly newest) => Book.IsWatched(_kpi) && (_kpi.Currencies is null || Currency is not null);

    public override DayVerdict Of(DateOnly day)
    {
        var now = Figure(day, 0);
        if (!now.Known)
            return Missing(now.Lacking);

        return _check switch
        {
            _ when !now.Settled => new(DayVerdictKind.Unsettled, null, []),
            KpiValueCheck value => Known(now, Value(value, now)),
            KpiChangeCheck change => Change(change, day, now),
            KpiMedianCheck median => Median(median, day, now),
            _ => throw new InvalidOperationException($"No evaluation of {_check.GetType().Name}."),
        };
    }

    private BookedFigure Figure(DateOnly day, int windowsBefore)
    {
        var window = new Period(day.AddDays(1 - _check.WindowDays), day);
        return _check is KpiValueCheck ? Book.Whole(_kpi, window, Currency) : Book.LikeForLike(_kpi, window.Shift(-windowsBefore * _check.WindowDays), Currency, day);
    }

    private AlertFigures Value(KpiValueCheck check, BookedFigure now) =>
        new(now.Value.GetValueOrDefault(), check.Fire, AlertThresholds.Clear(check.Fire, check.Clear, check.Side), check.Side, _kpi.Definition.Unit)
        {
            Currency = Currency,
            IsConverted = now.Converted,
            IsWorkingTime = _kpi.Definition.WorkingTime,
        };

    private DayVerdict Change(KpiChangeCheck check, DateOnly day, BookedFigure now)
    {
        var before = Figure(day, 1);
        if (!before.Known)
            return Missing(before.Lacking);

        if (before.Value == 0 || !IsEnough(check, now, before))
            return Known(now, null);

        var change = (now.Value.GetValueOrDefault() - before.Value.GetValueOrDefault()) / Math.Abs(before.Value.GetValueOrDefault());
        return Known(now, Deviation(check.Side == AlertSide.Above ? change : -change, check.Fire, AlertThresholds.Clear(check.Fire, check.Clear, AlertSide.Above), KpiUnit.Rate, now, before.Value, before.Converted));
    }

    /// <summary>A count that falls to nearly nothing is an alert though few events are left; a rate needs enough of them on both sides.</summary>
    private bool IsEnough(KpiChangeCheck check, BookedFigure now, BookedFigure before)
    {
        var minimum = check.MinimumEvents ?? _kpi.Definition.EnoughEvents;
        var (one, other) = (now.Events ?? minimum, before.Events ?? minimum);
        return (_kpi.Definition.Additive ? Math.Max(one, other) : Math.Min(one, other)) >= minimum;
    }

    private DayVerdict Median(KpiMedianCheck check, DateOnly day, BookedFigure now)
    {
        List<BookedFigure> windows = [.. Enumerable.Range(1, check.Samples).Select(back => Figure(day, back)).Where(figure => figure.Known)];
        List<decimal> earlier = [.. windows.Select(figure => figure.Value.GetValueOrDefault())];
        if (earlier.Count < check.MinimumSamples || Percentiles.Median(earlier) is not { } median)
            return Known(now, null);

        var unit = Math.Abs(median);
        if (check.Band == MedianBand.Sigma)
            unit = Math.Max(DistanceToSigma * Percentiles.Median([.. earlier.Select(value => Math.Abs(value - median))]).GetValueOrDefault(), SmallestSigma * Math.Abs(median));
        if (unit == 0)
            return Known(now, null);

        var distance = (now.Value.GetValueOrDefault() - median) / unit;
        var figures = Deviation(check.Side == AlertSide.Above ? distance : -distance, check.Fire, AlertThresholds.Clear(check), check.Band == MedianBand.Sigma ? KpiUnit.Ratio : KpiUnit.Rate, now, median, windows.Exists(figure => figure.Converted));
        return Known(now, figures);
    }

    /// <summary>How far on the bad side: greater is worse, whichever side that is.</summary>
    private AlertFigures Deviation(decimal value, decimal fire, decimal clear, KpiUnit unit, BookedFigure now, decimal? baseline, bool isBaselineConverted) =>
        new(value, fire, clear, AlertSide.Above, unit)
        {
            Figure = now.Value,
            Baseline = baseline,
            FigureUnit = _kpi.Definition.Unit,
            Currency = Currency,
            IsConverted = now.Converted || isBaselineConverted,
            IsWorkingTime = _kpi.Definition.WorkingTime,
        };
}
