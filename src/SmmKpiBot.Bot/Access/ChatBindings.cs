using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Access;

/// <summary>Binds chats to what they show, and lets bindings follow what becomes of chats and people.</summary>
internal sealed class ChatBindings(TimeProvider timeProvider)
{
    private readonly TimeProvider _timeProvider = timeProvider;

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

    /// <summary>A group became a supergroup: its bindings and buttons move to the new id, unless the new one is bound already.</summary>
    public static async Task MoveAsync(DbConnection connection, DbTransaction transaction, long fromChatId, long toChatId)
    {
        const string drop = "DELETE FROM bound_chat WHERE chat_id = @fromChatId AND EXISTS (SELECT 1 FROM bound_chat AS b WHERE b.chat_id = @toChatId)";
        const string move = "UPDATE bound_chat SET chat_id = @toChatId, thread_id = 0 WHERE chat_id = @fromChatId";
        const string buttons = "UPDATE button SET chat_id = @toChatId WHERE chat_id = @fromChatId";
        const string told = """
            DELETE FROM wait_notice WHERE chat_id = @fromChatId AND EXISTS (
                SELECT 1 FROM wait_notice AS n WHERE n.account_id = wait_notice.account_id AND n.conversation = wait_notice.conversation
                    AND n.message_id = wait_notice.message_id AND (n.chat_id = @toChatId AND n.thread_id = 0 OR n.chat_id = @fromChatId AND n.thread_id < wait_notice.thread_id))
            """;
        const string waits = "UPDATE wait_notice SET chat_id = @toChatId, thread_id = 0 WHERE chat_id = @fromChatId";
        foreach (var sql in new[] { drop, move, buttons, told, waits })
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
}

/// <summary>A binding to be made.</summary>
internal sealed record NewBinding(long ChatId, int? ThreadId, ChatPurpose Purpose, Reporting.Texts.Language Language, string? Title, long? InvitationId);
