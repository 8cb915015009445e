using System.Data.Common;
using System.Threading.Channels;
using Dapper;
using Npgsql;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>The durable queue of all that is to be sent.</summary>
internal sealed class Outbox(Database database, TimeProvider timeProvider)
{
    private static readonly TimeSpan AlertLife = TimeSpan.FromHours(24);

    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Yields a value when something new may be there to send.</summary>
    public ChannelReader<bool> Wakes => _wakes.Reader;

    /// <summary>Enqueues in the caller's transaction, so that cause and message are stored together. False when the dedup key is already there.</summary>
    public async Task<bool> EnqueueAsync(DbConnection connection, DbTransaction transaction, OutboxMessage message, CancellationToken cancellationToken)
    {
        await LockChatAsync(connection, transaction, message.ChatId);
        if (message.EditsKey is not null && await Follow.ReplaceUntriedAsync(connection, transaction, message, cancellationToken))
            return true;
        var disabled = message.Kind == OutboxKind.Reply ? null : (await DisabledReasonsAsync(connection, transaction, [message.ChatId], cancellationToken)).GetValueOrDefault(message.ChatId);
        var parts = OutboxParts.Of(message);
        for (var at = 0; at < parts.Count; at++)
        {
            var row = NewRow(message, parts[at].Payload, at, disabled);
            row.AttachmentId = parts[at].Attachment is { } attachment
                ? await KeptFiles.KeepAsync(connection, transaction, _database.Dialect, attachment, message.ClientId, cancellationToken)
                : null;
            if (await InsertAsync(connection, transaction, [row], cancellationToken) is not [var id])
                return false;
            if (at == 0 && row.SupersedeKey is not null)
                await SupersedeAsync(connection, transaction, id, row, cancellationToken);
        }

        return true;
    }

    /// <summary>Enqueues many in the caller's transaction, in their order; neighbours that are no more than a text each are written in one statement.</summary>
    public async Task EnqueueAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var texts = new List<(OutboxMessage Message, OutboxPayload Payload)>();
        foreach (var message in messages)
        {
            if (message is { EditsKey: null, SupersedeKey: null, Content: TextContent } && OutboxParts.Of(message) is [var (payload, _)])
            {
                texts.Add((message, payload));
                continue;
            }

            await EnqueueTextsAsync(connection, transaction, texts, cancellationToken);
            texts.Clear();
            await EnqueueAsync(connection, transaction, message, cancellationToken);
        }

        await EnqueueTextsAsync(connection, transaction, texts, cancellationToken);
    }

    /// <summary>Enqueues in a transaction of its own and wakes the sender.</summary>
    public async Task<bool> EnqueueAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var isNew = await _database.WriteAsync((connection, transaction) => EnqueueAsync(connection, transaction, message, cancellationToken), cancellationToken);
        Wake();
        return isNew;
    }

    /// <summary>Wakes the sender; call it after the commit of a transaction that enqueued.</summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    private async Task EnqueueTextsAsync(DbConnection connection, DbTransaction transaction, List<(OutboxMessage Message, OutboxPayload Payload)> texts, CancellationToken cancellationToken)
    {
        if (texts.Count == 0)
            return;
        // In one order for all, so that two transactions never wait for each other.
        var chats = texts.Select(text => text.Message.ChatId).Distinct().Order().ToList();
        foreach (var chatId in chats)
            await LockChatAsync(connection, transaction, chatId);
        var disabled = await DisabledReasonsAsync(connection, transaction, chats, cancellationToken);
        var rows = texts.Select(text => NewRow(text.Message, text.Payload, 0, text.Message.Kind == OutboxKind.Reply ? null : disabled.GetValueOrDefault(text.Message.ChatId)));
        await InsertAsync(connection, transaction, [.. rows], cancellationToken);
    }

    private NewOutboxRow NewRow(OutboxMessage message, OutboxPayload payload, int part, string? disabledReason)
    {
        var now = _timeProvider.GetUtcNow();
        var isDisabled = disabledReason is not null;
        return new NewOutboxRow
        {
            ChatId = message.ChatId,
            ThreadId = message.ThreadId,
            Lane = (long)(message.Kind == OutboxKind.Reply ? OutboxLane.Replies : OutboxLane.Others),
            Kind = (long)message.Kind,
            Payload = payload.ToJson(),
            ClientId = message.ClientId,
            Names = message.NamesText,
            DedupKey = message.DedupKey is { } key && part > 0 ? $"{key}#{part + 1}" : message.DedupKey,
            SupersedeKey = message.SupersedeKey ?? Follow.SupersedeKeyOf(message),
            CreatedAt = UnixMicros.Of(now),
            NotBefore = MicrosOf(message.NotBefore),
            ExpiresAt = MicrosOf(message.ExpiresAt ?? (message.Kind == OutboxKind.Alert ? (message.NotBefore ?? now) + AlertLife : null)),
            State = (long)(isDisabled ? OutboxState.Cancelled : OutboxState.Ready),
            Reason = disabledReason,
            EndedAt = isDisabled ? UnixMicros.Of(now) : null,
        };
    }

    private static long? MicrosOf(DateTimeOffset? at) => at is { } instant ? UnixMicros.Of(instant) : null;

    /// <summary>
    /// On PostgreSQL two transactions may enqueue to one chat at a time: the order of acceptance is the order of their commits. Whoever looks before what the chat
    /// may see takes it first: then what was revoked meanwhile is seen.
    /// </summary>
    public static async Task LockChatAsync(DbConnection connection, DbTransaction transaction, long chatId)
    {
        const string Sql = "SELECT pg_advisory_xact_lock(@Space, @Chat)";

        if (connection is NpgsqlConnection)
            await connection.ExecuteAsync(Sql, new { Space = 0x0b0c, Chat = chatId.GetHashCode() }, transaction);
    }

    /// <summary>Of the chats that nothing is sent to any more, the reason.</summary>
    private static async Task<IReadOnlyDictionary<long, string?>> DisabledReasonsAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<long> chatIds, CancellationToken cancellationToken)
    {
        const string Sql = "SELECT chat_id AS ChatId, disabled_reason AS Reason FROM outbox_chat WHERE disabled_at IS NOT NULL AND ";

        var command = new CommandDefinition(Sql + AmongSql.Of(connection, "chat_id", "chats"), new { chats = AmongSql.Values(chatIds) }, transaction, cancellationToken: cancellationToken);
        return (await connection.QueryAsync<(long ChatId, string? Reason)>(command)).ToDictionary(row => row.ChatId, row => row.Reason);
    }

    /// <summary>The ids of those that are new.</summary>
    private static async Task<IReadOnlyList<long>> InsertAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<NewOutboxRow> rows, CancellationToken cancellationToken)
    {
        var table = JsonRows.Table(
            connection,
            "rows",
            ["at bigint", "chat_id bigint", "thread_id bigint", "lane bigint", "kind bigint", "payload text", "attachment_id bigint", "client_id bigint", "names text", "dedup_key text",
                "supersede_key text", "created_at bigint", "not_before bigint", "expires_at bigint", "state bigint", "reason text", "ended_at bigint"]);
        var sql = $"""
            INSERT INTO outbox (chat_id, thread_id, seq, lane, kind, payload, attachment_id, client_id, names, dedup_key, supersede_key,
                created_at, not_before, expires_at, state, reason, ended_at)
            SELECT chat_id, thread_id, (SELECT coalesce(max(last.seq), 0) FROM outbox AS last WHERE last.chat_id = rows.chat_id) + row_number() OVER (PARTITION BY chat_id ORDER BY at),
                lane, kind, payload, attachment_id, client_id, names, dedup_key, supersede_key, created_at, not_before, expires_at, state, reason, ended_at
            FROM {table} WHERE true ORDER BY at
            ON CONFLICT (dedup_key) DO NOTHING
            RETURNING id
            """;
        for (var at = 0; at < rows.Count; at++)
            rows[at].At = at;
        return (await connection.QueryAsync<long>(new CommandDefinition(sql, new { rows = JsonRows.Of(rows) }, transaction, cancellationToken: cancellationToken))).AsList();
    }

    private static Task<int> SupersedeAsync(DbConnection connection, DbTransaction transaction, long id, NewOutboxRow row, CancellationToken cancellationToken)
    {
        const string Sql = """
            UPDATE outbox SET state = 5, reason = 'superseded by a newer one', ended_at = @CreatedAt
            WHERE chat_id = @ChatId AND supersede_key = @SupersedeKey AND state IN (0, 3) AND id < @id
            """;

        return connection.ExecuteAsync(new CommandDefinition(Sql, new { id, row.ChatId, row.SupersedeKey, row.CreatedAt }, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>The columns of a row that is accepted.</summary>
    private sealed record NewOutboxRow
    {
        /// <summary>Its place among those written with it.</summary>
        public long At { get; set; }

        public required long ChatId { get; init; }

        public required int? ThreadId { get; init; }

        public required long Lane { get; init; }

        public required long Kind { get; init; }

        public required string Payload { get; init; }

        public long? AttachmentId { get; set; }

        public required long? ClientId { get; init; }

        public required string? Names { get; init; }

        public required string? DedupKey { get; init; }

        public required string? SupersedeKey { get; init; }

        public required long CreatedAt { get; init; }

        public required long? NotBefore { get; init; }

        public required long? ExpiresAt { get; init; }

        public required long State { get; init; }

        public required string? Reason { get; init; }

        public required long? EndedAt { get; init; }
    }
}
