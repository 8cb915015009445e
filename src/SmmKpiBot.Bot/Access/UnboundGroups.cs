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

    /// <summary>The groups to leave now; they are forgotten at once.</summary>
    public Task<IReadOnlyList<long>> TakeOverdueAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            DELETE FROM unbound_group
            WHERE seen_at <= @latest AND NOT EXISTS (SELECT 1 FROM bound_chat WHERE bound_chat.chat_id = unbound_group.chat_id)
                AND NOT EXISTS (SELECT 1 FROM telegram_feed AS f WHERE f.chat_id = unbound_group.chat_id AND f.kind <> 0 AND f.state = 1)
            RETURNING chat_id
            """;
        var latest = UnixMicros.Of(_timeProvider.GetUtcNow() - Patience);
        return _database.WriteAsync<IReadOnlyList<long>>(
            async (connection, transaction) => [.. await connection.QueryAsync<long>(sql, new { latest }, transaction)],
            cancellationToken);
    }
}
