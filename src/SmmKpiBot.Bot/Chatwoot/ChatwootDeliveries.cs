using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Chatwoot;

/// <summary>Remembers deliveries by their id for as long as one could be repeated with a timestamp that still counts, and a while longer.</summary>
internal sealed class ChatwootDeliveries(Database database, TimeProvider timeProvider)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(30);

    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>False when the delivery was taken before.</summary>
    public async Task<bool> IsNewAsync(DbConnection connection, DbTransaction transaction, long accountId, string deliveryId)
    {
        const string note = """
            INSERT INTO chatwoot_delivery (account_id, delivery_id, received_at) VALUES (@accountId, @deliveryId, @now)
            ON CONFLICT (account_id, delivery_id) DO NOTHING
            """;
        return await connection.ExecuteAsync(note, new { accountId, deliveryId, now = UnixMicros.Of(_timeProvider.GetUtcNow()) }, transaction) > 0;
    }

    /// <summary>Notes that deliveries come; not for each of them, once a minute is enough.</summary>
    public Task NoteAsync(DbConnection connection, DbTransaction transaction, long accountId)
    {
        const string sql = "UPDATE chatwoot_inbox SET delivered_at = @now WHERE account_id = @accountId AND (delivered_at IS NULL OR delivered_at < @before)";
        var now = _timeProvider.GetUtcNow();
        return connection.ExecuteAsync(sql, new { accountId, now = UnixMicros.Of(now), before = UnixMicros.Of(now.AddMinutes(-1)) }, transaction);
    }

    /// <summary>Forgets what cannot come again.</summary>
    public Task PurgeAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            DELETE FROM chatwoot_delivery WHERE (account_id, delivery_id) IN (
                SELECT account_id, delivery_id FROM chatwoot_delivery WHERE received_at < @oldest LIMIT @RowsAtOnce)
            """;
        return Removal.RunAsync(_database, sql, new { oldest = UnixMicros.Of(_timeProvider.GetUtcNow() - Remembered) }, cancellationToken);
    }
}
