using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;

namespace SmmKpiBot.Data.Facts.Collected;

/// <summary>How many followers the account had about when a post was published, by its own daily figures.</summary>
internal sealed class FollowersAtPublishing
{
    /// <summary>Farther away it would be another number.</summary>
    private const int MostDaysOff = 3;

    private readonly Dictionary<int, long> _byDay;
    private readonly TimeZoneInfo _zone;

    private FollowersAtPublishing(Dictionary<int, long> byDay, TimeZoneInfo zone)
    {
        _byDay = byDay;
        _zone = zone;
    }

    /// <param name="zone">Of the network's day labels.</param>
    public static async Task<FollowersAtPublishing> ReadAsync(AccountScope scope, CollectedPage page, TimeZoneInfo zone)
    {
        const string sql = """
            select p.day as Day, p.value as Value
            from series s join metric_point p on p.account_id = s.account_id and p.series_id = s.id and p.day between @from and @to
                join batch b on b.id = p.batch_id and b.completed_at is not null and b.undone_at is null
            where s.account_id = @AccountId and s.metric = @metric and s.dimension = '' and p.value is not null
            order by b.origin, b.observed_at, b.id
            """;
        var byDay = new Dictionary<int, long>();
        var wanted = page.Posts.Where(post => post.Followers is null).Select(post => LocalDay.Of(post.PublishedAt, zone).DayNumber).ToList();
        if (wanted.Count == 0)
            return new(byDay, zone);
        var days = new { from = (long)wanted.Min() - MostDaysOff, to = (long)wanted.Max() + MostDaysOff, metric = MetricCatalogue.Followers };
        foreach (var row in await scope.QueryAsync<DayRow>(sql, days))
            byDay[(int)row.Day] = row.Value;
        foreach (var point in page.Points.Where(point => point is { Metric: MetricCatalogue.Followers, Dimension: "", Value: not null }))
            byDay[point.Day.DayNumber] = point.Value.GetValueOrDefault();
        return new(byDay, zone);
    }

    /// <summary>Of the nearest day, of two equally near ones the earlier; null where none is near.</summary>
    public long? Of(Post post)
    {
        var day = LocalDay.Of(post.PublishedAt, _zone).DayNumber;
        for (var off = 0; off <= MostDaysOff; off++)
        {
            if (_byDay.TryGetValue(day - off, out var before))
                return before;
            if (_byDay.TryGetValue(day + off, out var after))
                return after;
        }

        return null;
    }

    private sealed record DayRow
    {
        public long Day { get; init; }

        public long Value { get; init; }
    }
}
