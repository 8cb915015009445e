using Microsoft.Data.Sqlite;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Benchmarks.Import;

/// <summary>A prepared upsert loop in one transaction over rows that are parsed already, into the very table that ours fills.</summary>
internal static class ImportFloor
{
    public static async Task<TimeSpan> RunAsync(string path, long accountId, IReadOnlyList<MetricPoint> points)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False;Foreign Keys=True");
        await connection.OpenAsync();
        Execute(connection, "PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;");
        var series = points.Select(point => (point.Metric, point.Dimension)).Distinct().Select((key, i) => (key, i)).ToDictionary(pair => pair.key, pair => pair.i + 1L);
        foreach (var ((metric, dimension), id) in series)
            Execute(connection, $"insert into series (id, account_id, metric, dimension) values ({id}, {accountId}, '{metric}', '{dimension}')");
        return await Rounds.TimeAsync(() =>
        {
            Upsert(connection, series, points);
            return Task.CompletedTask;
        });
    }

    private static void Upsert(SqliteConnection connection, Dictionary<(string Metric, string Dimension), long> series, IReadOnlyList<MetricPoint> points)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            insert into metric_point (account_id, day, series_id, batch_id, value, settles_at) values (@a, @d, @s, 1, @v, @t)
            on conflict (account_id, day, series_id, batch_id) do update set value = excluded.value, settles_at = excluded.settles_at
            """;
        SqliteParameter[] parameters = [new("@s", SqliteType.Integer), new("@d", SqliteType.Integer), new("@v", SqliteType.Integer), new("@t", SqliteType.Integer), new("@a", SqliteType.Integer)];
        command.Parameters.AddRange(parameters);
        parameters[4].Value = points[0].AccountId;
        command.Prepare();
        foreach (var point in points)
        {
            parameters[0].Value = series[(point.Metric, point.Dimension)];
            parameters[1].Value = (long)point.Day.DayNumber;
            parameters[2].Value = point.Value is { } value ? value : DBNull.Value;
            parameters[3].Value = UnixMicros.Of(point.SettlesAt);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
