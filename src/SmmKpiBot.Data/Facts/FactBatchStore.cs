namespace SmmKpiBot.Data.Facts;

/// <summary>
/// Batches and the facts in them. A batch is written in short transactions, so that a long file never holds up the outbox, and becomes visible
/// as a whole when it is completed; what a crash leaves behind is swept at the next start.
/// </summary>
public sealed class FactBatchStore(Database.Database database, TimeProvider timeProvider)
{
    private readonly Database.Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Begins a batch. Dispose the writer without completing it to take everything back.</summary>
    public Task<FactBatchWriter> BeginAsync(NewBatch batch, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The visible batch with this hash, or null.</summary>
    public Task<FactBatch?> FindByHashAsync(string contentHash, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<FactBatch?> FindAsync(long id, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Imported batches of a client, newest first.</summary>
    public Task<IReadOnlyList<FactBatch>> ListImportsAsync(long clientId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Removes what an import brought; older values of the same keys show again. False when there is no such import or it was undone before.</summary>
    public Task<bool> UndoAsync(long id, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Removes rows of batches that a crash left uncompleted. Called at start and before a batch begins.</summary>
    public Task SweepAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}
