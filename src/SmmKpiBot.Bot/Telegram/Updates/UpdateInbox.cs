using System.Data.Common;
using System.Globalization;
using System.Threading.Channels;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Security;

namespace SmmKpiBot.Bot.Telegram.Updates;

/// <summary>
/// Updates between their arrival and their handling. A body lives until the transaction that handles it; (bot, update id) stays for 48 hours,
/// so that an update that comes again is known. Ids restart after a quiet week, so they are never compared by size. Every body is encrypted for its row: any of
/// them may hold a token, and whether one is awaited is only known once the updates before it are handled.
/// </summary>
internal sealed class UpdateInbox(Database database, Credentials credentials, TimeProvider timeProvider)
{
    public const int Tries = 3;

    private const int AtOnce = 200;

    private static readonly TimeSpan Remembered = TimeSpan.FromHours(48);
    private static readonly TimeSpan OffsetLife = TimeSpan.FromDays(6);

    private readonly Database _database = database;
    private readonly Credentials _credentials = credentials;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private enum State
    {
        Ready,
        Handled,
        Parked,

        /// <summary>Its keys are not here; the chat's other updates go on.</summary>
        Locked,
    }

    /// <summary>Yields a value when something new may be there to handle.</summary>
    public ChannelReader<bool> Wakes => _wakes.Reader;

    private long Now => UnixMicros.Of(_timeProvider.GetUtcNow());

    /// <summary>Where <c>getUpdates</c> goes on; null after a quiet week, when Telegram may have begun to count anew.</summary>
    public async Task<long?> OffsetAsync(long botId, CancellationToken cancellationToken)
    {
        const string sql = "SELECT next_offset FROM update_offset WHERE bot_id = @botId AND moved_at > @oldest";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(sql, new { botId, oldest = UnixMicros.Of(_timeProvider.GetUtcNow() - OffsetLife) });
    }

    /// <summary>Stores a batch and moves the offset in one transaction. Returns how many were new.</summary>
    public async Task<int> StoreAsync(long botId, IReadOnlyList<RawUpdate> updates, bool moveOffset, CancellationToken cancellationToken)
    {
        var bodies = updates.Select(update => _credentials.Seal(UseOf(botId, update.Id), update.Body)).ToList();
        var stored = await _database.WriteAsync(
            async (connection, transaction) =>
            {
                var fresh = 0;
                foreach (var (update, body) in updates.Zip(bodies))
                {
                    fresh += await InsertAsync(connection, transaction, botId, update, body);
                }

                if (moveOffset && updates.Count > 0)
                {
                    await MoveOffsetAsync(connection, transaction, botId, updates[^1].Id + 1);
                }

                return fresh;
            },
            cancellationToken);
        _wakes.Writer.TryWrite(true);
        return stored;
    }

    /// <summary>The oldest waiting update of each chat, oldest first.</summary>
    public async Task<IReadOnlyList<WaitingUpdate>> HeadsAsync(long botId, int limit, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT u.id AS Id, u.update_id AS UpdateId, u.lane AS Lane, u.body AS Kept, u.tries AS Tries, u.not_before AS NotBefore, u.received_at AS ReceivedAt
            FROM update_inbox AS u
            JOIN (SELECT MIN(id) AS id FROM update_inbox WHERE bot_id = @botId AND state = 0 GROUP BY lane ORDER BY MIN(id) LIMIT @limit) AS head ON head.id = u.id
            ORDER BY u.id
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<WaitingUpdate>(sql, new { botId, limit })];
    }

    /// <summary>The update as it came.</summary>
    /// <exception cref="KeyFileException">The keys it was stored with are not there.</exception>
    public string BodyOf(long botId, WaitingUpdate update) =>
        IsInTheClear(update.Kept) ? update.Kept : _credentials.Open(UseOf(botId, update.UpdateId), update.Kept);

    /// <summary>Ends an update in the transaction of its effects. False when it is ended already: then its effects must not happen again.</summary>
    public static async Task<bool> FinishAsync(DbConnection connection, DbTransaction transaction, long id) =>
        await EndAsync(connection, transaction, id, State.Handled) > 0;

    /// <summary>Gives an update up: its texts go, its id stays.</summary>
    public static async Task<bool> ParkAsync(DbConnection connection, DbTransaction transaction, long id) =>
        await EndAsync(connection, transaction, id, State.Parked) > 0;

    /// <summary>Puts an update aside until its keys are back, or for as long as ids are kept.</summary>
    public async Task LockAsync(long id, CancellationToken cancellationToken)
    {
        const string sql = "UPDATE update_inbox SET state = @Locked WHERE id = @id AND state = 0";
        await _database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, new { id, Locked = (long)State.Locked }, transaction), cancellationToken);
    }

    /// <summary>Those of the updates put aside whose keys are back are handled again. Returns how many.</summary>
    public async Task<int> UnlockAsync(long botId, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT id AS Id, update_id AS UpdateId, body AS Kept FROM update_inbox
            WHERE bot_id = @botId AND state = @Locked AND id > @after ORDER BY id LIMIT @AtOnce
            """;
        var unlocked = 0;
        var isRenewed = false;
        for (long? after = 0; after is not null;)
        {
            await using var connection = await _database.OpenAsync(cancellationToken);
            var locked = (await connection.QueryAsync<WaitingUpdate>(sql, new { botId, Locked = (long)State.Locked, after, AtOnce })).AsList();
            if (locked.Count > 0 && !isRenewed)
                _credentials.Renew();
            isRenewed = true;
            unlocked += await UnlockAsync([.. locked.Where(update => IsOpen(botId, update)).Select(update => update.Id)], cancellationToken);
            after = locked.Count == AtOnce ? locked[^1].Id : null;
        }

        if (unlocked > 0)
            _wakes.Writer.TryWrite(true);
        return unlocked;
    }

    /// <summary>How many updates wait for their keys, and since when the first of them; null where none does.</summary>
    public async Task<(long Count, DateTimeOffset Since)?> LockedAsync(CancellationToken cancellationToken)
    {
        const string sql = "SELECT COUNT(*), coalesce(MIN(received_at), 0) FROM update_inbox WHERE state = @Locked";
        await using var connection = await _database.OpenAsync(cancellationToken);
        var (count, since) = await connection.QuerySingleAsync<(long, long)>(new CommandDefinition(sql, new { Locked = (long)State.Locked }, cancellationToken: cancellationToken));
        return count == 0 ? null : (count, UnixMicros.ToInstant(since));
    }

    /// <summary>Notes a failed try; the update comes again after <paramref name="pause"/>.</summary>
    public async Task PostponeAsync(long id, TimeSpan pause, CancellationToken cancellationToken)
    {
        const string sql = "UPDATE update_inbox SET tries = tries + 1, not_before = @notBefore WHERE id = @id AND state = 0";
        var notBefore = UnixMicros.Of(_timeProvider.GetUtcNow() + pause);
        await _database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, new { id, notBefore }, transaction), cancellationToken);
    }

    /// <summary>Forgets ids after 48 hours.</summary>
    public Task PurgeAsync(CancellationToken cancellationToken)
    {
        const string sql = "DELETE FROM update_inbox WHERE state <> 0 AND received_at < @oldest";
        var oldest = UnixMicros.Of(_timeProvider.GetUtcNow() - Remembered);
        return _database.WriteInBackgroundAsync((connection, transaction) => connection.ExecuteAsync(sql, new { oldest }, transaction), cancellationToken);
    }

    private async Task<int> UnlockAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return 0;

        return await _database.WriteAsync(
            (connection, transaction) =>
            {
                var sql = $"UPDATE update_inbox SET state = 0, tries = 0, not_before = 0 WHERE state = @Locked AND {AmongSql.Of(connection, "id", "ids")}";
                return connection.ExecuteAsync(sql, new { Locked = (long)State.Locked, ids = AmongSql.Values(ids) }, transaction);
            },
            cancellationToken);
    }

    private bool IsOpen(long botId, WaitingUpdate update)
    {
        try
        {
            return BodyOf(botId, update).Length > 0;
        }
        catch (KeyFileException)
        {
            return false;
        }
    }

    private static string UseOf(long botId, long updateId) => string.Create(CultureInfo.InvariantCulture, $"update/{botId}/{updateId}");

    /// <summary>As older versions of the program stored it.</summary>
    private static bool IsInTheClear(string body) => body.StartsWith('{');

    private static Task<int> EndAsync(DbConnection connection, DbTransaction transaction, long id, State state)
    {
        const string sql = "UPDATE update_inbox SET state = @state, body = NULL WHERE id = @id AND state = 0";
        return connection.ExecuteAsync(sql, new { id, state = (long)state }, transaction);
    }

    private Task<int> InsertAsync(DbConnection connection, DbTransaction transaction, long botId, RawUpdate update, string body)
    {
        const string sql = """
            INSERT INTO update_inbox (bot_id, update_id, lane, body, state, tries, not_before, received_at)
            VALUES (@botId, @Id, @Lane, @body, 0, 0, 0, @now)
            ON CONFLICT (bot_id, update_id) DO NOTHING
            """;
        return connection.ExecuteAsync(sql, new { botId, update.Id, update.Lane, body, now = Now }, transaction);
    }

    private Task<int> MoveOffsetAsync(DbConnection connection, DbTransaction transaction, long botId, long offset)
    {
        const string sql = """
            INSERT INTO update_offset (bot_id, next_offset, moved_at) VALUES (@botId, @offset, @now)
            ON CONFLICT (bot_id) DO UPDATE SET next_offset = excluded.next_offset, moved_at = excluded.moved_at
            """;
        return connection.ExecuteAsync(sql, new { botId, offset, now = Now }, transaction);
    }
}

/// <summary>An update that waits to be handled.</summary>
internal sealed record WaitingUpdate
{
    public long Id { get; init; }

    public long UpdateId { get; init; }

    public long Lane { get; init; }

    /// <summary>The body, encrypted.</summary>
    public string Kept { get; init; } = string.Empty;

    public long Tries { get; init; }

    public long NotBefore { get; init; }

    public long ReceivedAt { get; init; }
}
