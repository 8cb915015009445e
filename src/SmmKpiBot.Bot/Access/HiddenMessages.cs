using System.Data.Common;
using System.Globalization;
using Dapper;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Access;

/// <summary>Ends unsent what a chat may not see any more. To be called in the transaction that takes something from a chat or from its person.</summary>
internal sealed class HiddenMessages(UserStore users, TimeProvider timeProvider)
{
    private readonly UserStore _users = users;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>What the person of a private chat, or everybody in a group or topic, sees now.</summary>
    public async Task<StillVisible> StillVisibleAsync(DbConnection connection, DbTransaction transaction, long chatId, int? threadId) => ChatRemoval.IsPrivate(chatId)
        ? StillVisible.Of(await _users.RightsAsync(connection, transaction, chatId))
        : StillVisible.Of(await ChatStore.FindAsync(connection, transaction, chatId, threadId));

    /// <summary>
    /// Cancels what waits for a chat and tells of a client that the chat does not show; all, where it is not bound at all. What is on the wire may arrive, and is
    /// cancelled where it comes back.
    /// </summary>
    public async Task CancelAsync(DbConnection connection, DbTransaction transaction, long chatId)
    {
        const string unsent = "SELECT id AS Id, thread_id AS ThreadId, client_id AS ClientId, names AS Names, dedup_key AS DedupKey, state AS State FROM outbox WHERE chat_id = @chatId AND state IN (0, 1, 3)";
        const string cancel = $"UPDATE outbox SET state = 5, reason = '{OutboxRow.Revoked}', ended_at = @now, retry_at = NULL WHERE id = @Id";
        const string revoke = "UPDATE outbox SET expires_at = @RevokedAt WHERE id = @Id";
        await Outbox.LockChatAsync(connection, transaction, chatId);
        var isBound = await ChatStore.HasBindingAsync(connection, transaction, chatId);
        var now = UnixMicros.Of(_timeProvider.GetUtcNow());
        foreach (var ofThread in (await connection.QueryAsync<UnsentRow>(unsent, new { chatId }, transaction)).GroupBy(row => row.ThreadId).ToList())
        {
            var visible = await StillVisibleAsync(connection, transaction, chatId, (int?)ofThread.Key);
            foreach (var row in ofThread.Where(row => !isBound || !row.MayBeSeenBy(visible)))
            {
                if (row.State == (long)OutboxState.Sending)
                {
                    await connection.ExecuteAsync(revoke, new { row.Id, OutboxRow.RevokedAt }, transaction);
                    continue;
                }

                await connection.ExecuteAsync(cancel, new { row.Id, now }, transaction);
                if (row.DedupKey is { } key)
                    await ForgetAsync(connection, transaction, key, now);
            }
        }
    }

    /// <summary>Nobody was told by what is cancelled. It may have told of other clients too, and those are told of anew.</summary>
    private static async Task ForgetAsync(DbConnection connection, DbTransaction transaction, string key, long now)
    {
        await AlertNoticeStore.ForgetAsync(connection, transaction, key);
        await ToldWaits.ForgetAsync(connection, transaction, key, now);
    }

    private sealed record UnsentRow
    {
        public long Id { get; init; }

        public long? ThreadId { get; init; }

        public long? ClientId { get; init; }

        /// <summary>As <see cref="OutboxMessage.NamesText"/> writes them.</summary>
        public string? Names { get; init; }

        public string? DedupKey { get; init; }

        public long State { get; init; }

        public bool MayBeSeenBy(StillVisible visible)
        {
            if (visible.All)
                return true;
            if (ClientId is { } client)
                return visible.ClientIds.Contains(client);
            return Names?.Split(',', StringSplitOptions.RemoveEmptyEntries).All(name => visible.ClientIds.Contains(long.Parse(name, CultureInfo.InvariantCulture))) == true;
        }
    }
}
