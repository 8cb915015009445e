using System.Data.Common;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>The durable queue of all that is to be sent.</summary>
internal sealed class Outbox(Database database, TimeProvider timeProvider)
{
    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Enqueues in the caller's transaction, so that cause and message are stored together. False when the dedup key is already there.</summary>
    public Task<bool> EnqueueAsync(DbConnection connection, DbTransaction transaction, OutboxMessage message, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Enqueues in a transaction of its own and wakes the sender.</summary>
    public Task<bool> EnqueueAsync(OutboxMessage message, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Wakes the sender; call it after the commit of a transaction that enqueued.</summary>
    public void Wake() => throw new NotImplementedException();
}
