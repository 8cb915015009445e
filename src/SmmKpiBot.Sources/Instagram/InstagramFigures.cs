using System.Runtime.CompilerServices;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.Instagram;

/// <summary>Figures of an account as a whole. Most are totals of a window without a date: a day costs a question.</summary>
internal static class InstagramFigures
{
    private const int DaysAtOnce = 28;

    private static readonly string[] Breakdowns = ["age,gender", "country", "city"];

    /// <summary>The only place where followers of today are told; there is no history of it.</summary>
    public static async IAsyncEnumerable<SourcePage> FollowersAsync(GraphReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!reading.WantsToday)
            yield break;
        var records = new RecordReader(GraphJson.Options);
        var account = records.Read<InstagramAccount>(await reading.Client.GetAsync(reading.Access, reading.Id, GraphQuery.Fields("id,username,followers_count"), cancellationToken), "account");
        yield return reading.Page(records, null) with
        {
            Points = account is null ? [] : [reading.Point(MetricCatalogue.Followers, "", reading.Today, account.FollowersCount, MetaDay.EndOf(reading.Today))],
            Told = account is null ? [] : [reading.Told(FactKind.OfMetric(MetricCatalogue.Followers), reading.Today, reading.Today)],
        };
    }

    public static async IAsyncEnumerable<SourcePage> InsightsAsync(GraphReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var edge = reading.Id + "/insights";
        foreach (var (first, last) in DayWindows.Of(reading.Asked, reading.LastClosed, DaysAtOnce))
        {
            var records = new RecordReader(GraphJson.Options);
            var mapping = new InstagramInsights(reading);
            foreach (var (period, days) in InstagramInsights.ReachPeriods)
            {
                var (since, until) = MetaDay.WideWindow(first, last);
                var query = GraphQuery.None.With("metric_type", "time_series").With("period", period).With("since", since).With("until", until);
                var series = await reading.Insights.ReadAsync(reading.Access, edge, [InstagramInsights.Reach], query, "/" + period, records, cancellationToken);
                mapping.TakeReach(first, last, days, series.GetValueOrDefault(InstagramInsights.Reach), reading.Insights.IsAsked(InstagramInsights.Reach + "/" + period));
            }

            for (var day = first; day <= last; day = day.AddDays(1))
            {
                mapping.TakeDay(day, await ReadAsync(InstagramInsights.OfDays, day, day, null, ""));
                mapping.TakeFollows(day, await ReadAsync([InstagramInsights.Follows], day, day, "follow_type", "/follow_type"));
                foreach (var window in InstagramInsights.WindowsEnding(day))
                {
                    mapping.TakeWindow(day, window, await ReadAsync([InstagramInsights.Reach], day.AddDays(1 - window), day, "follow_type", "/follow_type"));
                    mapping.TakeEngaged(day, window, await ReadAsync([InstagramInsights.Engaged], day.AddDays(1 - window), day, null, ""));
                }
            }

            yield return reading.Page(records, DayWindows.CursorAfter(last, reading.LastClosed)) with { Points = mapping.Points, Told = mapping.Told() };

            Task<IReadOnlyDictionary<string, InsightSeries>> ReadAsync(IEnumerable<string> metrics, DateOnly from, DateOnly to, string? breakdown, string variant)
            {
                var (since, until) = MetaDay.Window(from, to);
                var query = GraphQuery.None.With("metric_type", "total_value").With("period", "day").With("since", since).With("until", until);
                return reading.Insights.ReadAsync(reading.Access, edge, metrics, breakdown is null ? query : query.With("breakdown", breakdown), variant, records, cancellationToken);
            }
        }
    }

    public static async IAsyncEnumerable<SourcePage> DemographicsAsync(GraphReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!reading.WantsToday)
            yield break;
        var records = new RecordReader(GraphJson.Options);
        var shares = new List<(string? Dimension, long? People)>();
        var isAnswered = true;
        foreach (var breakdown in Breakdowns)
        {
            var query = GraphQuery.None.With("metric_type", "total_value").With("period", "lifetime").With("timeframe", "this_month").With("breakdown", breakdown);
            var answered = await reading.Insights.ReadAsync(reading.Access, reading.Id + "/insights", [InstagramInsights.Demographics], query, "/" + breakdown, records, cancellationToken);
            var total = answered.GetValueOrDefault(InstagramInsights.Demographics)?.TotalValue;
            isAnswered &= total is not null;
            shares.AddRange(InstagramInsights.Audience(breakdown, total));
        }

        yield return reading.Page(records, null) with { Points = MetaAudience.Points(reading, shares), Told = MetaAudience.Told(reading, isAnswered) };
    }
}
