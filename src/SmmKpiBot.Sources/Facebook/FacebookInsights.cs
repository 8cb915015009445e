using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.Facebook;

/// <summary>Metrics of a page in our words. Pure.</summary>
internal static class FacebookInsights
{
    public const string Countries = "page_follows_country";
    public const string Cities = "page_follows_city";

    private const string Followers = "page_follows";
    private const string Gained = "page_daily_follows_unique";
    private const string Lost = "page_daily_unfollows_unique";
    private const string Views = "page_media_view";
    private const string Viewers = "page_total_media_view_unique";
    private const string Visits = "page_views_total";
    private const string Engagements = "page_post_engagements";

    /// <summary>Corrections come a day or two later.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromDays(3);

    private static readonly (string Native, string Ours)[] Additive =
    [
        (Gained, MetricCatalogue.FollowersGained), (Lost, MetricCatalogue.FollowersLost), (Views, MetricCatalogue.Views), (Visits, MetricCatalogue.ProfileVisits),
        (Engagements, MetricCatalogue.Interactions),
    ];

    public static IReadOnlyList<string> OfDays { get; } = [Followers, Gained, Lost, Views, Viewers, Visits, Engagements];

    public static IReadOnlyList<string> OfWindows { get; } = [Viewers];

    /// <param name="reading">Whose account and time the facts carry.</param>
    /// <param name="first">First day asked for.</param>
    /// <param name="last">Last day asked for.</param>
    /// <param name="days">Answers by metric, of single days.</param>
    /// <param name="weeks">Of the 7 days that end with each day.</param>
    /// <param name="months">Of 28 days.</param>
    public static (IReadOnlyList<MetricPoint> Points, IReadOnlyList<ObservedSpan> Told) Of(
        GraphReading reading, DateOnly first, DateOnly last, IReadOnlyDictionary<string, InsightSeries> days, IReadOnlyDictionary<string, InsightSeries> weeks, IReadOnlyDictionary<string, InsightSeries> months)
    {
        var points = new List<MetricPoint>();
        var told = new List<ObservedSpan>();
        foreach (var (native, ours) in Additive)
        {
            var found = PointsOf(reading, ours, "", first, last, days.GetValueOrDefault(native), reading.Insights.IsAsked(native)).ToList();
            points.AddRange(found);
            told.AddRange(reading.ToldDays(ours, found));
        }

        // A page of few followers has no insights, but its followers are counted every day: nothing must not cover what was counted.
        var followers = PointsOf(reading, MetricCatalogue.Followers, "", first, last, days.GetValueOrDefault(Followers), isExpected: false).ToList();
        points.AddRange(followers);
        told.AddRange(reading.ToldDays(MetricCatalogue.Followers, followers));
        foreach (var (series, window, variant) in new[] { (days, 1, ""), (weeks, 7, "/week"), (months, 28, "/days_28") })
            points.AddRange(PointsOf(reading, MetricCatalogue.Reach, MetricCatalogue.WindowDimension(window), first, last, series.GetValueOrDefault(Viewers), reading.Insights.IsAsked(Viewers + variant)));
        return (points, told);
    }

    /// <summary>A point for every day; without a value where Meta was asked for it and told none. Of the past beyond its memory that would be noise; of what cannot be read it would be untrue.</summary>
    private static IEnumerable<MetricPoint> PointsOf(GraphReading reading, string metric, string dimension, DateOnly first, DateOnly last, InsightSeries? series, bool isExpected)
    {
        if (series is { IsUnreadable: true })
            yield break;
        var values = MetaSeries.ByDay(series);
        var isEmpty = !values.Any(value => value.Key >= first && value.Key <= last);
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var value = values.GetValueOrDefault(day);
            if (value is not null || (isExpected && !(isEmpty && reading.Asked.IsHistory)))
                yield return reading.Point(metric, dimension, day, value, MetaDay.EndOf(day) + Settling);
        }
    }
}
