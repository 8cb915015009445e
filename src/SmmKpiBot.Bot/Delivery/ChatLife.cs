using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>Chats move, disappear and come back.</summary>
internal sealed class ChatLife(Database database, TimeProvider timeProvider, IEnumerable<IChatWatcher> watchers, Asides asides)
{
    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly IChatWatcher[] _watchers = [.. watchers];
    private readonly Asides _asides = asides;

    /// <summary>
    /// Gives everything of a group to the supergroup it became: what waits there goes out after what the group had accepted. Telegram's numbers of messages do not go
    /// over: the same one is another message there. So what edits or answers an earlier message becomes a message of its own.
    /// </summary>
    public async Task MoveAsync(DbConnection connection, DbTransaction transaction, long fromChatId, long toChatId, CancellationToken cancellationToken)
    {
        const string Reorder = "UPDATE outbox SET seq = seq + (SELECT coalesce(max(seq), 0) FROM outbox WHERE chat_id = @fromChatId) WHERE chat_id = @toChatId";
        const string Move = "UPDATE outbox SET chat_id = @toChatId, thread_id = NULL, message_id = NULL WHERE chat_id = @fromChatId";
        const string Forget = "DELETE FROM outbox_chat WHERE chat_id = @fromChatId";

        await UnnumberAsync(connection, transaction, fromChatId, cancellationToken);
        foreach (var sql in (string[])[Reorder, Move, Forget])
            await connection.ExecuteAsync(new CommandDefinition(sql, new { fromChatId, toChatId }, transaction, cancellationToken: cancellationToken));
        foreach (var watcher in _watchers)
            await _asides.RunAsync(transaction, "a chat moved", () => watcher.MovedAsync(connection, transaction, fromChatId, toChatId, cancellationToken), cancellationToken);
    }

    /// <summary>What waits for a chat names messages of it by keys only from now on.</summary>
    private static async Task UnnumberAsync(DbConnection connection, DbTransaction transaction, long chatId, CancellationToken cancellationToken)
    {
        const string Waiting = "SELECT id AS Id, payload AS Payload FROM outbox WHERE chat_id = @chatId AND state IN (0, 1, 3) AND payload LIKE '%MessageId%'";
        const string Write = "UPDATE outbox SET payload = @payload WHERE id = @Id";

        foreach (var (id, payload) in (await connection.QueryAsync<(long Id, string Payload)>(new CommandDefinition(Waiting, new { chatId }, transaction, cancellationToken: cancellationToken))).AsList())
        {
            var values = new { payload = OutboxPayload.Parse(payload).WithoutNumbers().ToJson(), Id = id };
            await connection.ExecuteAsync(new CommandDefinition(Write, values, transaction, cancellationToken: cancellationToken));
        }
    }

    /// <summary>Cancels all that waits for a chat and tells those who follow, once.</summary>
    public async Task DisableAsync(DbConnection connection, DbTransaction transaction, long chatId, string reason, CancellationToken cancellationToken)
    {
        const string Disable = """
            INSERT INTO outbox_chat (chat_id, disabled_at, disabled_reason) VALUES (@chatId, @now, @reason)
            ON CONFLICT (chat_id) DO UPDATE SET disabled_at = excluded.disabled_at, disabled_reason = excluded.disabled_reason
            WHERE outbox_chat.disabled_at IS NULL
            """;
        const string Cancel = "UPDATE outbox SET state = 5, reason = @reason, ended_at = @now, retry_at = NULL WHERE chat_id = @chatId AND state IN (0, 1, 3)";

        var values = new { chatId, reason = $"chat disabled: {reason}", now = UnixMicros.Of(_timeProvider.GetUtcNow()) };
        var isFirst = await connection.ExecuteAsync(new CommandDefinition(Disable, values, transaction, cancellationToken: cancellationToken)) > 0;
        await connection.ExecuteAsync(new CommandDefinition(Cancel, values, transaction, cancellationToken: cancellationToken));
        if (!isFirst)
            return;
        foreach (var watcher in _watchers)
            await _asides.RunAsync(transaction, "a chat is gone", () => watcher.DisabledAsync(connection, transaction, chatId, reason, cancellationToken), cancellationToken);
    }

    /// <summary>The chat can be written to again: after <c>my_chat_member</c> or <c>/start</c>. What was cancelled stays so. True when it was disabled.</summary>
    public Task<bool> EnableChatAsync(long chatId, CancellationToken cancellationToken) =>
        _database.WriteAsync((connection, transaction) => EnableChatAsync(connection, transaction, chatId, cancellationToken), cancellationToken);

    public static async Task<bool> EnableChatAsync(DbConnection connection, DbTransaction transaction, long chatId, CancellationToken cancellationToken)
    {
        const string Sql = "UPDATE outbox_chat SET disabled_at = NULL, disabled_reason = NULL WHERE chat_id = @chatId AND disabled_at IS NOT NULL";

        return await connection.ExecuteAsync(new CommandDefinition(Sql, new { chatId }, transaction, cancellationToken: cancellationToken)) > 0;
    }
}
