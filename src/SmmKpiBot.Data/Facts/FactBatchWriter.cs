using System.Data.Common;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts.Tables;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;

namespace SmmKpiBot.Data.Facts;

/// <summary>What happened to a row whose key the batch already holds.</summary>
public enum RowOutcome
{
    Added,

    /// <summary>The same key with the same cells: dropped.</summary>
    Repeated,

    /// <summary>Rows of ads and traffic with one key: added up.</summary>
    Summed,

    /// <summary>The same key with other cells: not stored; the caller reports it.</summary>
    Conflicting,

    /// <summary>Rows of ads and traffic with one key whose sum is larger than the store holds: not stored; the caller reports it.</summary>
    TooLarge,
}

/// <summary>
/// Writes one batch, row by row, streaming: memory does not grow with the file. Rows go to the store in short transactions while the caller
/// reads on. A row belongs to the batch's account and carries the batch's instant of observation. Not thread-safe.
/// </summary>
public sealed class FactBatchWriter : IAsyncDisposable
{
    private const int MostRows = 8_000;

    private readonly FactBatchStore _store;
    private readonly Database.Database _database;
    private readonly NewBatch _batch;
    private readonly FactBuffer<MetricPoint, PointKey> _points;
    private readonly FactBuffer<Post, PostKey> _posts;
    private readonly FactBuffer<ConversationMessage, MessageKey> _messages;
    private readonly FactBuffer<AdDay, AdDayKey> _ads;
    private readonly FactBuffer<TrafficDay, TrafficDayKey> _traffic;
    private readonly FactBuffer<Conflict, ConflictKey> _conflicts;
    private readonly List<ObservedSpan> _spans = [];
    private readonly Func<ValueTask<DbConnection>> _openStored;
    private DbConnection? _reader;
    private Task _storing = Task.CompletedTask;
    private int _held;
    private bool _completed;

    internal FactBatchWriter(FactBatchStore store, Database.Database database, long batchId, NewBatch batch)
    {
        _store = store;
        _database = database;
        _batch = batch;
        _openStored = OpenStoredAsync;
        BatchId = batchId;
        _points = new(new MetricPointTable(batch.AccountId), batchId);
        _posts = new(new PostTable(), batchId);
        _messages = new(new MessageTable(), batchId);
        _ads = new(new AdDayTable(), batchId);
        _traffic = new(new TrafficDayTable(), batchId);
        _conflicts = new(new ConflictTable(), batchId);
    }

    public long BatchId { get; }

    public ValueTask<RowOutcome> WriteAsync(MetricPoint point, CancellationToken cancellationToken) =>
        AddAsync(_points, point, point.AccountId, point.ObservedAt, cancellationToken);

    public ValueTask<RowOutcome> WriteAsync(Post post, CancellationToken cancellationToken) =>
        AddAsync(_posts, post, post.AccountId, post.ObservedAt, cancellationToken);

    public ValueTask<RowOutcome> WriteAsync(ConversationMessage message, CancellationToken cancellationToken) =>
        AddAsync(_messages, message, message.AccountId, message.ObservedAt, cancellationToken);

    public ValueTask<RowOutcome> WriteAsync(AdDay row, CancellationToken cancellationToken) =>
        AddAsync(_ads, row, row.AccountId, row.ObservedAt, cancellationToken);

    public ValueTask<RowOutcome> WriteAsync(TrafficDay row, CancellationToken cancellationToken) =>
        AddAsync(_traffic, row, row.AccountId, row.ObservedAt, cancellationToken);

    public ValueTask<RowOutcome> WriteAsync(Conflict conflict, CancellationToken cancellationToken) =>
        AddAsync(_conflicts, conflict, conflict.AccountId, conflict.ObservedAt, cancellationToken);

    /// <summary>Says that the batch told everything of the span's kind and days.</summary>
    public ValueTask WriteAsync(ObservedSpan span, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RequireOwn(span.AccountId, span.ObservedAt);
        _spans.Add(span);
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes the whole batch visible in one transaction.</summary>
    /// <exception cref="RepeatedBatchException">Another process stored the same content meanwhile.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await StoreHeldAsync(cancellationToken);
        await _storing;
        await _store.CompleteAsync(BatchId, _batch, _spans, cancellationToken);
        _completed = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_reader is not null)
            await _reader.DisposeAsync();
        if (_completed)
            return;
        await _storing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await _store.DiscardAsync(BatchId, CancellationToken.None);
        }
        catch (DbException)
        {
            // Nobody sees an uncompleted batch; it is swept when its lease is over. What made the caller give up matters more.
        }
    }

    private async ValueTask<RowOutcome> AddAsync<TRow, TKey>(
        FactBuffer<TRow, TKey> buffer, TRow row, long accountId, DateTimeOffset observedAt, CancellationToken cancellationToken)
        where TRow : class
        where TKey : struct, IEquatable<TKey>
    {
        RequireOwn(accountId, observedAt);
        var (outcome, grown) = await buffer.AddAsync(row, _openStored, cancellationToken);
        _held += grown;
        if (_held >= MostRows)
            await StoreHeldAsync(cancellationToken);
        return outcome;
    }

    /// <summary>Hands the held rows to the store and goes on while it writes them; waits for those before.</summary>
    private async Task StoreHeldAsync(CancellationToken cancellationToken)
    {
        await _storing;
        IPendingRows?[] pending = [_points.Take(), _posts.Take(), _messages.Take(), _ads.Take(), _traffic.Take(), _conflicts.Take()];
        if (_held > 0)
            _storing = StoreAsync([.. pending.OfType<IPendingRows>()], cancellationToken);
        _held = 0;
    }

    private async Task StoreAsync(IPendingRows[] pending, CancellationToken cancellationToken)
    {
        foreach (var rows in pending)
        {
            await rows.PrepareAsync(_database, cancellationToken);
            for (var next = 0; next < rows.Count;)
                next = await StoreAsync(rows, next, cancellationToken);
        }
    }

    /// <summary>As many as fit into one turn at the writer, so that answers do not wait for an import.</summary>
    private Task<int> StoreAsync(IPendingRows rows, int from, CancellationToken cancellationToken) => _database.WriteInBackgroundAsync(
        async (connection, transaction) =>
        {
            var turn = new BackgroundTurn(_database);
            await _store.RenewAsync(connection, transaction, BatchId, from == 0 ? rows.Count : 0);
            return await rows.StoreAsync(connection, transaction, from, turn, cancellationToken);
        },
        cancellationToken);

    private async ValueTask<DbConnection> OpenStoredAsync()
    {
        await _storing;
        return _reader ??= await _database.OpenAsync(CancellationToken.None);
    }

    private void RequireOwn(long accountId, DateTimeOffset observedAt)
    {
        if (accountId != _batch.AccountId || observedAt != _batch.ObservedAt)
            throw new ArgumentException("A row belongs to the account of its batch and is observed when the batch is.");
    }
}
