using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>Forgets what is long over. Dead letters stay until somebody retries or discards them.</summary>
internal sealed class OutboxRetention(Database database, TimeProvider timeProvider)
{
    /// <summary>A sent file is not uploaded again while it is looked at; the message itself is at Telegram.</summary>
    public static readonly TimeSpan Files = TimeSpan.FromDays(2);

    /// <summary>What tells of something that is not over yet stays until it is: its message is still edited and replied to.</summary>
    public static readonly TimeSpan Sent = TimeSpan.FromDays(30);

    /// <summary>A digest that expired is spoken of in the next one, which may be a quarter later.</summary>
    public static readonly TimeSpan Cancelled = TimeSpan.FromDays(100);

    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Deletes rows with their attempts, and files that nothing refers to. The schedule remembers by itself which digests it decided, for longer than that.</summary>
    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        const string Rows = """
            DELETE FROM outbox WHERE id IN (
                SELECT id FROM outbox
                WHERE (state = 2 AND ended_at < @sent
                        AND NOT EXISTS (SELECT 1 FROM alert_notice WHERE message_key = outbox.dedup_key AND stage < 3)
                        AND NOT EXISTS (SELECT 1 FROM wait_notice WHERE key = outbox.dedup_key AND wait_notice.ended_at IS NULL))
                    OR (state = 5 AND ended_at < @cancelled)
                ORDER BY ended_at LIMIT @RowsAtOnce)
            """;
        const string Unlink = """
            UPDATE outbox SET attachment_id = NULL WHERE id IN (
                SELECT id FROM outbox WHERE attachment_id IS NOT NULL AND state = 2 AND ended_at < @files LIMIT @RowsAtOnce)
            """;
        const string Unused = """
            DELETE FROM outbox_attachment WHERE id IN (
                SELECT id FROM outbox_attachment
                WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.attachment_id = outbox_attachment.id) LIMIT @RowsAtOnce)
            """;

        var now = _timeProvider.GetUtcNow();
        var values = new
        {
            sent = UnixMicros.Of(now - Sent),
            cancelled = UnixMicros.Of(now - Cancelled),
            files = UnixMicros.Of(now - Files),
        };
        foreach (var sql in (string[])[Rows, Unlink, Unused])
            await Removal.RunAsync(_database, sql, values, cancellationToken);
    }
}
