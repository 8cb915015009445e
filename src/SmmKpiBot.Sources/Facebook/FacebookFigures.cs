using System.Runtime.CompilerServices;
using System.Text.Json;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.Facebook;

/// <summary>Figures of a page as a whole.</summary>
internal static class FacebookFigures
{
    private const int DaysAtOnce = 28;

    /// <summary>Meta gives insights of pages with so many likes.</summary>
    private const int FewestLikes = 100;

    /// <summary>So many days at the end may be late by themselves.</summary>
    private const int LateDays = 2;

    private static readonly SourceWords TooSmall = new(
        "Meta не дає статистики сторінки, в якої менше ніж 100 вподобань: перегляди, охоплення й нові підписники невідомі.",
        "Meta gives no insights of a page with fewer than 100 likes: views, reach and new followers are not known.");

    /// <summary>The only place where followers of today are told; there is no history of it.</summary>
    public static async IAsyncEnumerable<SourcePage> FollowersAsync(GraphReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!reading.WantsToday)
            yield break;
        var records = new RecordReader(GraphJson.Options);
        var page = records.Read<FacebookPage>(await reading.Client.GetAsync(reading.Access, reading.Id, GraphQuery.Fields("id,name,followers_count"), cancellationToken), "page");
        yield return reading.Page(records, null) with
        {
            Points = page is null ? [] : [reading.Point(MetricCatalogue.Followers, "", reading.Today, page.FollowersCount, MetaDay.EndOf(reading.Today))],
            Told = page is null ? [] : [reading.Told(FactKind.OfMetric(MetricCatalogue.Followers), reading.Today, reading.Today)],
        };
    }

    public static async IAsyncEnumerable<SourcePage> InsightsAsync(GraphReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (first, last) in DayWindows.Of(reading.Asked, reading.LastClosed, DaysAtOnce))
        {
            var records = new RecordReader(GraphJson.Options);
            var (since, until) = MetaDay.WideWindow(first, last);
            var query = GraphQuery.None.With("since", since).With("until", until);
            var days = await reading.Insights.ReadAsync(reading.Access, reading.Id + "/insights", FacebookInsights.OfDays, query.With("period", "day"), "", records, cancellationToken);
            var weeks = await reading.Insights.ReadAsync(reading.Access, reading.Id + "/insights", FacebookInsights.OfWindows, query.With("period", "week"), "/week", records, cancellationToken);
            var months = await reading.Insights.ReadAsync(reading.Access, reading.Id + "/insights", FacebookInsights.OfWindows, query.With("period", "days_28"), "/days_28", records, cancellationToken);
            var facts = FacebookInsights.Of(reading, first, last, days, weeks, months);
            var page = reading.Page(records, DayWindows.CursorAfter(last, reading.LastClosed)) with { Points = facts.Points, Told = facts.Told };
            var isSilent = page.Cursor is null && !reading.Asked.IsHistory && !facts.Points.Any(point => point.Value is not null && point.Day > last.AddDays(-LateDays));
            yield return isSilent && await IsSmallAsync(reading, cancellationToken) ? page with { GivesNone = true, Remarks = [.. page.Remarks, TooSmall] } : page;
        }
    }

    /// <summary>Asked for only when insights are silent. A page that cannot say how many like it is not excused.</summary>
    private static async Task<bool> IsSmallAsync(GraphReading reading, CancellationToken cancellationToken)
    {
        var answer = await reading.Client.GetAsync(reading.Access, reading.Id, GraphQuery.Fields("id,name,fan_count,followers_count"), cancellationToken);
        var page = new RecordReader(GraphJson.Options).Read<FacebookPage>(answer, "page");
        return (page?.FanCount is > 0 and var likes ? likes : page?.FollowersCount) < FewestLikes;
    }

    /// <summary>Where Meta still tells it: its own pages contradict each other on whether it does.</summary>
    public static async IAsyncEnumerable<SourcePage> DemographicsAsync(GraphReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!reading.WantsToday)
            yield break;
        var records = new RecordReader(GraphJson.Options);
        var answered = await reading.Insights.ReadAsync(
            reading.Access, reading.Id + "/insights", [FacebookInsights.Countries, FacebookInsights.Cities], GraphQuery.None.With("period", "lifetime"), "", records, cancellationToken);
        var people = new[] { (FacebookInsights.Countries, "country"), (FacebookInsights.Cities, "city") }
            .SelectMany(one => answered.GetValueOrDefault(one.Item1)?.Values is { Count: > 0 } values && values[^1].Value is { ValueKind: JsonValueKind.Object } shares
                ? shares.EnumerateObject().Select(share => (MetaAudience.Dimension(one.Item2, share.Name), InsightNumber.Of(share.Value)))
                : []);
        yield return reading.Page(records, null) with { Points = MetaAudience.Points(reading, people), Told = MetaAudience.Told(reading, answered.Count > 0 && answered.Values.All(series => !series.IsUnreadable)) };
    }
}
