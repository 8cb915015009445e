using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts.Tables;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts;

/// <summary>
/// Batches and the facts in them. A batch is written in short transactions, so that a long file never holds up the outbox, and becomes visible
/// as a whole when it is completed; what a crash leaves behind is swept at the next start.
/// </summary>
public sealed class FactBatchStore(Database.Database database, TimeProvider timeProvider)
{
    /// <summary>A writer that stored nothing for so long is taken to be dead.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private const string Columns = """
        b.id as Id, b.account_id as AccountId, b.origin as Origin, b.observed_at as ObservedAt, b.file_name as FileName, b.layout as Layout,
        b.row_count as RowCount, b.undone_at as UndoneAt
        """;

    private readonly Database.Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly BatchSweeper _sweeper = new(database);

    private long Now => UnixMicros.Of(_timeProvider.GetUtcNow());

    private long NewLease => UnixMicros.Of(_timeProvider.GetUtcNow() + Lease);

    /// <summary>Begins a batch. Dispose the writer without completing it to take everything back.</summary>
    /// <exception cref="RepeatedBatchException">The same content was stored before.</exception>
    public async Task<FactBatchWriter> BeginAsync(NewBatch batch, CancellationToken cancellationToken)
    {
        const string sql = """
            insert into batch (account_id, origin, observed_at, file_name, content_hash, layout, lease_until)
            values (@AccountId, @origin, @observedAt, @FileName, @ContentHash, @Layout, @lease)
            returning id
            """;
        if (batch.ContentHash is { } hash && await FindByHashAsync(hash, cancellationToken) is { } first)
            throw new RepeatedBatchException(first);
        await SweepAsync(cancellationToken);
        var row = new
        {
            batch.AccountId,
            origin = (long)batch.Origin,
            observedAt = UnixMicros.Of(batch.ObservedAt),
            batch.FileName,
            batch.ContentHash,
            batch.Layout,
            lease = NewLease,
        };
        var id = await _database.WriteAsync((connection, transaction) => connection.ExecuteScalarAsync<long>(sql, row, transaction), cancellationToken);
        return new FactBatchWriter(this, _database, id, batch);
    }

    /// <summary>The visible batch with this hash, or null.</summary>
    public Task<FactBatch?> FindByHashAsync(string contentHash, CancellationToken cancellationToken)
    {
        const string sql = $"select {Columns} from batch b where b.content_hash = @contentHash and b.completed_at is not null and b.undone_at is null";
        return FindAsync(sql, new { contentHash }, cancellationToken);
    }

    /// <summary>The completed batch, undone or not, or null.</summary>
    public Task<FactBatch?> FindAsync(long id, CancellationToken cancellationToken)
    {
        const string sql = $"select {Columns} from batch b where b.id = @id and b.completed_at is not null";
        return FindAsync(sql, new { id }, cancellationToken);
    }

    /// <summary>Imported batches of a client, newest first.</summary>
    public async Task<IReadOnlyList<FactBatch>> ListImportsAsync(long clientId, CancellationToken cancellationToken)
    {
        const string sql = $"""
            select {Columns} from account a join batch b on b.account_id = a.id
            where a.client_id = @clientId and b.origin = 0 and b.completed_at is not null
            order by b.id desc
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<BatchRow>(new CommandDefinition(sql, new { clientId }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToBatch())];
    }

    /// <summary>Removes what an import brought; older values of the same keys show again. False when there is no such import or it was undone before.</summary>
    public async Task<bool> UndoAsync(long id, CancellationToken cancellationToken)
    {
        const string sql = """
            update batch set undone_at = @now where id = @id and origin = 0 and completed_at is not null and undone_at is null
            """;
        var undone = await _database.WriteAsync(
            async (connection, transaction) =>
            {
                await ClientVersion.RaiseOfBatchAsync(connection, transaction, id);
                return await connection.ExecuteAsync(sql, new { id, now = Now }, transaction);
            },
            cancellationToken);
        if (undone == 1)
            await _sweeper.RemoveUndoneAsync(id, cancellationToken);
        return undone == 1;
    }

    /// <summary>Removes rows of batches that a crash left uncompleted or half undone. Called at start and before a batch begins.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        const string abandoned = "select id from batch where completed_at is null and lease_until < @now";
        const string halfUndone = "select id from batch where completed_at is not null and undone_at is not null and swept = 0";
        await using var connection = await _database.OpenAsync(cancellationToken);
        foreach (var id in await connection.QueryAsync<long>(new CommandDefinition(abandoned, new { now = Now }, cancellationToken: cancellationToken)))
            await _sweeper.RemoveUncompletedAsync(id, deadSince: Now, cancellationToken);
        foreach (var id in await connection.QueryAsync<long>(new CommandDefinition(halfUndone, cancellationToken: cancellationToken)))
            await _sweeper.RemoveUndoneAsync(id, cancellationToken);
    }

    /// <summary>Says that the writer is alive, in the transaction of its rows.</summary>
    internal async Task RenewAsync(DbConnection connection, DbTransaction transaction, long id, int rows)
    {
        const string sql = "update batch set lease_until = @lease, row_count = row_count + @rows where id = @id and completed_at is null and undone_at is null";
        if (await connection.ExecuteAsync(sql, new { id, rows, lease = NewLease }, transaction) == 0)
            throw new InvalidOperationException($"Batch {id} is gone: its account was removed, or it stood still for longer than {Lease}.");
    }

    internal Task CompleteAsync(long id, NewBatch batch, IReadOnlyList<ObservedSpan> spans, CancellationToken cancellationToken)
    {
        const string sameHash = $"select {Columns} from batch b where b.content_hash = @ContentHash and b.completed_at is not null and b.undone_at is null";
        const string complete = "update batch set completed_at = @now where id = @id and completed_at is null";
        return _database.WriteAsync(
            async (connection, transaction) =>
            {
                if (batch.ContentHash is not null && await connection.QuerySingleOrDefaultAsync<BatchRow>(sameHash, new { batch.ContentHash }, transaction) is { } first)
                    throw new RepeatedBatchException(first.ToBatch());
                await RenewAsync(connection, transaction, id, 0);
                await SpanTable.StoreAsync(connection, transaction, id, spans);
                await connection.ExecuteAsync(complete, new { id, now = Now }, transaction);
                await ClientVersion.RaiseOfAccountAsync(connection, transaction, batch.AccountId);
            },
            cancellationToken);
    }

    internal Task DiscardAsync(long id, CancellationToken cancellationToken) => _sweeper.RemoveUncompletedAsync(id, deadSince: long.MaxValue, cancellationToken);

    private async Task<FactBatch?> FindAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<BatchRow>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        return row?.ToBatch();
    }

    private sealed record BatchRow
    {
        public long Id { get; init; }

        public long AccountId { get; init; }

        public long Origin { get; init; }

        public long ObservedAt { get; init; }

        public string? FileName { get; init; }

        public string? Layout { get; init; }

        public long RowCount { get; init; }

        public long? UndoneAt { get; init; }

        public FactBatch ToBatch() => new()
        {
            Id = Id,
            AccountId = AccountId,
            Origin = (BatchOrigin)Origin,
            ObservedAt = UnixMicros.ToInstant(ObservedAt),
            FileName = FileName,
            Layout = Layout,
            Rows = RowCount,
            UndoneAt = UnixMicros.ToInstant(UndoneAt),
        };
    }
}
