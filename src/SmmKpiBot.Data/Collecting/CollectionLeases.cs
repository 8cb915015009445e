using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Collecting;

/// <summary>An account of which something is due.</summary>
public sealed record DueAccount
{
    public long AccountId { get; init; }

    public string Network { get; init; } = "";

    /// <summary>Since when, as <see cref="UnixMicros"/>.</summary>
    public long DueAt { get; init; }
}

/// <summary>Who reads which account: one run at a time over all processes.</summary>
public sealed class CollectionLeases(Database.Database database, TimeProvider timeProvider)
{
    /// <summary>A run that gave no sign of life for so long is taken to be dead.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(3);

    /// <summary>What was written this far ahead of now was written by a clock that has been set back since.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(1);

    private const string IsFree = "(c.lease_until <= @now or c.lease_until > @tooFar)";

    private readonly Database.Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    private object Instants => new
    {
        now = UnixMicros.Of(_timeProvider.GetUtcNow()),
        farthest = UnixMicros.Of(_timeProvider.GetUtcNow() + Length),
        tooFar = UnixMicros.Of(_timeProvider.GetUtcNow() + (Length * 2)),
        ahead = UnixMicros.Of(_timeProvider.GetUtcNow() + ClockSlack),
    };

    /// <summary>Accounts of which something is due and that nobody reads, longest due first.</summary>
    /// <param name="history">Of history, or of what has its rhythm.</param>
    public async Task<IReadOnlyList<DueAccount>> DueAsync(bool history, CancellationToken cancellationToken)
    {
        const string sql = $"""
            select a.id as AccountId, a.network as Network, min(case when s.ran_at > @ahead then 0 else s.next_at end) as DueAt
            from collection_stream s join account_connection c on c.account_id = s.account_id join account a on a.id = s.account_id
            where s.is_history = @isHistory and (s.next_at <= @now or s.ran_at > @ahead) and c.problem is null and (c.rest_until <= @now or c.heartbeat_at > @ahead) and {IsFree}
            group by a.id, a.network
            order by min(s.next_at), a.id
            """;
        var values = new DynamicParameters(Instants);
        values.Add("isHistory", history ? 1L : 0L);
        await using var connection = await _database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<DueAccount>(new CommandDefinition(sql, values, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>The next instant at which anything comes due; null when nothing is connected.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            select min(case when s.next_at > c.rest_until then s.next_at else c.rest_until end)
            from collection_stream s join account_connection c on c.account_id = s.account_id
            where c.problem is null
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        return UnixMicros.ToInstant(await connection.ExecuteScalarAsync<long?>(new CommandDefinition(sql, cancellationToken: cancellationToken)));
    }

    /// <summary>Takes the account for a run; null when somebody has it, or it is gone.</summary>
    public async Task<CollectionLease?> ClaimAsync(long accountId, string owner, CancellationToken cancellationToken)
    {
        const string sql = $"""
            update account_connection as c set owner = @owner, fence = fence + 1, lease_until = @farthest, heartbeat_at = @now
            where c.account_id = @accountId and {IsFree}
            returning fence
            """;
        var values = new DynamicParameters(Instants);
        values.Add("accountId", accountId);
        values.Add("owner", owner);
        var fence = await _database.WriteAsync((connection, transaction) => connection.ExecuteScalarAsync<long?>(sql, values, transaction), cancellationToken);
        return fence is { } raised ? new CollectionLease(accountId, raised) : null;
    }

    /// <summary>A sign of life, and the proof that the account is still this run's: call it first in whatever is written for it.</summary>
    /// <exception cref="LeaseLostException">It is not.</exception>
    public async Task RenewAsync(DbConnection connection, DbTransaction transaction, CollectionLease lease)
    {
        const string sql = "update account_connection set lease_until = @farthest, heartbeat_at = @now where account_id = @AccountId and fence = @Fence and lease_until > 0";
        var values = new DynamicParameters(Instants);
        values.AddDynamicParams(lease);
        if (await connection.ExecuteAsync(sql, values, transaction) == 0)
            throw new LeaseLostException();
    }

    /// <summary>Gives the account back. Nothing happens when it is another's by now.</summary>
    public static Task ReleaseAsync(DbConnection connection, DbTransaction transaction, CollectionLease lease)
    {
        const string sql = "update account_connection set lease_until = 0, owner = null where account_id = @AccountId and fence = @Fence";
        return connection.ExecuteAsync(sql, lease, transaction);
    }
}
