using System.Data.Common;
using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Waits;

/// <summary>The table of what chats were told of waits.</summary>
internal static class NoticeStore
{
    private const string Select = """
        select n.account_id as AccountId, n.conversation as Conversation, n.message_id as MessageId, n.chat_id as ChatId, n.thread_id as ThreadId, n.client_id as ClientId,
            a.network || '/' || a.name as Account, n.key as MessageKey, n.stage as Stage, n.kind as Kind, n.first_of_episode as FirstOfEpisode, n.began_at as BeganAt,
            n.due_at as DueAt, n.nudged_at as NudgedAt, n.ended_at as EndedAt, n.outcome as Outcome, n.ended_by as EndedBy, n.ended_by_side as EndedBySide, n.remind_at as RemindAt
        from wait_notice n join account a on a.id = n.account_id
        """;

    public static Task<IReadOnlyList<NoticeRow>> OfConversationAsync(DbConnection connection, DbTransaction? transaction, long accountId, string conversation) =>
        ReadAsync(connection, transaction, $"{Select} where n.account_id = @accountId and n.conversation = @conversation", new { accountId, conversation });

    /// <summary>
    /// What chats were told of waits that a change since <paramref name="changed"/> may have moved; not of those that were over before. Of waits that began
    /// before <paramref name="oldest"/> nothing is told any more.
    /// </summary>
    public static Task<IReadOnlyList<NoticeRow>> OfChangeAsync(DbConnection connection, DbTransaction transaction, long accountId, string conversation, DateTimeOffset changed, DateTimeOffset oldest) =>
        ReadAsync(
            connection,
            transaction,
            $"""
            {Select} where n.account_id = @accountId and n.conversation = @conversation and n.began_at >= @oldest
                and (n.ended_at is null or n.ended_at >= @changed or n.began_at >= @changed)
            """,
            new { accountId, conversation, changed = UnixMicros.Of(changed), oldest = UnixMicros.Of(oldest) });

    public static Task<IReadOnlyList<NoticeRow>> OfClientAsync(DbConnection connection, DbTransaction? transaction, long clientId) =>
        ReadAsync(connection, transaction, $"{Select} where n.client_id = @clientId", new { clientId });

    public static Task<IReadOnlyList<NoticeRow>> OfMessageAsync(DbConnection connection, DbTransaction? transaction, string key) =>
        ReadAsync(connection, transaction, $"{Select} where n.key = @key order by n.began_at, n.account_id, n.conversation", new { key });

    public static Task<IReadOnlyList<NoticeRow>> ToRemindAsync(DbConnection connection, DbTransaction? transaction, long now) =>
        ReadAsync(connection, transaction, $"{Select} where n.remind_at <= @now order by n.remind_at", new { now });

    /// <summary>
    /// What a chat heard of a client's waits since an instant: how many messages of one wait, and the message that tells of several. What is held back until
    /// later is not told yet, and what was missed has a message of its own.
    /// </summary>
    public static async Task<(int Alone, string? Shared)> LatelyAsync(DbConnection connection, DbTransaction transaction, BoundChat chat, long clientId, long since, long now)
    {
        const string sql = """
            select o.dedup_key from outbox o
            where o.chat_id = @ChatId and o.created_at > @since and (o.not_before is null or o.not_before <= @now)
                and exists (select 1 from wait_notice n where n.key = o.dedup_key and n.client_id = @clientId and n.chat_id = @ChatId and n.thread_id = @thread)
            order by o.created_at desc, o.id desc
            """;
        var found = await connection.QueryAsync<string>(sql, new { clientId, chat.ChatId, thread = chat.ThreadId ?? 0, since, now }, transaction);
        var keys = found.Where(key => !WaitGap.IsKey(key)).ToLookup(IsShared);
        return (keys[false].Count(), keys[true].FirstOrDefault());
    }

    /// <summary>Who took the wait; null for nobody.</summary>
    public static Task<long?> TakerAsync(DbConnection connection, DbTransaction transaction, WaitKey key)
    {
        const string sql = "select user_id from wait_taken where account_id = @AccountId and conversation = @Conversation and message_id = @MessageId";
        return connection.ExecuteScalarAsync<long?>(sql, key, transaction);
    }

    /// <summary>Names of the clients that a message of several tells of.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> ClientNamesAsync(DbConnection connection, DbTransaction transaction, IEnumerable<long> clients)
    {
        var sql = $"select id as Id, name as Name from client where {AmongSql.Of(connection, "id", "clients")}";
        return (await connection.QueryAsync<(long Id, string Name)>(sql, new { clients = AmongSql.Values(clients) }, transaction)).ToDictionary(row => row.Id, row => row.Name);
    }

    public static bool IsShared(string key) => key.StartsWith("waits:", StringComparison.Ordinal);

    /// <summary>False when the chat was told of that wait already.</summary>
    public static async Task<bool> AddAsync(DbConnection connection, DbTransaction transaction, NoticeRow row)
    {
        const string sql = """
            insert into wait_notice (account_id, conversation, message_id, chat_id, thread_id, client_id, key, stage, kind, first_of_episode, began_at, due_at, nudged_at, outcome)
            values (@AccountId, @Conversation, @MessageId, @ChatId, @ThreadId, @ClientId, @MessageKey, @Stage, @Kind, @FirstOfEpisode, @BeganAt, @DueAt, @NudgedAt, @Outcome)
            on conflict (account_id, conversation, message_id, chat_id, thread_id) do nothing
            """;
        return await connection.ExecuteAsync(sql, row, transaction) > 0;
    }

    public static Task UpdateAsync(DbConnection connection, DbTransaction transaction, NoticeRow row)
    {
        const string sql = """
            update wait_notice set key = @MessageKey, nudged_at = @NudgedAt, stage = @Stage, kind = @Kind, first_of_episode = @FirstOfEpisode, began_at = @BeganAt, due_at = @DueAt,
                ended_at = @EndedAt, outcome = @Outcome, ended_by = @EndedBy, ended_by_side = @EndedBySide, remind_at = @RemindAt
            where account_id = @AccountId and conversation = @Conversation and message_id = @MessageId and chat_id = @ChatId and thread_id = @ThreadId
            """;
        return connection.ExecuteAsync(sql, row, transaction);
    }

    /// <summary>The wait turned out to begin with another message: what was told and who took it go on under that.</summary>
    public static async Task RenameAsync(DbConnection connection, DbTransaction transaction, WaitKey from, string messageId)
    {
        const string notices = """
            update wait_notice set message_id = @messageId where account_id = @AccountId and conversation = @Conversation and message_id = @old and not exists (
                select 1 from wait_notice o where o.account_id = @AccountId and o.conversation = @Conversation and o.message_id = @messageId)
            """;
        const string taken = """
            update wait_taken set message_id = @messageId where account_id = @AccountId and conversation = @Conversation and message_id = @old and not exists (
                select 1 from wait_taken o where o.account_id = @AccountId and o.conversation = @Conversation and o.message_id = @messageId)
            """;
        foreach (var sql in (string[])[notices, taken])
            await connection.ExecuteAsync(sql, new { from.AccountId, from.Conversation, old = from.MessageId, messageId }, transaction);
    }

    /// <summary>Who takes the wait; another name takes it over.</summary>
    public static Task TakeAsync(DbConnection connection, DbTransaction transaction, WaitKey key, long userId, string name, long now)
    {
        const string sql = """
            insert into wait_taken (account_id, conversation, message_id, user_id, name, taken_at) values (@AccountId, @Conversation, @MessageId, @userId, @name, @now)
            on conflict (account_id, conversation, message_id) do update set user_id = excluded.user_id, name = excluded.name, taken_at = excluded.taken_at
            """;
        return connection.ExecuteAsync(sql, new { key.AccountId, key.Conversation, key.MessageId, userId, name, now }, transaction);
    }

    /// <summary>Nobody takes it any more.</summary>
    public static Task GiveBackAsync(DbConnection connection, DbTransaction transaction, WaitKey key)
    {
        const string sql = "delete from wait_taken where account_id = @AccountId and conversation = @Conversation and message_id = @MessageId";
        return connection.ExecuteAsync(sql, new { key.AccountId, key.Conversation, key.MessageId }, transaction);
    }

    /// <summary>The chat is to be reminded of a wait, whether it was told of it before or not.</summary>
    public static Task RemindAsync(DbConnection connection, DbTransaction transaction, WaitingCustomer wait, long chatId, int? threadId, long at)
    {
        const string sql = """
            insert into wait_notice (account_id, conversation, message_id, chat_id, thread_id, client_id, key, stage, kind, first_of_episode, began_at, due_at, remind_at)
            values (@AccountId, @Conversation, @MessageId, @chatId, @thread, @ClientId, @key, 0, @kind, @first, @began, @due, @at)
            on conflict (account_id, conversation, message_id, chat_id, thread_id) do update set remind_at = excluded.remind_at
            """;
        var values = new
        {
            wait.Key.AccountId,
            wait.Key.Conversation,
            wait.Key.MessageId,
            chatId,
            thread = threadId ?? 0,
            wait.ClientId,
            key = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"wait:{at}:{wait.Key.AccountId}:{wait.Key.MessageId}:{chatId}:{threadId ?? 0}"),
            kind = (long)wait.Kind,
            first = wait.FirstOfEpisode ? 1L : 0L,
            began = UnixMicros.Of(wait.BeganAt),
            // Without a promise it is never late.
            due = UnixMicros.Of(wait.DueAt ?? wait.UntilAt),
            at,
        };
        return connection.ExecuteAsync(sql, values, transaction);
    }

    /// <summary>Is this message of Telegram one that tells of the wait? Then it is edited with all others that do.</summary>
    public static async Task<bool> TellsOfAsync(DbConnection connection, DbTransaction? transaction, WaitKey key, long chatId, int? telegramMessageId)
    {
        const string sql = """
            select count(*) from wait_notice n join outbox o on o.dedup_key = n.key and o.chat_id = n.chat_id
            where n.account_id = @AccountId and n.conversation = @Conversation and n.message_id = @MessageId and n.chat_id = @chatId and o.message_id = @telegramMessageId
            """;
        return await connection.ExecuteScalarAsync<long>(sql, new { key.AccountId, key.Conversation, key.MessageId, chatId, telegramMessageId }, transaction) > 0;
    }

    /// <summary>Forgets what ended long ago, what never did and is too old to count, and where messages stood whose words are gone.</summary>
    public static async Task PurgeAsync(DbConnection connection, DbTransaction transaction, long before)
    {
        const string notices = "delete from wait_notice where ended_at < @before or (ended_at is null and began_at < @before)";
        const string taken = """
            delete from wait_taken where taken_at < @before and not exists (
                select 1 from open_wait w where w.account_id = wait_taken.account_id and w.conversation = wait_taken.conversation)
            """;
        const string addresses = "delete from message_text where at < @before and words is null";
        foreach (var sql in (string[])[notices, taken, addresses])
            await connection.ExecuteAsync(sql, new { before }, transaction);
    }

    private static async Task<IReadOnlyList<NoticeRow>> ReadAsync(DbConnection connection, DbTransaction? transaction, string sql, object values) =>
        [.. await connection.QueryAsync<NoticeRow>(sql, values, transaction)];
}
