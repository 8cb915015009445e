using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Access;

/// <summary>Bindings of chats. A client's chat has one binding per client, each with a schedule of its own.</summary>
internal sealed class ChatStore(Database database, TimeProvider timeProvider)
{
    private const string Columns = """
        SELECT id AS Id, chat_id AS ChatId, thread_id AS ThreadId, purpose AS Purpose, client_id AS ClientId, all_clients AS AllClients, language AS Language,
               title AS Title, enabled AS Enabled, frequency AS Frequency, weekday AS Weekday, minute_of_day AS MinuteOfDay
        FROM bound_chat
        """;

    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Raised after a binding, a schedule or a language changed: the digest schedule follows.</summary>
    public event Action? Changed;

    /// <summary>Tells those who follow <see cref="Changed"/>; call it after the commit of a transaction that changed a binding.</summary>
    public void NotifyChanged() => Changed?.Invoke();

    /// <summary>The bindings of one chat or topic.</summary>
    public async Task<IReadOnlyList<BoundChat>> ListAsync(long chatId, int? threadId, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await ReadAsync(connection, null, Columns + " WHERE chat_id = @chatId AND thread_id = @thread ORDER BY id", new { chatId, thread = threadId ?? 0 });
    }

    /// <summary>All bindings that still show something, by id.</summary>
    public async Task<IReadOnlyList<BoundChat>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await ReadAsync(connection, null, Columns + " ORDER BY id", null);
    }

    /// <summary>What a chat or topic shows: the clients of all its bindings together; null when it is not bound.</summary>
    public async Task<BoundChat?> FindAsync(long chatId, int? threadId, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await FindAsync(connection, null, chatId, threadId);
    }

    public static async Task<BoundChat?> FindAsync(DbConnection connection, DbTransaction? transaction, long chatId, int? threadId)
    {
        var rows = await ReadAsync(connection, transaction, Columns + " WHERE chat_id = @chatId AND thread_id = @thread ORDER BY purpose, id", new { chatId, thread = threadId ?? 0 });
        return rows.Count == 0 ? null : rows[0] with { ClientIds = Merge(rows) };
    }

    public async Task<BoundChat?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return (await ReadAsync(connection, null, Columns + " WHERE id = @id", new { id })).SingleOrDefault();
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

    /// <summary>Takes a binding away, and what waits to be sent to a chat that shows nothing any more.</summary>
    public async Task<bool> RemoveAsync(long id, CancellationToken cancellationToken)
    {
        const string sql = "DELETE FROM bound_chat WHERE id = @id RETURNING chat_id";
        var removed = await _database.WriteAsync(
            async (connection, transaction) =>
            {
                var chat = await connection.ExecuteScalarAsync<long?>(sql, new { id }, transaction);
                if (chat is { } chatId)
                {
                    await CancelWhereUnboundAsync(connection, transaction, chatId, UnixMicros.Of(_timeProvider.GetUtcNow()));
                }

                return chat is not null;
            },
            cancellationToken);
        NotifyChanged();
        return removed;
    }

    /// <summary>Cancels what waits for a chat that is not bound any more.</summary>
    public static async Task CancelWhereUnboundAsync(DbConnection connection, DbTransaction transaction, long chatId, long now)
    {
        const string sql = "UPDATE outbox SET state = 5, reason = 'access revoked', ended_at = @now, retry_at = NULL WHERE chat_id = @chatId AND state IN (0, 3)";
        if (!await HasBindingAsync(connection, transaction, chatId))
        {
            await connection.ExecuteAsync(sql, new { chatId, now }, transaction);
        }
    }

    /// <summary>Binds a chat, or renews the binding it has.</summary>
    /// <param name="clientId">The client of a client's chat.</param>
    /// <param name="staffClients">The clients of a staff chat; empty = all.</param>
    public async Task<long> BindAsync(DbConnection connection, DbTransaction transaction, NewBinding binding, long? clientId, IReadOnlyList<long> staffClients)
    {
        const string find = "SELECT id FROM bound_chat WHERE chat_id = @ChatId AND thread_id = @thread AND COALESCE(client_id, 0) = @client";
        const string renew = """
            UPDATE bound_chat SET purpose = CASE WHEN purpose < @purpose THEN purpose ELSE @purpose END, all_clients = CASE WHEN purpose < @purpose THEN all_clients ELSE @all END,
                title = @Title, enabled = 1, invitation_id = @InvitationId
            WHERE id = @id
            """;
        const string insert = """
            INSERT INTO bound_chat (chat_id, thread_id, purpose, client_id, all_clients, language, title, enabled, frequency, weekday, minute_of_day, invitation_id, bound_at)
            VALUES (@ChatId, @thread, @purpose, @clientId, @all, @language, @Title, 1, @frequency, @weekday, @minute, @InvitationId, @now)
            RETURNING id
            """;
        var schedule = binding.Purpose == ChatPurpose.Client ? DigestSchedule.WeeklyDefault : DigestSchedule.Off;
        var values = new
        {
            binding.ChatId,
            binding.Title,
            binding.InvitationId,
            clientId,
            client = clientId ?? 0,
            thread = binding.ThreadId ?? 0,
            purpose = (long)binding.Purpose,
            all = clientId is null && staffClients.Count == 0 ? 1 : 0,
            language = LanguageCode.Of(binding.Language),
            frequency = (long)schedule.Frequency,
            weekday = (long)schedule.Day,
            minute = (long)schedule.At.ToTimeSpan().TotalMinutes,
            now = UnixMicros.Of(_timeProvider.GetUtcNow()),
        };
        var existing = await connection.ExecuteScalarAsync<long?>(find, values, transaction);
        var id = existing ?? await connection.ExecuteScalarAsync<long>(insert, values, transaction);
        if (existing is not null)
        {
            await connection.ExecuteAsync(renew, new { values.purpose, values.all, binding.Title, binding.InvitationId, id }, transaction);
        }

        await SetStaffClientsAsync(connection, transaction, id, staffClients);
        await connection.ExecuteAsync("DELETE FROM unbound_group WHERE chat_id = @ChatId", values, transaction);
        return id;
    }

    /// <summary>Switches all bindings of a chat off (blocked, kicked) or on again. True when something changed.</summary>
    public static async Task<bool> SetEnabledAsync(DbConnection connection, DbTransaction transaction, long chatId, bool enabled)
    {
        const string sql = "UPDATE bound_chat SET enabled = @on WHERE chat_id = @chatId AND enabled <> @on";
        return await connection.ExecuteAsync(sql, new { chatId, on = enabled ? 1 : 0 }, transaction) > 0;
    }

    /// <summary>Somebody lost rights that the binding of their private chat may rest on: it shows no more than what is left to them.</summary>
    public static async Task NarrowPrivateAsync(DbConnection connection, DbTransaction transaction, long userId, UserRights left)
    {
        const string find = "SELECT id FROM bound_chat WHERE chat_id = @userId AND purpose <> 2";
        const string remove = "DELETE FROM bound_chat WHERE id = @id";
        const string narrow = "UPDATE bound_chat SET purpose = CASE WHEN @owner = 1 THEN purpose ELSE 1 END, all_clients = @all WHERE id = @id";
        foreach (var id in (await connection.QueryAsync<long>(find, new { userId }, transaction)).AsList())
        {
            if (left.Role < Role.Staff)
            {
                await connection.ExecuteAsync(remove, new { id }, transaction);
                continue;
            }

            await connection.ExecuteAsync(narrow, new { id, owner = left.Owner ? 1L : 0L, all = left.SeesAll ? 1L : 0L }, transaction);
            await SetStaffClientsAsync(connection, transaction, id, left.SeesAll ? [] : [.. left.StaffClients]);
        }
    }

    /// <summary>The titles a group is known by; none for a private chat.</summary>
    public static async Task<IReadOnlyList<string>> TitlesAsync(DbConnection connection, DbTransaction transaction, long chatId) =>
        [.. await connection.QueryAsync<string>("SELECT DISTINCT title FROM bound_chat WHERE chat_id = @chatId AND title IS NOT NULL", new { chatId }, transaction)];

    /// <summary>The private chats of owners.</summary>
    public static Task<IReadOnlyList<BoundChat>> OwnersAsync(DbConnection connection, DbTransaction transaction) =>
        ReadAsync(connection, transaction, Columns + " WHERE purpose = 0 AND enabled = 1 ORDER BY id", null);

    /// <summary>Is the chat or any topic of it bound?</summary>
    public static async Task<bool> HasBindingAsync(DbConnection connection, DbTransaction transaction, long chatId) =>
        await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM bound_chat WHERE chat_id = @chatId", new { chatId }, transaction) > 0;

    /// <summary>A group became a supergroup: its bindings and buttons move to the new id, unless the new one is bound already.</summary>
    public static async Task MoveAsync(DbConnection connection, DbTransaction transaction, long fromChatId, long toChatId)
    {
        const string drop = "DELETE FROM bound_chat WHERE chat_id = @fromChatId AND EXISTS (SELECT 1 FROM bound_chat AS b WHERE b.chat_id = @toChatId)";
        const string move = "UPDATE bound_chat SET chat_id = @toChatId, thread_id = 0 WHERE chat_id = @fromChatId";
        const string buttons = "UPDATE button SET chat_id = @toChatId WHERE chat_id = @fromChatId";
        foreach (var sql in new[] { drop, move, buttons })
        {
            await connection.ExecuteAsync(sql, new { fromChatId, toChatId }, transaction);
        }
    }

    private static async Task SetStaffClientsAsync(DbConnection connection, DbTransaction transaction, long id, IReadOnlyList<long> staffClients)
    {
        await connection.ExecuteAsync("DELETE FROM chat_client WHERE bound_chat_id = @id", new { id }, transaction);
        foreach (var client in staffClients.Distinct())
        {
            await connection.ExecuteAsync("INSERT INTO chat_client (bound_chat_id, client_id) VALUES (@id, @client)", new { id, client }, transaction);
        }
    }

    private static async Task<IReadOnlyList<BoundChat>> ReadAsync(DbConnection connection, DbTransaction? transaction, string sql, object? values)
    {
        const string clients = "SELECT bound_chat_id AS Chat, client_id AS Client FROM chat_client";
        var rows = (await connection.QueryAsync<ChatRow>(sql, values, transaction)).ToList();
        var staffClients = rows.Exists(row => row.ClientId is null && row.AllClients == 0)
            ? (await connection.QueryAsync<(long Chat, long Client)>(clients, null, transaction)).ToLookup(pair => pair.Chat, pair => pair.Client)
            : null;
        return [.. rows.Select(row => row.ToChat(staffClients?[row.Id] ?? [])).OfType<BoundChat>()];
    }

    private static List<long> Merge(IReadOnlyList<BoundChat> bindings)
    {
        // A staff or owner binding speaks for the chat; clients' bindings add up.
        var widest = bindings.Where(binding => binding.Purpose == bindings[0].Purpose).ToList();
        return [.. widest.SelectMany(binding => binding.ClientIds).Distinct()];
    }

    private sealed record ChatRow
    {
        public long Id { get; init; }

        public long ChatId { get; init; }

        public long ThreadId { get; init; }

        public long Purpose { get; init; }

        public long? ClientId { get; init; }

        public long AllClients { get; init; }

        public string Language { get; init; } = string.Empty;

        public string? Title { get; init; }

        public long Enabled { get; init; }

        public long Frequency { get; init; }

        public long Weekday { get; init; }

        public long MinuteOfDay { get; init; }

        /// <summary>Null for a staff chat whose last client was erased: it must not turn into one that shows all.</summary>
        public BoundChat? ToChat(IEnumerable<long> staffClients)
        {
            List<long> clients = ClientId is { } client ? [client] : [.. staffClients.Order()];
            return clients.Count == 0 && AllClients == 0 ? null : new BoundChat
            {
                Id = Id,
                ChatId = ChatId,
                ThreadId = ThreadId == 0 ? null : (int)ThreadId,
                Purpose = (ChatPurpose)Purpose,
                ClientIds = clients,
                Language = LanguageCode.Parse(Language),
                Title = Title,
                Enabled = Enabled != 0,
                Schedule = new DigestSchedule((DigestFrequency)Frequency, (DayOfWeek)Weekday, TimeOnly.MinValue.AddMinutes(MinuteOfDay)),
            };
        }
    }
}

/// <summary>A binding to be made.</summary>
internal sealed record NewBinding(long ChatId, int? ThreadId, ChatPurpose Purpose, Reporting.Texts.Language Language, string? Title, long? InvitationId);
