using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Access;

/// <summary>What chats are bound to, and how they want to be told. A client's chat has one binding per client, each with a schedule of its own.</summary>
internal sealed class ChatStore(Database database)
{
    private readonly Database _database = database;

    /// <summary>Raised after a binding, a schedule or a language changed: the digest schedule follows.</summary>
    public event Action? Changed;

    /// <summary>Tells those who follow <see cref="Changed"/>; call it after the commit of a transaction that changed a binding.</summary>
    public void NotifyChanged() => Changed?.Invoke();

    /// <summary>The bindings of one chat or topic.</summary>
    public async Task<IReadOnlyList<BoundChat>> ListAsync(long chatId, int? threadId, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await ChatRow.ReadAsync(connection, null, ChatRow.Columns + " WHERE chat_id = @chatId AND thread_id = @thread ORDER BY id", new { chatId, thread = threadId ?? 0 });
    }

    /// <summary>All bindings that still show something, by id.</summary>
    public async Task<IReadOnlyList<BoundChat>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await ListAsync(connection, null);
    }

    public static Task<IReadOnlyList<BoundChat>> ListAsync(DbConnection connection, DbTransaction? transaction) =>
        ChatRow.ReadAsync(connection, transaction, ChatRow.Columns + " ORDER BY id", null);

    /// <summary>The bindings of a few chats with all their topics, by id.</summary>
    public static Task<IReadOnlyList<BoundChat>> ListAsync(DbConnection connection, DbTransaction? transaction, long[] chatIds) =>
        ChatRow.ReadAsync(connection, transaction, $"{ChatRow.Columns} WHERE {AmongSql.Of(connection, "chat_id", "chatIds")} ORDER BY id", new { chatIds = AmongSql.Values(chatIds) });

    /// <summary>The bindings that hear, as the team, of some of these clients, and all of owners; by id.</summary>
    public static Task<IReadOnlyList<BoundChat>> ListOfTeamsAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<long> clientIds)
    {
        var sql = $"""
            {ChatRow.Columns}
            WHERE purpose <> 2 AND (purpose = 0 OR all_clients = 1 OR id IN (SELECT bound_chat_id FROM chat_client WHERE {AmongSql.Of(connection, "client_id", "clientIds")}))
            ORDER BY id
            """;
        return ChatRow.ReadAsync(connection, transaction, sql, new { clientIds = AmongSql.Values(clientIds) });
    }

    /// <summary>What a chat or topic shows: the clients of all its bindings together; null when it is not bound.</summary>
    public async Task<BoundChat?> FindAsync(long chatId, int? threadId, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await FindAsync(connection, null, chatId, threadId);
    }

    public static async Task<BoundChat?> FindAsync(DbConnection connection, DbTransaction? transaction, long chatId, int? threadId)
    {
        var rows = await ChatRow.ReadAsync(connection, transaction, ChatRow.Columns + " WHERE chat_id = @chatId AND thread_id = @thread ORDER BY purpose, id", new { chatId, thread = threadId ?? 0 });
        return rows.Count == 0 ? null : rows[0] with { ClientIds = Merge(rows) };
    }

    public async Task<BoundChat?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return (await ChatRow.ReadAsync(connection, null, ChatRow.Columns + " WHERE id = @id", new { id })).SingleOrDefault();
    }

    /// <summary>Changes schedule and language of a binding; the digest schedule follows at once.</summary>
    public async Task UpdateAsync(BoundChat chat, CancellationToken cancellationToken)
    {
        await _database.WriteAsync((connection, transaction) => UpdateAsync(connection, transaction, chat), cancellationToken);
        NotifyChanged();
    }

    public static async Task UpdateAsync(DbConnection connection, DbTransaction transaction, BoundChat chat)
    {
        const string schedule = """
            UPDATE bound_chat SET title = @Title, enabled = @enabled, frequency = @frequency, weekday = @weekday, minute_of_day = @minute
            WHERE id = @Id
            """;
        var values = new
        {
            chat.Id,
            chat.Title,
            enabled = chat.Enabled ? 1 : 0,
            frequency = (long)chat.Schedule.Frequency,
            weekday = (long)chat.Schedule.Day,
            minute = (long)chat.Schedule.At.ToTimeSpan().TotalMinutes,
        };
        await connection.ExecuteAsync(schedule, values, transaction);
        await SetLanguageAsync(connection, transaction, chat.ChatId, chat.ThreadId, chat.Language);
    }

    public static Task SetLanguageAsync(DbConnection connection, DbTransaction transaction, long chatId, int? threadId, Reporting.Texts.Language language)
    {
        const string sql = "UPDATE bound_chat SET language = @code WHERE chat_id = @chatId AND thread_id = @thread";
        return connection.ExecuteAsync(sql, new { chatId, thread = threadId ?? 0, code = LanguageCode.Of(language) }, transaction);
    }

    /// <summary>Switches all bindings of a chat off (blocked, kicked) or on again. True when something changed.</summary>
    public static async Task<bool> SetEnabledAsync(DbConnection connection, DbTransaction transaction, long chatId, bool enabled)
    {
        const string sql = "UPDATE bound_chat SET enabled = @on WHERE chat_id = @chatId AND enabled <> @on";
        return await connection.ExecuteAsync(sql, new { chatId, on = enabled ? 1 : 0 }, transaction) > 0;
    }

    /// <summary>The titles a group is known by; none for a private chat.</summary>
    public static async Task<IReadOnlyList<string>> TitlesAsync(DbConnection connection, DbTransaction transaction, long chatId) =>
        [.. await connection.QueryAsync<string>("SELECT DISTINCT title FROM bound_chat WHERE chat_id = @chatId AND title IS NOT NULL", new { chatId }, transaction)];

    /// <summary>The private chats of owners.</summary>
    public static Task<IReadOnlyList<BoundChat>> OwnersAsync(DbConnection connection, DbTransaction transaction) =>
        ChatRow.ReadAsync(connection, transaction, ChatRow.Columns + " WHERE purpose = 0 AND enabled = 1 ORDER BY id", null);

    /// <summary>Is the chat or any topic of it bound?</summary>
    public static async Task<bool> HasBindingAsync(DbConnection connection, DbTransaction transaction, long chatId) =>
        await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM bound_chat WHERE chat_id = @chatId", new { chatId }, transaction) > 0;

    private static List<long> Merge(IReadOnlyList<BoundChat> bindings)
    {
        // A staff or owner binding speaks for the chat; clients' bindings add up.
        var widest = bindings.Where(binding => binding.Purpose == bindings[0].Purpose).ToList();
        return [.. widest.SelectMany(binding => binding.ClientIds).Distinct()];
    }
}
