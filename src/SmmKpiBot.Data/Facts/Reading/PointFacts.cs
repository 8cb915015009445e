using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts.Reading;

/// <summary>Reads points, the most numerous facts: metric and dimension once per series, the rest in narrow rows.</summary>
internal static class PointFacts
{
    public static async Task<IReadOnlyList<MetricPoint>> ReadAsync(FactScope scope)
    {
        const string sql = """
            select s.id as Id, s.account_id as AccountId, s.metric as Metric, s.dimension as Dimension
            from account a join series s on s.account_id = a.id
            where a.client_id = @ClientId
            """;
        var series = (await scope.QueryAsync<SeriesRow>(sql)).ToDictionary(row => row.Id);
        if (series.Count == 0)
            return [];
        var folded = await FoldAsync(scope);
        var ofNetwork = NetworkDaysOf(folded, series);
        var points = new List<MetricPoint>(folded.Count);
        foreach (var ((seriesId, day), point) in folded)
        {
            var owner = series[seriesId];
            if (point.OfNetwork || ofNetwork is null || !ofNetwork.Contains((owner.AccountId, owner.Metric, day)))
            {
                points.Add(new MetricPoint(
                    owner.AccountId, owner.Metric, owner.Dimension, DateOnly.FromDayNumber(day), point.Value, UnixMicros.ToInstant(point.ObservedAt), UnixMicros.ToInstant(point.SettlesAt)));
            }
        }

        points.Sort((left, right) => left.Day.CompareTo(right.Day));
        return points;
    }

    private static async Task<Dictionary<(long SeriesId, int Day), PointObservation>> FoldAsync(FactScope scope)
    {
        const string sql = $"""
            select p.series_id as SeriesId, p.day as Day, p.batch_id as BatchId, p.value as Value, p.settles_at as SettlesAt, {FactScope.BatchColumns}
            from account a
                join metric_point p on p.account_id = a.id and p.day between @FromDay and @ToDay
                join batch b on b.id = p.batch_id
            where a.client_id = @ClientId and {FactScope.Visible}
            """;
        var folded = new Dictionary<(long SeriesId, int Day), PointObservation>();
        await using var command = scope.Command(sql);
        await using var reader = await command.ExecuteReaderAsync(scope.CancellationToken);
        while (await reader.ReadAsync(scope.CancellationToken))
        {
            var key = (reader.GetInt64(0), (int)reader.GetInt64(1));
            long? value = reader.IsDBNull(3) ? null : reader.GetInt64(3);
            var next = new PointObservation(value, reader.GetInt64(4), reader.GetInt64(5) == (long)BatchOrigin.Network, reader.GetInt64(6), reader.GetInt64(2));
            if (!folded.TryGetValue(key, out var held) || next.Beats(held))
                folded[key] = next;
        }

        return folded;
    }

    /// <summary>
    /// Days of which a network told a metric itself: imported points of other dimensions are left out there, for parts of one whole must come from
    /// one place. Unique people of other windows stay: each is a figure of its own.
    /// </summary>
    private static HashSet<(long AccountId, string Metric, int Day)>? NetworkDaysOf(
        Dictionary<(long SeriesId, int Day), PointObservation> folded, Dictionary<long, SeriesRow> series)
    {
        HashSet<(long AccountId, string Metric, int Day)>? days = null;
        foreach (var ((seriesId, day), point) in folded)
        {
            if (point is not { OfNetwork: true, Value: not null } || MetricCatalogue.Find(series[seriesId].Metric)?.Aggregation == Aggregation.Unique)
                continue;
            (days ??= []).Add((series[seriesId].AccountId, series[seriesId].Metric, day));
        }

        return days;
    }

    private sealed record SeriesRow
    {
        public long Id { get; init; }

        public long AccountId { get; init; }

        public string Metric { get; init; } = "";

        public string Dimension { get; init; } = "";
    }
}
