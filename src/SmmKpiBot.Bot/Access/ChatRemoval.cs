using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Access;

/// <summary>Takes bindings away, and tells what is left to see.</summary>
internal sealed class ChatRemoval(Database database, ChatStore chats, HiddenMessages hidden, TimeProvider timeProvider)
{
    private readonly Database _database = database;
    private readonly ChatStore _chats = chats;
    private readonly HiddenMessages _hidden = hidden;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>
    /// Takes a binding away, what waits to be sent to the chat and tells of what it does not show any more, and with a private chat the role of its
    /// person: removed means removed.
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

                await UnboundGroups.NoteAsync(connection, transaction, removed.ChatId, UnixMicros.Of(_timeProvider.GetUtcNow()));
                await _hidden.CancelAsync(connection, transaction, removed.ChatId);
                return await _hidden.StillVisibleAsync(connection, transaction, removed.ChatId, (int)removed.ThreadId);
            },
            cancellationToken);
        _chats.NotifyChanged();
        return left;
    }

    /// <summary>The id of a private chat is the id of its person; groups have negative ones.</summary>
    public static bool IsPrivate(long chatId) => chatId > 0;

    private sealed record RemovedRow
    {
        public long ChatId { get; init; }

        public long ThreadId { get; init; }

        public long Purpose { get; init; }

        public long? ClientId { get; init; }
    }
}
