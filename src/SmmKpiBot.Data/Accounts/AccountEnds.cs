using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Accounts;

/// <summary>
/// Which accounts people have disconnected. Their figures stay, and nothing newer is missed of them: no alert, no digest and no coverage waits for it, and of nobody it is
/// known that they still wait there. An account that tells something all the same, as by a file, is one like any other again.
/// </summary>
public static class AccountEnds
{
    /// <summary>Since when the account <c>a</c> is disconnected; null where it is not, or has told something since.</summary>
    internal const string Since = """
        case when a.disconnected_at is not null and not exists (
            select 1 from batch told where told.account_id = a.id and told.observed_at > a.disconnected_at and told.completed_at is not null and told.undone_at is null)
        then a.disconnected_at end
        """;

    private const string Ended = $"""
        select AccountId, DisconnectedAt from (select a.id as AccountId, a.client_id as ClientId, {Since} as DisconnectedAt from account a where a.disconnected_at is not null) as ended
        where DisconnectedAt is not null
        """;

    /// <summary>A person ends the reading of the account.</summary>
    public static async Task EndAsync(DbConnection connection, DbTransaction transaction, long accountId, DateTimeOffset now)
    {
        const string sql = "update account set disconnected_at = @now where id = @accountId";
        await connection.ExecuteAsync(sql, new { accountId, now = UnixMicros.Of(now) }, transaction);
        await ClientVersion.RaiseOfAccountAsync(connection, transaction, accountId);
    }

    /// <summary>It is read again.</summary>
    public static async Task BeginAsync(DbConnection connection, DbTransaction transaction, long accountId)
    {
        const string sql = "update account set disconnected_at = null where id = @accountId and disconnected_at is not null";
        if (await connection.ExecuteAsync(sql, new { accountId }, transaction) > 0)
            await ClientVersion.RaiseOfAccountAsync(connection, transaction, accountId);
    }

    /// <summary>All that are disconnected, and since when.</summary>
    public static async Task<IReadOnlyDictionary<long, DateTimeOffset>> ListAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        return ByAccount(await connection.QueryAsync<Row>(new CommandDefinition(Ended, cancellationToken: cancellationToken)));
    }

    /// <summary>Those of a client, as the caller's transaction sees them.</summary>
    public static async Task<IReadOnlyDictionary<long, DateTimeOffset>> OfClientAsync(DbConnection connection, DbTransaction? transaction, long clientId)
    {
        const string sql = Ended + " and ClientId = @clientId";
        return ByAccount(await connection.QueryAsync<Row>(sql, new { clientId }, transaction));
    }

    private static Dictionary<long, DateTimeOffset> ByAccount(IEnumerable<Row> rows) => rows.ToDictionary(row => row.AccountId, row => UnixMicros.ToInstant(row.DisconnectedAt));

    private sealed record Row
    {
        public long AccountId { get; init; }

        public long DisconnectedAt { get; init; }
    }
}
