using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Access;

/// <summary>Groups the bot was added to and nobody has bound: inert, and left after a day.</summary>
internal sealed class UnboundGroups(Database database, TimeProvider timeProvider)
{
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Notes the group. True the first time: then one hint may be given, and none after it.</summary>
    public async Task<bool> NoteAsync(DbConnection connection, DbTransaction transaction, long chatId)
    {
        // In a group whose comments are measured the bot has work to do, and says nothing.
        const string measured = "SELECT COUNT(*) FROM telegram_feed WHERE chat_id = @chatId AND kind <> 0 AND state = 1";
        const string sql = "INSERT INTO unbound_group (chat_id, seen_at, hinted) VALUES (@chatId, @now, 1) ON CONFLICT (chat_id) DO NOTHING";
        if (await connection.ExecuteScalarAsync<long>(measured, new { chatId }, transaction) > 0)
        {
            return false;
        }

        return await connection.ExecuteAsync(sql, new { chatId, now = UnixMicros.Of(_timeProvider.GetUtcNow()) }, transaction) > 0;
    }

    public static Task ForgetAsync(DbConnection connection, DbTransaction transaction, long chatId) =>
        connection.ExecuteAsync("DELETE FROM unbound_group WHERE chat_id = @chatId", new { chatId }, transaction);

    /// <summary>What a group was bound to was taken from it: the bot waits a day for what it is to do there, and says nothing.</summary>
    public static async Task NoteAsync(DbConnection connection, DbTransaction transaction, long chatId, long now)
    {
        const string sql = """
            INSERT INTO unbound_group (chat_id, seen_at, hinted)
            SELECT @chatId, @now, 1 WHERE @chatId < 0 AND NOT EXISTS (SELECT 1 FROM bound_chat WHERE chat_id = @chatId)
            ON CONFLICT (chat_id) DO NOTHING
            """;
        await connection.ExecuteAsync(sql, new { chatId, now }, transaction);
    }

    /// <summary>The groups to leave now. Whoever has left one forgets it.</summary>
    public async Task<IReadOnlyList<long>> OverdueAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT chat_id FROM unbound_group
            WHERE seen_at <= @latest AND NOT EXISTS (SELECT 1 FROM bound_chat WHERE bound_chat.chat_id = unbound_group.chat_id)
                AND NOT EXISTS (SELECT 1 FROM telegram_feed AS f WHERE f.chat_id = unbound_group.chat_id AND f.kind <> 0 AND f.state = 1)
            ORDER BY chat_id
            """;
        var latest = UnixMicros.Of(_timeProvider.GetUtcNow() - Patience);
        await using var connection = await _database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<long>(new CommandDefinition(sql, new { latest }, cancellationToken: cancellationToken))).AsList();
    }

    public Task ForgetAsync(long chatId, CancellationToken cancellationToken) =>
        _database.WriteInBackgroundAsync(
            async (connection, transaction) =>
            {
                await ForgetAsync(connection, transaction, chatId);
                return 0;
            },
            cancellationToken);
}
