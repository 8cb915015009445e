namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>Values of a series by the day they are of.</summary>
internal static class MetaSeries
{
    /// <summary>A day without a number is not among them. Where slices of a breakdown stand side by side, a day has several values: they are summed.</summary>
    public static IReadOnlyDictionary<DateOnly, long?> ByDay(InsightSeries? series) => (series?.Values ?? [])
        .Where(value => value.EndTime is not null && InsightNumber.Of(value.Value) is not null)
        .GroupBy(value => MetaDay.EndingAt(value.EndTime!.Value))
        .ToDictionary(day => day.Key, day => day.Sum(value => InsightNumber.Of(value.Value)));
}
