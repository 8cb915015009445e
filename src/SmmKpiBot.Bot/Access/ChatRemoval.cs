using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Access;

/// <summary>Takes bindings away, and tells what is left to see.</summary>
internal sealed class ChatRemoval(Database database, ChatStore chats, UserStore users, TimeProvider timeProvider)
{
    private readonly Database _database = database;
    private readonly ChatStore _chats = chats;
    private readonly UserStore _users = users;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>
    /// Takes a binding away, what waits to be sent to a chat that shows nothing any more, and with a private chat the role of its person: removed
    /// means removed.
    /// </summary>
    /// <returns>What the chat's person, or the group, still sees; null when there is no such binding.</returns>
    public async Task<StillVisible?> RemoveAsync(long id, CancellationToken cancellationToken)
    {
        const string sql = """
            DELETE FROM bound_chat WHERE id = @id
            RETURNING chat_id AS ChatId, thread_id AS ThreadId, purpose AS Purpose, client_id AS ClientId
            """;
        var left = await _database.WriteAsync(
            async (connection, transaction) =>
            {
                if (await connection.QuerySingleOrDefaultAsync<RemovedRow>(sql, new { id }, transaction) is not { } removed)
                {
                    return null;
                }

                if (IsPrivate(removed.ChatId))
                {
                    await UserStore.TakeAsync(connection, transaction, removed.ChatId, (ChatPurpose)removed.Purpose, removed.ClientId);
                }

                await CancelWhereUnboundAsync(connection, transaction, removed.ChatId, UnixMicros.Of(_timeProvider.GetUtcNow()));
                return await StillVisibleAsync(connection, transaction, removed.ChatId, (int)removed.ThreadId);
            },
            cancellationToken);
        _chats.NotifyChanged();
        return left;
    }

    /// <summary>What the person of a private chat, or everybody in a group or topic, sees now.</summary>
    public async Task<StillVisible> StillVisibleAsync(DbConnection connection, DbTransaction transaction, long chatId, int? threadId) => IsPrivate(chatId)
        ? StillVisible.Of(await _users.RightsAsync(connection, transaction, chatId))
        : StillVisible.Of(await ChatStore.FindAsync(connection, transaction, chatId, threadId));

    /// <summary>Cancels what waits for a chat that is not bound any more.</summary>
    public static async Task CancelWhereUnboundAsync(DbConnection connection, DbTransaction transaction, long chatId, long now)
    {
        const string sql = "UPDATE outbox SET state = 5, reason = 'access revoked', ended_at = @now, retry_at = NULL WHERE chat_id = @chatId AND state IN (0, 3)";
        if (!await ChatStore.HasBindingAsync(connection, transaction, chatId))
        {
            await connection.ExecuteAsync(sql, new { chatId, now }, transaction);
        }
    }

    /// <summary>The id of a private chat is the id of its person; groups have negative ones.</summary>
    private static bool IsPrivate(long chatId) => chatId > 0;

    private sealed record RemovedRow
    {
        public long ChatId { get; init; }

        public long ThreadId { get; init; }

        public long Purpose { get; init; }

        public long? ClientId { get; init; }
    }
}
