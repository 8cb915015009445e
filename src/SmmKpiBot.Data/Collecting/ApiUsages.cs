using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Collecting;

/// <summary>How much of what a network allows was used, as it said.</summary>
/// <param name="Share">0 to 1, and more.</param>
/// <param name="ResetsAt">Then it is forgotten.</param>
public sealed record ApiUsage(double Share, DateTimeOffset ReportedAt, DateTimeOffset ResetsAt);

/// <summary>Usage of networks by what they count by, shared by all instances.</summary>
public sealed class ApiUsages(Database.Database database)
{
    private const double Millionth = 1e-6;

    /// <summary>What is forgotten later than that was stored by a clock that has been set back since.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(1);

    private readonly Database.Database _database = database;

    public async Task<ApiUsage?> FindAsync(string key, CancellationToken cancellationToken)
    {
        const string sql = "select used_ppm as UsedPpm, reported_at as ReportedAt, resets_at as ResetsAt from api_usage where key = @key";
        await using var connection = await _database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(sql, new { key }, cancellationToken: cancellationToken));
        return row is null ? null : new(row.UsedPpm * Millionth, UnixMicros.ToInstant(row.ReportedAt), UnixMicros.ToInstant(row.ResetsAt));
    }

    /// <summary>Keeps what was said last, and forgets what the networks have forgotten.</summary>
    public static async Task StoreAsync(DbConnection connection, DbTransaction transaction, IReadOnlyDictionary<string, ApiUsage> usages, DateTimeOffset now)
    {
        const string forget = "delete from api_usage where resets_at <= @now";
        const string sql = """
            insert into api_usage (key, used_ppm, reported_at, resets_at) values (@key, @used, @reportedAt, @resetsAt)
            on conflict (key) do update set used_ppm = excluded.used_ppm, reported_at = excluded.reported_at, resets_at = excluded.resets_at
            where excluded.reported_at >= api_usage.reported_at or api_usage.resets_at <= excluded.reported_at
            """;
        if (usages.Count == 0)
            return;
        await connection.ExecuteAsync(forget, new { now = UnixMicros.Of(now) }, transaction);
        foreach (var (key, usage) in usages.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var used = (long)Math.Clamp(usage.Share / Millionth, 0, int.MaxValue);
            await connection.ExecuteAsync(sql, new { key, used, reportedAt = UnixMicros.Of(usage.ReportedAt), resetsAt = UnixMicros.Of(usage.ResetsAt) }, transaction);
        }
    }

    /// <summary>Adds what was spent to what is stored of the same time, by whichever instance.</summary>
    public static async Task AddAsync(DbConnection connection, DbTransaction transaction, IReadOnlyDictionary<string, ApiUsage> spent)
    {
        const string sql = """
            insert into api_usage (key, used_ppm, reported_at, resets_at) values (@key, @used, @reportedAt, @resetsAt)
            on conflict (key) do update set reported_at = excluded.reported_at, resets_at = excluded.resets_at, used_ppm = excluded.used_ppm
                + case when api_usage.resets_at > excluded.reported_at and api_usage.resets_at <= @latest then api_usage.used_ppm else 0 end
            """;
        foreach (var (key, usage) in spent.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var used = (long)Math.Clamp(Math.Round(usage.Share / Millionth), 0, int.MaxValue);
            var values = new { key, used, reportedAt = UnixMicros.Of(usage.ReportedAt), resetsAt = UnixMicros.Of(usage.ResetsAt), latest = UnixMicros.Of(usage.ResetsAt + ClockSlack) };
            await connection.ExecuteAsync(sql, values, transaction);
        }
    }

    private sealed record Row
    {
        public long UsedPpm { get; init; }

        public long ReportedAt { get; init; }

        public long ResetsAt { get; init; }
    }
}
