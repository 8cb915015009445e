using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.Instagram;

/// <summary>Metrics of an account in our words. Pure: it is handed what was answered.</summary>
internal sealed class InstagramInsights(GraphReading reading)
{
    public const string Reach = "reach";
    public const string Follows = "follows_and_unfollows";
    public const string Engaged = "accounts_engaged";
    public const string Demographics = "follower_demographics";

    private const int LongestWindow = 30;

    /// <summary>Accounts without such a button have none: nothing of it is no observation.</summary>
    private const string ContactTaps = "profile_links_taps";

    /// <summary>Instagram says that its figures may lag by two days.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromDays(3);

    /// <summary>Visits and clicks were said to be gone and are still answered.</summary>
    private static readonly Dictionary<string, string> Additive = new()
    {
        ["views"] = MetricCatalogue.Views,
        ["total_interactions"] = MetricCatalogue.Interactions,
        [ContactTaps] = MetricCatalogue.ContactTaps,
        ["profile_views"] = MetricCatalogue.ProfileVisits,
        ["website_clicks"] = MetricCatalogue.LinkClicks,
    };

    private readonly GraphReading _reading = reading;
    private readonly List<MetricPoint> _points = [];

    /// <summary>Of the days that end with each day, as Instagram gives them for every day.</summary>
    public static IReadOnlyList<(string Period, int Days)> ReachPeriods { get; } = [("day", 1), ("week", 7), ("days_28", 28)];

    public static IEnumerable<string> OfDays => Additive.Keys;

    public IReadOnlyList<MetricPoint> Points => _points;

    /// <summary>A month of 31 days is longer than Instagram tells at once.</summary>
    public static IReadOnlyList<int> WindowsEnding(DateOnly day) => MetaWindows.Ending(day, LongestWindow);

    public static IEnumerable<(string? Dimension, long? People)> Audience(string breakdown, InsightTotal? total) =>
        (total?.Breakdowns ?? []).SelectMany(one => one.Results).Select(result => (
            breakdown == "age,gender" ? result.DimensionValues is [var age, var gender] ? MetaAudience.GenderAndAge(gender, age) : null
            : result.DimensionValues is [var value] ? MetaAudience.Dimension(breakdown, value)
            : null,
            InsightNumber.Of(result.Value)));

    public void TakeReach(DateOnly first, DateOnly last, int days, InsightSeries? series, bool isExpected)
    {
        if (series is { IsUnreadable: true })
            return;
        var values = MetaSeries.ByDay(series);
        var isEmpty = !values.Any(value => value.Key >= first && value.Key <= last);
        for (var day = first; isExpected && !(isEmpty && _reading.Asked.IsHistory) && day <= last; day = day.AddDays(1))
            Add(MetricCatalogue.Reach, MetricCatalogue.WindowDimension(days), day, values.GetValueOrDefault(day));
    }

    public void TakeDay(DateOnly day, IReadOnlyDictionary<string, InsightSeries> answered)
    {
        foreach (var (native, ours) in Additive.Where(metric => _reading.Insights.IsAsked(metric.Key)))
        {
            var series = answered.GetValueOrDefault(native);
            if (series is not { IsUnreadable: true } && (series?.Single is not null || native != ContactTaps))
                Add(ours, "", day, series?.Single);
        }
    }

    /// <summary>An absent slice is not 0: it is not known.</summary>
    public void TakeFollows(DateOnly day, IReadOnlyDictionary<string, InsightSeries> answered)
    {
        var series = answered.GetValueOrDefault(Follows);
        if (!_reading.Insights.IsAsked(Follows + "/follow_type") || series is { IsUnreadable: true })
            return;
        var total = series?.TotalValue;
        Add(MetricCatalogue.FollowersGained, "", day, total?.Of("FOLLOWER"));
        Add(MetricCatalogue.FollowersLost, "", day, total?.Of("NON_FOLLOWER"));
    }

    public void TakeWindow(DateOnly day, int days, IReadOnlyDictionary<string, InsightSeries> answered)
    {
        var total = answered.GetValueOrDefault(Reach);
        if (!_reading.Insights.IsAsked(Reach + "/follow_type") || total is { IsUnreadable: true })
            return;
        var dimension = MetricCatalogue.WindowDimension(days);

        // Those that are told for every day have come already.
        if (!ReachPeriods.Any(period => period.Days == days))
            Add(MetricCatalogue.Reach, dimension, day, total?.Single);
        Add(MetricCatalogue.FollowersReached, dimension, day, total?.TotalValue?.Of("FOLLOWER"));
    }

    public void TakeEngaged(DateOnly day, int days, IReadOnlyDictionary<string, InsightSeries> answered)
    {
        var engaged = answered.GetValueOrDefault(Engaged);
        if (_reading.Insights.IsAsked(Engaged) && engaged is not { IsUnreadable: true })
            Add(MetricCatalogue.AccountsEngaged, MetricCatalogue.WindowDimension(days), day, engaged?.Single);
    }

    /// <summary>Days of what has no dimension. A day that cannot be read has no point, and is not among them.</summary>
    public IReadOnlyList<ObservedSpan> Told() => [.. _points.Where(point => point.Dimension.Length == 0).GroupBy(point => point.Metric).SelectMany(points => _reading.ToldDays(points.Key, points))];

    /// <summary>Nothing told of a past beyond Instagram's memory is no observation worth keeping.</summary>
    private void Add(string metric, string dimension, DateOnly day, long? value)
    {
        if (value is not null || !_reading.Asked.IsHistory)
            _points.Add(_reading.Point(metric, dimension, day, value, MetaDay.EndOf(day) + Settling));
    }
}
