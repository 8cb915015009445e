using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>What people see and do of the outbox: the list, dead letters, counts.</summary>
internal sealed class OutboxStore(Database database, Outbox outbox, TimeProvider timeProvider)
{
    private readonly Database _database = database;
    private readonly Outbox _outbox = outbox;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>How many messages wait.</summary>
    public static Task<long> DepthAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        const string Sql = "SELECT count(*) FROM outbox WHERE state IN (0, 1, 3)";

        return connection.ExecuteScalarAsync<long>(new CommandDefinition(Sql, transaction: transaction, cancellationToken: cancellationToken));
    }

    /// <summary>The newest messages first; of one state, or of all.</summary>
    public async Task<IReadOnlyList<OutboxEntry>> ListAsync(OutboxState? state, int most, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT id AS Id, chat_id AS ChatId, thread_id AS ThreadId, kind AS Kind, state AS State, attempt AS Attempts, reason AS Reason,
                created_at AS CreatedMicros, ended_at AS EndedMicros, message_id AS MessageId
            FROM outbox WHERE @state IS NULL OR state = @state ORDER BY id DESC LIMIT @most
            """;

        await using var connection = await _database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<OutboxEntry>(new CommandDefinition(Sql, new { state = (long?)state, most }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>
    /// Puts dead and cancelled messages back to where they were in their chat's order, those excepted whose text is gone with a client. Returns the ids it
    /// did so with.
    /// </summary>
    public async Task<IReadOnlyList<long>> RetryAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        const string Sql = """
            UPDATE outbox SET state = 0, reason = NULL, ended_at = NULL, retry_at = NULL, expires_at = NULL, unknowns = 0
            WHERE id = @id AND state IN (4, 5) AND payload <> ''
            """;

        var changed = await ChangeAsync(Sql, ids, cancellationToken);
        _outbox.Wake();
        return changed;
    }

    /// <summary>Gives messages up for good, sent ones and those on the wire excepted. Returns the ids it did so with.</summary>
    public Task<IReadOnlyList<long>> DiscardAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            UPDATE outbox SET state = 5, reason = '{OutboxRow.Discarded}', ended_at = @now, retry_at = NULL, mentioned = 1
            WHERE id = @id AND state IN (0, 3, 4)
            """;

        return ChangeAsync(Sql, ids, cancellationToken);
    }

    public async Task<OutboxCounts> CountAsync(CancellationToken cancellationToken)
    {
        const string Unsent = "SELECT count(*) AS Waiting FROM outbox WHERE state IN (0, 1, 3) AND (not_before IS NULL OR not_before <= @now)";
        const string Unknown = "SELECT count(*) FROM outbox WHERE state IN (0, 1, 3) AND state = 3";
        const string Dead = "SELECT count(*) FROM outbox WHERE state = 4";
        const string Disabled = "SELECT count(*) FROM outbox_chat WHERE disabled_at IS NOT NULL";

        await using var connection = await _database.OpenAsync(cancellationToken);
        var values = new { now = UnixMicros.Of(_timeProvider.GetUtcNow()) };
        var counts = await connection.QuerySingleAsync<OutboxCounts>(new CommandDefinition(Unsent, values, cancellationToken: cancellationToken));
        return counts with
        {
            Unknown = await connection.ExecuteScalarAsync<long>(new CommandDefinition(Unknown, cancellationToken: cancellationToken)),
            Dead = await connection.ExecuteScalarAsync<long>(new CommandDefinition(Dead, cancellationToken: cancellationToken)),
            DisabledChats = await connection.ExecuteScalarAsync<long>(new CommandDefinition(Disabled, cancellationToken: cancellationToken)),
        };
    }

    /// <summary>
    /// What was cancelled in a chat or topic because it expired or was superseded and has not been spoken of yet; the next digest mentions it. Asking marks it as mentioned.
    /// </summary>
    /// <param name="clientId">Only what is this client's; null: whoever's it is.</param>
    public static async Task<IReadOnlyList<OutboxEntry>> TakeUnmentionedAsync(
        DbConnection connection, DbTransaction transaction, long chatId, int? threadId, long? clientId, CancellationToken cancellationToken)
    {
        const string There = "chat_id = @chatId AND coalesce(thread_id, 0) = @thread AND state = 5 AND mentioned = 0 AND (@client = 0 OR client_id = @client)";
        const string Find = $"""
            SELECT id AS Id, chat_id AS ChatId, thread_id AS ThreadId, kind AS Kind, state AS State, attempt AS Attempts, reason AS Reason,
                created_at AS CreatedMicros, ended_at AS EndedMicros, message_id AS MessageId
            FROM outbox
            WHERE {There} AND kind IN (1, 2) AND (reason LIKE 'expired%' OR reason LIKE 'superseded%')
            ORDER BY seq
            """;
        const string Mark = $"UPDATE outbox SET mentioned = 1 WHERE {There}";

        var values = new { chatId, thread = threadId ?? 0L, client = clientId ?? 0L };
        var entries = (await connection.QueryAsync<OutboxEntry>(new CommandDefinition(Find, values, transaction, cancellationToken: cancellationToken))).AsList();
        if (entries.Count > 0)
            await connection.ExecuteAsync(new CommandDefinition(Mark, values, transaction, cancellationToken: cancellationToken));
        return entries;
    }

    private Task<IReadOnlyList<long>> ChangeAsync(string sql, IReadOnlyCollection<long> ids, CancellationToken cancellationToken) => _database.WriteAsync<IReadOnlyList<long>>(
        async (connection, transaction) =>
        {
            var changed = new List<long>();
            foreach (var id in ids)
            {
                var values = new { id, now = UnixMicros.Of(_timeProvider.GetUtcNow()) };
                if (await connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken)) > 0)
                    changed.Add(id);
            }

            return changed;
        },
        cancellationToken);
}

/// <summary>A line of <c>outbox list</c>: never what the message says.</summary>
internal sealed record OutboxEntry
{
    public long Id { get; init; }

    public long ChatId { get; init; }

    public long? ThreadId { get; init; }

    public long Kind { get; init; }

    public long State { get; init; }

    public long Attempts { get; init; }

    public string? Reason { get; init; }

    public long CreatedMicros { get; init; }

    public long? EndedMicros { get; init; }

    public long? MessageId { get; init; }

    public OutboxKind KindName => (OutboxKind)Kind;

    public OutboxState StateName => (OutboxState)State;

    public DateTimeOffset CreatedAt => UnixMicros.ToInstant(CreatedMicros);

    public DateTimeOffset? EndedAt => EndedMicros is { } micros ? UnixMicros.ToInstant(micros) : null;
}

/// <summary>Counts for <c>/status</c>.</summary>
internal sealed record OutboxCounts
{
    /// <summary>Accepted, due and not sent yet.</summary>
    public long Waiting { get; init; }

    public long Unknown { get; init; }

    public long Dead { get; init; }

    public long DisabledChats { get; init; }
}
