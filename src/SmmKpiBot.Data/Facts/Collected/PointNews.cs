using SmmKpiBot.Data.Facts.Reading;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts.Collected;

/// <summary>Which points of a page say something that is not known.</summary>
internal static class PointNews
{
    private const string MetricKind = "metric:";

    /// <summary>The days whose points have to be known to compare a page; null when it has no points.</summary>
    public static (long From, long To)? Days(CollectedPage page) =>
        page.DaysOf(kind => kind.StartsWith(MetricKind, StringComparison.Ordinal), page.Points.Select(point => point.Day));

    public static List<MetricPoint> Of(CollectedPage page, KnownPoints known)
    {
        var told = new Dictionary<(string Metric, string Dimension, int Day), MetricPoint>(page.Points.Count);
        foreach (var point in page.Points)
            told[(point.Metric, point.Dimension, point.Day.DayNumber)] = point;
        return [.. told.Values.Where(point => IsNews(known.Find(point), point)), .. Vanished(page, known, told)];
    }

    /// <summary>Nothing after a value changes nothing when it is read, so it is no news either.</summary>
    private static bool IsNews(PointObservation? known, MetricPoint told)
    {
        if (known is not { } last)
            return true;
        if (told.Value is null && last.Value is not null)
            return false;
        return last.Value != told.Value || Settling.IsOverNow((UnixMicros.ToInstant(last.ObservedAt), UnixMicros.ToInstant(last.SettlesAt)), (told.ObservedAt, told.SettlesAt));
    }

    /// <summary>Parts of a whole that the network does not tell any more are 0. Unique people of a window are no part of anything: that figure is just not told.</summary>
    private static IEnumerable<MetricPoint> Vanished(CollectedPage page, KnownPoints known, Dictionary<(string Metric, string Dimension, int Day), MetricPoint> told)
    {
        var whole = page.Told.Select(span => span.Kind).Where(kind => kind.StartsWith(MetricKind, StringComparison.Ordinal)).Select(kind => kind[MetricKind.Length..])
            .Where(metric => MetricCatalogue.Find(metric)?.Aggregation != Aggregation.Unique).ToHashSet();
        if (whole.Count == 0)
            yield break;
        foreach (var (metric, dimension, day, point) in known.All)
        {
            if (dimension.Length == 0 || point.Value is null || !whole.Contains(metric) || told.ContainsKey((metric, dimension, day)) || !page.Tells(MetricKind + metric, DateOnly.FromDayNumber(day)))
                continue;
            var zero = new MetricPoint(page.AccountId, metric, dimension, DateOnly.FromDayNumber(day), 0, page.ObservedAt, UnixMicros.ToInstant(point.SettlesAt));
            if (IsNews(point, zero))
                yield return zero;
        }
    }
}
