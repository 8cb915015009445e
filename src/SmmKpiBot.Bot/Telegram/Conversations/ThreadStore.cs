using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>Which conversation a message of a group belongs to, and which post a thread of comments is about. Ids only, no texts.</summary>
internal sealed class ThreadStore(Database database, TimeProvider timeProvider)
{
    private const int RowsAtOnce = 5_000;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>What the thread is called for ever: the first who names it is right. Empty = it is under no post.</summary>
    public static async Task<string> KeyAsync(DbConnection connection, DbTransaction transaction, long feedId, long threadId, string key)
    {
        const string insert = "insert into telegram_thread (feed_id, thread_id, key) values (@feedId, @threadId, @key) on conflict (feed_id, thread_id) do nothing";
        const string read = "select key from telegram_thread where feed_id = @feedId and thread_id = @threadId";
        await connection.ExecuteAsync(insert, new { feedId, threadId, key }, transaction);
        return await connection.ExecuteScalarAsync<string>(read, new { feedId, threadId }, transaction) ?? key;
    }

    /// <returns>How many messages were not known: one or none.</returns>
    public static Task<int> NoteAsync(DbConnection connection, DbTransaction transaction, long feedId, NotedMessage message)
    {
        const string sql = """
            insert into telegram_message (feed_id, message_id, thread_id, conversation, inbound, at) values (@feedId, @Id, @ThreadId, @Conversation, @inbound, @at)
            on conflict (feed_id, message_id) do nothing
            """;
        var values = new { feedId, message.Id, message.ThreadId, message.Conversation, inbound = message.Inbound ? 1L : 0L, at = UnixMicros.Of(message.At) };
        return connection.ExecuteAsync(sql, values, transaction);
    }

    public static async Task<NotedMessage?> FindAsync(DbConnection connection, DbTransaction? transaction, long feedId, long messageId)
    {
        const string sql = "select message_id as Id, thread_id as ThreadId, conversation as Conversation, inbound as Inbound, at as At from telegram_message where feed_id = @feedId and message_id = @messageId";
        var row = await connection.QuerySingleOrDefaultAsync<NotedRow>(sql, new { feedId, messageId }, transaction);
        return row is null ? null : new(row.Id, row.ThreadId, row.Conversation, row.Inbound != 0, UnixMicros.ToInstant(row.At));
    }

    /// <summary>The conversation of the customer who wrote last in a thread.</summary>
    public static Task<string?> LastConversationAsync(DbConnection connection, DbTransaction transaction, long feedId, long threadId)
    {
        const string sql = "select conversation from telegram_message where feed_id = @feedId and thread_id = @threadId and inbound = 1 order by message_id desc limit 1";
        return connection.ExecuteScalarAsync<string?>(sql, new { feedId, threadId }, transaction);
    }

    /// <summary>What the customer wrote last in the conversation of a message, up to that message.</summary>
    public static Task<long?> AskedAsync(DbConnection connection, DbTransaction? transaction, long feedId, NotedMessage message)
    {
        const string sql = "select max(message_id) from telegram_message where feed_id = @feedId and thread_id = @ThreadId and conversation = @Conversation and inbound = 1 and message_id <= @Id";
        return connection.ExecuteScalarAsync<long?>(sql, new { feedId, message.ThreadId, message.Conversation, message.Id }, transaction);
    }

    /// <summary>Did somebody of the brand write in the conversation after that message?</summary>
    public static async Task<bool> IsAnsweredAsync(DbConnection connection, DbTransaction transaction, long feedId, NotedMessage message)
    {
        const string sql = """
            select count(*) from telegram_message
            where feed_id = @feedId and thread_id = @ThreadId and message_id > @Id and conversation = @Conversation and inbound = 0
            """;
        return await connection.ExecuteScalarAsync<long>(sql, new { feedId, message.Id, message.ThreadId, message.Conversation }, transaction) > 0;
    }

    /// <summary>Forgets messages that nobody reacts to, replies to or takes away any more.</summary>
    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        const string messages = """
            delete from telegram_message where (feed_id, message_id) in (select feed_id, message_id from telegram_message where at < @oldest limit @RowsAtOnce)
            """;
        const string albums = """
            delete from telegram_album_part where (account_id, conversation, message_id) in (
                select account_id, conversation, message_id from telegram_album_part where at < @oldest limit @RowsAtOnce)
            """;
        var oldest = UnixMicros.Of(_timeProvider.GetUtcNow() - Kept);
        foreach (var sql in (string[])[messages, albums])
        {
            while (await _database.WriteInBackgroundAsync((connection, transaction) => connection.ExecuteAsync(sql, new { oldest, RowsAtOnce }, transaction), cancellationToken) == RowsAtOnce)
            {
                // More of them: other writes take their turn in between.
            }
        }
    }

    private sealed record NotedRow
    {
        public long Id { get; init; }

        public long ThreadId { get; init; }

        public string Conversation { get; init; } = string.Empty;

        public long Inbound { get; init; }

        public long At { get; init; }
    }
}

/// <summary>A message of a group, as far as its place is concerned.</summary>
internal sealed record NotedMessage(long Id, long ThreadId, string Conversation, bool Inbound, DateTimeOffset At);
