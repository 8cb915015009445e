using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;

namespace SmmKpiBot.Bot.Alerts.Store;

/// <summary>What is not told for a while, by whose wish.</summary>
internal sealed class SilenceStore(Database database)
{
    private readonly Database _database = database;

    /// <summary>Those that are not over, by their end.</summary>
    public async Task<IReadOnlyList<Silence>> ListAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await ListAsync(connection, null, now);
    }

    public static async Task<IReadOnlyList<Silence>> ListAsync(DbConnection connection, DbTransaction? transaction, DateTimeOffset now)
    {
        const string sql = """
            select id as Id, client_id as ClientId, rule_id as RuleId, account as Account, metric as Metric, family as Family, author as Author, reason as Reason,
                from_at as FromAt, until_at as UntilAt
            from alert_silence where until_at > @now order by until_at, id
            """;
        return [.. (await connection.QueryAsync<Row>(sql, new { now = UnixMicros.Of(now) }, transaction)).Select(row => row.ToSilence())];
    }

    public static Task AddAsync(DbConnection connection, DbTransaction transaction, Silence silence)
    {
        const string sql = """
            insert into alert_silence (id, client_id, rule_id, account, metric, family, author, reason, from_at, until_at)
            values (@Id, @ClientId, @RuleId, @Account, @Metric, @family, @Author, @Reason, @from, @until)
            """;
        var values = new
        {
            silence.Id,
            silence.ClientId,
            silence.RuleId,
            silence.Account,
            silence.Metric,
            family = (long?)silence.Family,
            silence.Author,
            silence.Reason,
            from = UnixMicros.Of(silence.From),
            until = UnixMicros.Of(silence.Until),
        };
        return connection.ExecuteAsync(sql, values, transaction);
    }

    /// <summary>Ends a silence now. False when there is none of that id, or it is over.</summary>
    public static async Task<bool> EndAsync(DbConnection connection, DbTransaction transaction, string id, DateTimeOffset now)
    {
        const string sql = "update alert_silence set until_at = @now where id = @id and until_at > @now";
        return await connection.ExecuteAsync(sql, new { id, now = UnixMicros.Of(now) }, transaction) == 1;
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";

        public long? ClientId { get; init; }

        public string? RuleId { get; init; }

        public string? Account { get; init; }

        public string? Metric { get; init; }

        public long? Family { get; init; }

        public string Author { get; init; } = "";

        public string? Reason { get; init; }

        public long FromAt { get; init; }

        public long UntilAt { get; init; }

        public Silence ToSilence() => new()
        {
            Id = Id,
            ClientId = ClientId,
            RuleId = RuleId,
            Account = Account,
            Metric = Metric,
            Family = (AlertFamily?)Family,
            Author = Author,
            Reason = Reason,
            From = UnixMicros.ToInstant(FromAt),
            Until = UnixMicros.ToInstant(UntilAt),
        };
    }
}
