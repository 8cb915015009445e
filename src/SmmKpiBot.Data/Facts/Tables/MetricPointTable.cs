using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts.Tables;

internal readonly record struct PointKey(string Metric, string Dimension, int Day);

/// <summary>Points of one account; metric and dimension are stored once, as a series.</summary>
internal sealed class MetricPointTable(long accountId) : FactTable<MetricPoint, PointKey>
{
    private readonly Dictionary<(string Metric, string Dimension), object> _series = [];
    private readonly long _accountId = accountId;

    public override string[] Columns { get; } = ["account_id", "day", "series_id", "batch_id", "value", "settles_at"];

    public override string Upsert => """
        insert into metric_point (account_id, day, series_id, batch_id, value, settles_at) values (@account_id, @day, @series_id, @batch_id, @value, @settles_at)
        on conflict (account_id, day, series_id, batch_id) do update set value = excluded.value, settles_at = excluded.settles_at
        """;

    public override string Copy => "copy metric_point (account_id, day, series_id, batch_id, value, settles_at) from stdin (format binary)";

    public override PointKey Key(MetricPoint row) => new(row.Metric, row.Dimension, row.Day.DayNumber);

    public override void Fill(MetricPoint row, long batchId, object?[] values)
    {
        values[0] = _accountId;
        values[1] = (long)row.Day.DayNumber;
        values[2] = _series[(row.Metric, row.Dimension)];
        values[3] = batchId;
        values[4] = row.Value;
        values[5] = UnixMicros.Of(row.SettlesAt);
    }

    public override (RowOutcome Outcome, MetricPoint Row) Merge(MetricPoint old, MetricPoint row) => RepeatOrConflict(old, old.Value == row.Value);

    public override async Task<MetricPoint?> FindAsync(DbConnection connection, long batchId, MetricPoint row, CancellationToken cancellationToken)
    {
        const string sql = "select value as Value from metric_point where account_id = @AccountId and day = @day and series_id = @series and batch_id = @batchId";
        if (!_series.TryGetValue((row.Metric, row.Dimension), out var series))
            return null;
        var command = new CommandDefinition(sql, new { row.AccountId, series = (long)series, day = (long)row.Day.DayNumber, batchId }, cancellationToken: cancellationToken);
        var found = await connection.QuerySingleOrDefaultAsync<FoundValue>(command);
        return found is null ? null : row with { Value = found.Value };
    }

    public override async Task PrepareAsync(Database.Database database, IReadOnlyCollection<MetricPoint> rows, CancellationToken cancellationToken)
    {
        var missing = new HashSet<(string Metric, string Dimension)>();
        foreach (var row in rows)
        {
            if (!_series.ContainsKey((row.Metric, row.Dimension)))
                missing.Add((row.Metric, row.Dimension));
        }

        if (missing.Count == 0)
            return;
        var ids = await database.WriteAsync((connection, transaction) => AddSeriesAsync(connection, transaction, _accountId, missing), cancellationToken);
        foreach (var (key, id) in ids)
            Know(key.Metric, key.Dimension, id);
    }

    /// <summary>The numbers of series that may not be there yet.</summary>
    public static async Task<Dictionary<(string Metric, string Dimension), long>> AddSeriesAsync(
        DbConnection connection, DbTransaction transaction, long accountId, IEnumerable<(string Metric, string Dimension)> series)
    {
        const string insert = """
            insert into series (account_id, metric, dimension) values (@accountId, @metric, @dimension)
            on conflict (account_id, metric, dimension) do nothing
            """;
        const string select = "select id from series where account_id = @accountId and metric = @metric and dimension = @dimension";
        var found = new Dictionary<(string Metric, string Dimension), long>();
        foreach (var (metric, dimension) in series)
        {
            var key = new { accountId, metric, dimension };
            await connection.ExecuteAsync(insert, key, transaction);
            found.Add((metric, dimension), await connection.ExecuteScalarAsync<long>(select, key, transaction));
        }

        return found;
    }

    /// <summary>Takes the number of a series that is stored.</summary>
    public void Know(string metric, string dimension, long id) => _series[(metric, dimension)] = id;

    private sealed record FoundValue
    {
        public long? Value { get; init; }
    }
}
