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
            yield return reading.Page(records, DayWindows.CursorAfter(last, reading.LastClosed)) with { Points = facts.Points, Told = facts.Told };
        }
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
        yield return reading.Page(records, null) with { Points = MetaAudience.Points(reading, people), Told = MetaAudience.Told(reading, answered.Count > 0) };
    }
}
