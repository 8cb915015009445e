using System.Data.Common;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Data.Facts.Tables;

/// <summary>Rows of any kind that are taken out of a buffer and are to be stored.</summary>
internal interface IPendingRows
{
    public int Count { get; }

    public Task PrepareAsync(Database.Database database, CancellationToken cancellationToken);

    /// <summary>Stores rows in the transaction, beginning with that number, for as long as it is their turn; may be called again when it failed.</summary>
    /// <returns>The number of the row to go on with; <see cref="Count"/> when all are stored.</returns>
    public Task<int> StoreAsync(DbConnection connection, DbTransaction transaction, int from, BackgroundTurn turn, CancellationToken cancellationToken);
}

/// <summary>The rows of one kind that a batch has not stored yet, and the memory of the keys that it has.</summary>
internal sealed class FactBuffer<TRow, TKey>(FactTable<TRow, TKey> table, long batchId)
    where TRow : class
    where TKey : struct, IEquatable<TKey>
{
    private readonly SeenKeys _stored = new();
    private readonly FactTable<TRow, TKey> _table = table;
    private readonly long _batchId = batchId;
    private Dictionary<TKey, (TRow Row, bool Stored)> _rows = [];

    /// <summary>Adds a row. <paramref name="openStored"/> gives a connection that sees every row taken before.</summary>
    /// <returns>What became of the row, and how many rows the buffer grew by.</returns>
    public async ValueTask<(RowOutcome Outcome, int Grown)> AddAsync(TRow row, Func<ValueTask<DbConnection>> openStored, CancellationToken cancellationToken)
    {
        var key = _table.Key(row);
        if (_rows.TryGetValue(key, out var held))
            return (Replace(key, held.Row, row, held.Stored), 0);
        if (_stored.MayContain(key.GetHashCode())
            && await _table.FindAsync(await openStored(), _batchId, row, cancellationToken) is { } stored)
        {
            return (Replace(key, stored, row, true), _rows.ContainsKey(key) ? 1 : 0);
        }

        _rows.Add(key, (row, false));
        return (RowOutcome.Added, 1);
    }

    /// <summary>The rows held so far, or null; the buffer is empty afterwards.</summary>
    public IPendingRows? Take()
    {
        if (_rows.Count == 0)
            return null;
        foreach (var key in _rows.Keys)
            _stored.Add(key.GetHashCode());
        var pending = new PendingRows<TRow, TKey>(_table, _batchId, _rows);
        _rows = new Dictionary<TKey, (TRow Row, bool Stored)>(_rows.Count);
        return pending;
    }

    private RowOutcome Replace(TKey key, TRow old, TRow row, bool stored)
    {
        var (outcome, merged) = _table.Merge(old, row);
        if (outcome == RowOutcome.Summed)
            _rows[key] = (merged, stored);
        return outcome;
    }
}
