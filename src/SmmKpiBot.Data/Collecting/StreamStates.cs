using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Collecting;

/// <summary>What is known of each stream's readings. All that changes it is written under the account's lease.</summary>
public sealed class StreamStates(Database.Database database)
{
    private readonly Database.Database _database = database;

    /// <summary>A stream that is new, with its history from one day back to another where it has any.</summary>
    /// <param name="before">The day before the first one that is read in its rhythm, whenever that begins.</param>
    public static async Task AddAsync(
        DbConnection connection, DbTransaction transaction, long accountId, string stream, DateOnly before, (DateOnly From, DateOnly BackTo)? history, DateTimeOffset now)
    {
        const string sql = """
            insert into collection_stream (account_id, stream, is_history, next_at, fill_from_day, fill_back_to_day) values (@accountId, @stream, @isHistory, @now, @from, @backTo)
            on conflict (account_id, stream, is_history) do nothing
            """;
        var due = UnixMicros.Of(now);
        await connection.ExecuteAsync(sql, new { accountId, stream, isHistory = 0L, now = due, from = (long?)before.DayNumber, backTo = (long?)null }, transaction);
        if (history is { } days)
            await connection.ExecuteAsync(sql, new { accountId, stream, isHistory = 1L, now = due, from = (long?)days.From.DayNumber, backTo = (long?)days.BackTo.DayNumber }, transaction);
    }

    /// <summary>The figures of a stream are counted otherwise from now on. What was told by the counting before is due again: all of its history, and what was broken off.</summary>
    /// <param name="history">Where it reads again from, and back to; it goes back as far as before at least.</param>
    public static async Task CountAnewAsync(
        DbConnection connection, DbTransaction transaction, long accountId, string stream, string? countedBy, (DateOnly From, DateOnly BackTo)? history, DateTimeOffset now)
    {
        const string restart = "update collection_stream set from_day = null, to_day = null, cursor = null, is_sweep = 0, bad_so_far = 0 where account_id = @accountId and stream = @stream";
        const string fill = """
            insert into collection_stream (account_id, stream, is_history, next_at, fill_from_day, fill_back_to_day) values (@accountId, @stream, 1, @now, @from, @backTo)
            on conflict (account_id, stream, is_history) do update set next_at = excluded.next_at, read_to_day = null, fill_from_day = excluded.fill_from_day,
                fill_back_to_day = case when collection_stream.fill_back_to_day < excluded.fill_back_to_day then collection_stream.fill_back_to_day else excluded.fill_back_to_day end
            """;
        await connection.ExecuteAsync(restart, new { accountId, stream }, transaction);
        if (history is { } days)
            await connection.ExecuteAsync(fill, new { accountId, stream, now = UnixMicros.Of(now), from = (long)days.From.DayNumber, backTo = (long)days.BackTo.DayNumber }, transaction);
        await CountAsync(connection, transaction, accountId, stream, countedBy);
    }

    /// <summary>What the figures of a stream are counted by.</summary>
    public static Task CountAsync(DbConnection connection, DbTransaction transaction, long accountId, string stream, string? countedBy)
    {
        const string sql = "update collection_stream set counted_by = @countedBy where account_id = @accountId and stream = @stream";
        return connection.ExecuteAsync(sql, new { accountId, stream, countedBy }, transaction);
    }

    /// <summary>A stream that its network does not have any more.</summary>
    public static Task RemoveAsync(DbConnection connection, DbTransaction transaction, long accountId, string stream)
    {
        const string sql = "delete from collection_stream where account_id = @accountId and stream = @stream";
        return connection.ExecuteAsync(sql, new { accountId, stream }, transaction);
    }

    /// <summary>A page is stored: after a crash reading goes on with the cursor of <paramref name="reading"/>. Null leaves the reading that is kept as it is.</summary>
    /// <param name="dataDay">The last day of which the page told something.</param>
    public static Task AdvanceAsync(DbConnection connection, DbTransaction transaction, StreamState state, DaysReading? reading, DateOnly? dataDay, int bad)
    {
        const string sql = """
            update collection_stream set from_day = coalesce(@from, from_day), to_day = coalesce(@to, to_day), cursor = coalesce(@cursor, cursor), is_sweep = coalesce(@isSweep, is_sweep),
                bad_so_far = bad_so_far + @bad, data_day = case when @dataDay > coalesce(data_day, 0) then @dataDay else data_day end
            where account_id = @AccountId and stream = @Stream and is_history = @isHistory
            """;
        var values = new
        {
            state.AccountId,
            state.Stream,
            isHistory = state.IsHistory ? 1L : 0L,
            from = (long?)reading?.From.DayNumber,
            to = (long?)reading?.To.DayNumber,
            cursor = reading?.Cursor,
            isSweep = reading is null ? (long?)null : reading.IsSweep ? 1L : 0L,
            bad = (long)bad,
            dataDay = (long)(dataDay?.DayNumber ?? 0),
        };
        return connection.ExecuteAsync(sql, values, transaction);
    }

    /// <summary>A reading is complete.</summary>
    /// <param name="readTo">The day up to which (of history: back to which) everything was read.</param>
    /// <param name="askedAt">When it began: what the network has told since was not read.</param>
    public static Task CompleteAsync(
        DbConnection connection, DbTransaction transaction, StreamState state, DaysReading reading, DateOnly readTo, DateTimeOffset askedAt, DateTimeOffset now, DateTimeOffset next)
    {
        const string sql = """
            update collection_stream set from_day = null, to_day = null, cursor = null, is_sweep = 0, read_to_day = @readTo, ran_at = @now, good_at = @askedAt,
                swept_at = case when @isSweep = 1 then @now else swept_at end, failures = 0, problem = null, reason = null, reason_uk = null, failing_since = null,
                bad_records = bad_so_far, bad_so_far = 0, next_at = @next
            where account_id = @AccountId and stream = @Stream and is_history = @isHistory
            """;
        var values = new
        {
            state.AccountId,
            state.Stream,
            isHistory = state.IsHistory ? 1L : 0L,
            isSweep = reading.IsSweep ? 1L : 0L,
            readTo = (long)readTo.DayNumber,
            askedAt = UnixMicros.Of(askedAt),
            now = UnixMicros.Of(now),
            next = UnixMicros.Of(next),
        };
        return connection.ExecuteAsync(sql, values, transaction);
    }

    /// <summary>A reading failed; what was stored of it stays, and the next one goes on behind it. A network that allows no calls fails otherwise than all else: how long it has done so is told. Refusals are counted from the first of them.</summary>
    /// <param name="forgetsCursor">Its cursor may be what is wrong: the next reading begins anew.</param>
    public static Task FailAsync(
        DbConnection connection, DbTransaction transaction, StreamState state, CollectionTrouble trouble, bool forgetsCursor, DateTimeOffset now, DateTimeOffset next)
    {
        const string sql = """
            update collection_stream set ran_at = @now, failures = case when @Problem = @Forbidden and coalesce(problem, '') <> @Forbidden then 1 else failures + 1 end, problem = @Problem, reason = @Reason, reason_uk = @ReasonUk, next_at = @next,
                failing_since = case when (problem = @RateLimited) = (@Problem = @RateLimited) then coalesce(failing_since, @now) else @now end,
                cursor = case when @forgets = 1 then null else cursor end, bad_so_far = case when @forgets = 1 then 0 else bad_so_far end
            where account_id = @AccountId and stream = @Stream and is_history = @isHistory
            """;
        var values = new
        {
            state.AccountId,
            state.Stream,
            isHistory = state.IsHistory ? 1L : 0L,
            trouble.Problem,
            CollectionTrouble.Forbidden,
            CollectionTrouble.RateLimited,
            trouble.Reason,
            trouble.ReasonUk,
            forgets = forgetsCursor ? 1L : 0L,
            now = UnixMicros.Of(now),
            next = UnixMicros.Of(next),
        };
        return connection.ExecuteAsync(sql, values, transaction);
    }

    /// <summary>What failed by that problem is due again, its history too.</summary>
    public static Task RetryAsync(DbConnection connection, DbTransaction transaction, long accountId, string problem, DateTimeOffset now)
    {
        const string sql = "update collection_stream set next_at = @now where account_id = @accountId and problem = @problem and next_at > @now";
        return connection.ExecuteAsync(sql, new { accountId, problem, now = UnixMicros.Of(now) }, transaction);
    }

    /// <summary>Comes back at another time; nothing failed.</summary>
    public static Task PostponeAsync(DbConnection connection, DbTransaction transaction, StreamState state, DateTimeOffset now, DateTimeOffset next)
    {
        const string sql = "update collection_stream set ran_at = @now, next_at = @next where account_id = @AccountId and stream = @Stream and is_history = @isHistory";
        return connection.ExecuteAsync(sql, new { state.AccountId, state.Stream, isHistory = state.IsHistory ? 1L : 0L, now = UnixMicros.Of(now), next = UnixMicros.Of(next) }, transaction);
    }

    /// <summary>Of one account, or of all accounts of a client; of all where neither is given.</summary>
    public async Task<IReadOnlyList<StreamState>> ListAsync(long? accountId, long? clientId, CancellationToken cancellationToken)
    {
        const string sql = $"""
            select {StreamRow.Columns} from collection_stream
            where (account_id = @accountId or @accountId = 0) and (@clientId = 0 or account_id in (select id from account where client_id = @clientId))
            order by account_id, is_history, stream
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<StreamRow>(new CommandDefinition(sql, new { accountId = accountId ?? 0, clientId = clientId ?? 0 }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToState())];
    }
}
