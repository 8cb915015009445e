using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>Takes the next message of a chat and writes its attempt down, before anything goes on the wire.</summary>
internal sealed class ClaimJournal(Pacing pacing, CustomerChats customers, UnsentMessages unsent, string owner)
{
    private readonly Pacing _pacing = pacing;
    private readonly CustomerChats _customers = customers;
    private readonly UnsentMessages _unsent = unsent;
    private readonly string _owner = owner;

    /// <summary>Chats in which something is unsent, of the rows after <paramref name="afterId"/>.</summary>
    public static async Task<IReadOnlyList<UnsentChat>> ChatsAsync(DbConnection connection, DbTransaction transaction, long afterId, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT chat_id AS ChatId, max(id) AS LastId, min(lane) AS FirstLane FROM outbox
            WHERE id > @afterId AND state IN (0, 1, 3) GROUP BY chat_id
            """;

        return (await connection.QueryAsync<UnsentChat>(new CommandDefinition(Sql, new { afterId }, transaction, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>The chat's next message, if its turn has come: the oldest answer, else the oldest of the others, and only while nothing of the chat is on the wire.</summary>
    public async Task<Turn> TakeAsync(DbConnection connection, DbTransaction transaction, long chatId, long now, CancellationToken cancellationToken)
    {
        var heads = await HeadsAsync(connection, transaction, chatId, now, cancellationToken);
        long? lookAgainAt = null;
        foreach (var head in heads)
        {
            if (head.RetryAt > now)
                lookAgainAt = Earlier(lookAgainAt, head.RetryAt.Value);
            else
                return await PacedAsync(connection, transaction, head, lookAgainAt, now, cancellationToken);
        }

        return new Turn(null, lookAgainAt ?? await NextBeginningAsync(connection, transaction, chatId, now, cancellationToken));
    }

    private async Task<Turn> PacedAsync(DbConnection connection, DbTransaction transaction, OutboxRow head, long? lookAgainAt, long now, CancellationToken cancellationToken)
    {
        if (await _pacing.LockAsync(connection, transaction, head.ChatId, now, cancellationToken) is not { } pace)
            return new Turn(null, now + 100_000);
        if (pace.NextAt(now) is var next && next > now)
            return new Turn(null, Earlier(lookAgainAt, next));
        if (_pacing.IsLimited(head.ChatId))
        {
            pace.Window.Add(now);
            await Pacing.SaveAsync(connection, transaction, pace, cancellationToken);
        }

        return new Turn(await ClaimAsync(connection, transaction, head, now, cancellationToken), now);
    }

    private async Task<Claim?> ClaimAsync(DbConnection connection, DbTransaction transaction, OutboxRow head, long now, CancellationToken cancellationToken)
    {
        const string Sql = """
            UPDATE outbox SET state = 1, attempt = attempt + 1, owner = @owner, claimed_at = @now, retry_at = NULL
            WHERE id = @Id AND state IN (0, 3) AND NOT EXISTS (SELECT 1 FROM outbox AS busy WHERE busy.chat_id = @ChatId AND busy.state = 1)
            """;

        if (await DestinationAsync(connection, transaction, head, now, cancellationToken) is not { } to)
        {
            await CancelAsync(connection, transaction, head, "the customer cannot be written to any more", now, cancellationToken);
            return null;
        }

        var values = new { head.Id, head.ChatId, owner = _owner, now };
        if (await connection.ExecuteAsync(new CommandDefinition(Sql, values, transaction, cancellationToken: cancellationToken)) == 0)
            return null;
        var payload = await Follow.ResolveAsync(connection, transaction, head, OutboxPayload.Parse(head.Payload), cancellationToken);
        var file = head.AttachmentId is { } id && payload.Type is not (PayloadType.Text or PayloadType.EditText)
            ? await FileAsync(connection, transaction, id, payload.Applied.HasFlag(Remedy.FreshUpload), cancellationToken)
            : null;
        return new Claim(head, payload, file, head.Attempt + 1, now) { To = to };
    }

    /// <summary>Null for a customer whom nothing can be written to any more.</summary>
    private async Task<Destination?> DestinationAsync(DbConnection connection, DbTransaction transaction, OutboxRow row, long now, CancellationToken cancellationToken) =>
        CustomerChatId.IdOf(row.ChatId) is { } customer
            ? await _customers.DestinationAsync(connection, transaction, customer, now, cancellationToken)
            : new Destination(row.ChatId, (int?)row.ThreadId);

    private async Task CancelAsync(DbConnection connection, DbTransaction transaction, OutboxRow row, string reason, long now, CancellationToken cancellationToken)
    {
        const string Sql = "UPDATE outbox SET state = 5, reason = @reason, ended_at = @now WHERE id = @Id AND state IN (0, 3)";

        if (await connection.ExecuteAsync(new CommandDefinition(Sql, new { row.Id, now, reason }, transaction, cancellationToken: cancellationToken)) > 0)
            await _unsent.TellAsync(connection, transaction, row, reason, cancellationToken);
    }

    /// <summary>The first unsent message of each lane, replies first; expired ones are cancelled on the way.</summary>
    private async Task<IReadOnlyList<OutboxRow>> HeadsAsync(DbConnection connection, DbTransaction transaction, long chatId, long now, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT * FROM (
                SELECT id AS Id, chat_id AS ChatId, thread_id AS ThreadId, lane AS Lane, kind AS Kind, payload AS Payload, attachment_id AS AttachmentId,
                    created_at AS CreatedAt, retry_at AS RetryAt, expires_at AS ExpiresAt, state AS State, attempt AS Attempt, unknowns AS Unknowns
                FROM outbox
                WHERE chat_id = @chatId AND lane = 0 AND state IN (0, 1, 3) AND (not_before IS NULL OR not_before <= @now)
                ORDER BY seq LIMIT 1) AS reply
            UNION ALL
            SELECT * FROM (
                SELECT id AS Id, chat_id AS ChatId, thread_id AS ThreadId, lane AS Lane, kind AS Kind, payload AS Payload, attachment_id AS AttachmentId,
                    created_at AS CreatedAt, retry_at AS RetryAt, expires_at AS ExpiresAt, state AS State, attempt AS Attempt, unknowns AS Unknowns
                FROM outbox
                WHERE chat_id = @chatId AND lane = 1 AND state IN (0, 1, 3) AND (not_before IS NULL OR not_before <= @now)
                ORDER BY seq LIMIT 1) AS other
            """;

        while (true)
        {
            var heads = (await connection.QueryAsync<OutboxRow>(new CommandDefinition(Sql, new { chatId, now }, transaction, cancellationToken: cancellationToken))).AsList();
            var expired = heads.Find(head => head.ExpiresAt <= now && head.State != (long)OutboxState.Sending);
            if (expired is null)
                return heads.Exists(head => head.State == (long)OutboxState.Sending) ? [] : heads;
            await CancelAsync(connection, transaction, expired, "expired: too old to be of use", now, cancellationToken);
        }
    }

    private static Task<long?> NextBeginningAsync(DbConnection connection, DbTransaction transaction, long chatId, long now, CancellationToken cancellationToken)
    {
        const string Sql = "SELECT min(not_before) FROM outbox WHERE chat_id = @chatId AND state IN (0, 1, 3) AND not_before > @now";

        return connection.ExecuteScalarAsync<long?>(new CommandDefinition(Sql, new { chatId, now }, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Bytes are read only when Telegram does not have them yet.</summary>
    private static async Task<ClaimedFile> FileAsync(DbConnection connection, DbTransaction transaction, long id, bool isFresh, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT CASE WHEN @fresh = 0 THEN file_id END AS FileId, CASE WHEN file_id IS NULL OR @fresh = 1 THEN bytes END AS Bytes
            FROM outbox_attachment WHERE id = @id
            """;

        var row = await connection.QuerySingleAsync<FileRow>(new CommandDefinition(Sql, new { id, fresh = isFresh ? 1L : 0L }, transaction, cancellationToken: cancellationToken));
        return new ClaimedFile(id, row.Bytes, row.FileId);
    }

    private static long Earlier(long? one, long other) => one is { } known ? Math.Min(known, other) : other;

    private sealed record FileRow
    {
        public string? FileId { get; init; }

        public byte[]? Bytes { get; init; }
    }
}

/// <summary>A chat in which something is unsent.</summary>
internal sealed record UnsentChat
{
    public long ChatId { get; init; }

    public long LastId { get; init; }

    public long FirstLane { get; init; }
}
