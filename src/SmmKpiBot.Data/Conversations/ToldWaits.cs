using System.Data.Common;
using Dapper;

namespace SmmKpiBot.Data.Conversations;

/// <summary>Waits that a message was to tell of which ends unsent.</summary>
public static class ToldWaits
{
    /// <summary>Nobody was told by that message: the clock of waits looks at once at those that go on, also where they are made anew before, and whoever may still hear of them is told anew, under the same key.</summary>
    /// <param name="connection">The writer.</param>
    /// <param name="transaction">The one that ends the message.</param>
    /// <param name="key">The dedup key of the message.</param>
    /// <param name="now">The present.</param>
    public static async Task ForgetAsync(DbConnection connection, DbTransaction transaction, string key, long now)
    {
        const string free = "update outbox set dedup_key = null where dedup_key = @key and exists (select 1 from wait_notice n where n.key = @key)";
        const string look = """
            update open_wait set next_at = @now, stage = 0 where exists (
                select 1 from wait_notice n
                where n.key = @key and n.ended_at is null and n.account_id = open_wait.account_id and n.conversation = open_wait.conversation and n.message_id = open_wait.message_id)
            """;
        const string forget = "delete from wait_notice where key = @key";
        foreach (var sql in (string[])[free, look, forget])
            await connection.ExecuteAsync(sql, new { key, now }, transaction);
    }
}
