using System.Data.Common;
using Dapper;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>
/// Messages that tell how an earlier one goes on: an alert that is edited, a recovery that replies to it. The earlier one is known by its dedup key,
/// because Telegram's id of it is known only when it was sent. In one chat it is sent first, so the id is there when the follower is claimed.
/// </summary>
internal static class Follow
{
    /// <summary>
    /// Nothing of a row of <c>outbox</c> can have arrived: it waits for its first attempt, or for another one after attempts that Telegram refused or that never reached it.
    /// </summary>
    public const string Unsent = "outbox.state = 0 AND NOT EXISTS (SELECT 1 FROM outbox_attempt tried WHERE tried.outbox_id = outbox.id AND tried.outcome = 'unknown')";

    /// <summary>Of several unsent edits of one message only the newest is of use.</summary>
    public static string? SupersedeKeyOf(OutboxMessage message) => message.EditsKey is { } key ? "edit:" + key : null;

    /// <summary>Changes the earlier message itself while nothing of it can have arrived. False when it may have, ended, or is gone.</summary>
    public static async Task<bool> ReplaceUntriedAsync(DbConnection connection, DbTransaction transaction, OutboxMessage message, CancellationToken cancellationToken)
    {
        const string Sql = $"UPDATE outbox SET payload = @payload, names = @names WHERE dedup_key = @EditsKey AND chat_id = @ChatId AND {Unsent}";

        var parts = OutboxParts.Of(message with { EditsKey = null });
        if (parts.Count > 1)
            return false;
        var values = new { payload = parts[0].Payload.ToJson(), names = message.NamesText, message.EditsKey, message.ChatId };
        return await connection.ExecuteAsync(new CommandDefinition(Sql, values, transaction, cancellationToken: cancellationToken)) > 0;
    }

    /// <summary>Cancels the message of a key while nothing of it can have arrived. False when it may have, ended, or is gone.</summary>
    public static async Task<bool> CancelUntriedAsync(DbConnection connection, DbTransaction transaction, string dedupKey, string reason, long now)
    {
        const string Sql = $"""
            UPDATE outbox SET state = 5, reason = @reason, ended_at = @now, retry_at = NULL, mentioned = 1 WHERE dedup_key = @dedupKey AND {Unsent}
            """;

        return await connection.ExecuteAsync(Sql, new { dedupKey, reason, now }, transaction) > 0;
    }

    /// <summary>Is the message of a key still held back until later?</summary>
    public static async Task<bool> IsHeldAsync(DbConnection connection, DbTransaction transaction, string dedupKey, long now)
    {
        const string Sql = "SELECT count(*) FROM outbox WHERE dedup_key = @dedupKey AND state = 0 AND attempt = 0 AND not_before > @now";

        return await connection.ExecuteScalarAsync<long>(Sql, new { dedupKey, now }, transaction) > 0;
    }

    /// <summary>Is there a message of the key, whatever became of it?</summary>
    public static async Task<bool> IsKnownAsync(DbConnection connection, DbTransaction transaction, string dedupKey) =>
        await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM outbox WHERE dedup_key = @dedupKey", new { dedupKey }, transaction) > 0;

    /// <summary>Takes the message of a key back while nothing of it can have arrived, as if it had never been accepted: another may come under that key.</summary>
    /// <returns>Otherwise the deletion of what has arrived or may have, not yet enqueued; null where there is nothing to delete.</returns>
    public static async Task<OutboxMessage?> WithdrawAsync(DbConnection connection, DbTransaction transaction, string dedupKey, OutboxKind kind)
    {
        const string Untried = $"DELETE FROM outbox WHERE dedup_key = @dedupKey AND {Unsent}";
        const string Tried = "SELECT chat_id AS ChatId, thread_id AS ThreadId, client_id AS ClientId FROM outbox WHERE dedup_key = @dedupKey AND state IN (0, 1, 2, 3)";

        if (await connection.ExecuteAsync(Untried, new { dedupKey }, transaction) > 0
            || await connection.QuerySingleOrDefaultAsync<TriedRow>(Tried, new { dedupKey }, transaction) is not { } tried)
        {
            return null;
        }

        return new() { ChatId = tried.ChatId, ThreadId = (int?)tried.ThreadId, ClientId = tried.ClientId, Names = [], Kind = kind, Content = new DeleteContent(), EditsKey = dedupKey };
    }

    /// <summary>Puts Telegram's ids in the place of the keys. An edit of what never arrived becomes a message of its own, and its deletion nothing.</summary>
    public static async Task<OutboxPayload> ResolveAsync(DbConnection connection, DbTransaction transaction, OutboxRow row, OutboxPayload payload, CancellationToken cancellationToken)
    {
        var resolved = payload with { EditsKey = null, RepliesToKey = null };
        if (payload.EditsKey is { } edits)
        {
            resolved = await SentIdAsync(connection, transaction, row.ChatId, edits, cancellationToken) is { } sent
                ? resolved with { EditedMessageId = sent }
                : resolved with { Type = payload.Type == PayloadType.Delete ? PayloadType.Delete : PayloadType.Text };
        }

        return payload.RepliesToKey is { } repliesTo
            ? resolved with { ReplyToMessageId = await SentIdAsync(connection, transaction, row.ChatId, repliesTo, cancellationToken) }
            : resolved;
    }

    private static Task<int?> SentIdAsync(DbConnection connection, DbTransaction transaction, long chatId, string dedupKey, CancellationToken cancellationToken)
    {
        const string Sql = "SELECT message_id FROM outbox WHERE dedup_key = @dedupKey AND chat_id = @chatId AND state = 2";

        return connection.QuerySingleOrDefaultAsync<int?>(new CommandDefinition(Sql, new { dedupKey, chatId }, transaction, cancellationToken: cancellationToken));
    }

    private sealed record TriedRow
    {
        public long ChatId { get; init; }

        public long? ThreadId { get; init; }

        public long? ClientId { get; init; }
    }
}
