using SmmKpiBot.Data.Facts.Reading;
using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Data.Facts.Collected;

/// <summary>The points of an account over some days, as its network told them last.</summary>
internal sealed class KnownPoints
{
    private readonly Dictionary<(string Metric, string Dimension), long> _series;
    private readonly Dictionary<long, (string Metric, string Dimension)> _names;
    private readonly Dictionary<(long Series, int Day), PointObservation> _points = [];

    private KnownPoints(IEnumerable<SeriesRow> series)
    {
        _series = series.ToDictionary(row => (row.Metric, row.Dimension), row => row.Id);
        _names = _series.ToDictionary(pair => pair.Value, pair => pair.Key);
    }

    public IReadOnlyDictionary<(string Metric, string Dimension), long> Series => _series;

    public IEnumerable<(string Metric, string Dimension, int Day, PointObservation Point)> All =>
        _points.Select(pair => (_names[pair.Key.Series].Metric, _names[pair.Key.Series].Dimension, pair.Key.Day, pair.Value));

    public static async Task<KnownPoints> ReadAsync(AccountScope scope, (long From, long To) days)
    {
        const string series = "select id as Id, metric as Metric, dimension as Dimension from series where account_id = @AccountId";
        const string points = $"""
            select p.series_id, p.day, p.value, p.settles_at, b.observed_at, p.batch_id
            from metric_point p join batch b on b.id = p.batch_id
            where p.account_id = @AccountId and p.day between @FromDay and @ToDay and {AccountScope.OfNetwork}
            """;
        var known = new KnownPoints(await scope.QueryAsync<SeriesRow>(series));
        if (known._series.Count == 0)
            return known;
        await using var command = scope.OverDays(points, days);
        await using var reader = await command.ExecuteReaderAsync(scope.CancellationToken);
        while (await reader.ReadAsync(scope.CancellationToken))
        {
            var key = (reader.GetInt64(0), (int)reader.GetInt64(1));
            long? value = reader.IsDBNull(2) ? null : reader.GetInt64(2);
            var next = new PointObservation(value, reader.GetInt64(3), OfNetwork: true, reader.GetInt64(4), reader.GetInt64(5));
            if (!known._points.TryGetValue(key, out var held) || next.Beats(held))
                known._points[key] = next;
        }

        return known;
    }

    public PointObservation? Find(MetricPoint point) =>
        _series.TryGetValue((point.Metric, point.Dimension), out var series) && _points.TryGetValue((series, point.Day.DayNumber), out var known) ? known : null;

    private sealed record SeriesRow
    {
        public long Id { get; init; }

        public string Metric { get; init; } = "";

        public string Dimension { get; init; } = "";
    }
}
