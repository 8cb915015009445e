using System.Data.Common;
using Npgsql;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Data.Facts.Tables;

/// <inheritdoc cref="IPendingRows"/>
internal sealed class PendingRows<TRow, TKey>(FactTable<TRow, TKey> table, long batchId, Dictionary<TKey, (TRow Row, bool Stored)> rows) : IPendingRows
    where TRow : class
    where TKey : struct, IEquatable<TKey>
{
    private readonly FactTable<TRow, TKey> _table = table;
    private readonly RowWriter<TRow, TKey> _writer = new(table, batchId);
    private readonly TRow[] _rows = [.. rows.Values.Select(held => held.Row)];
    private readonly bool[] _stored = [.. rows.Values.Select(held => held.Stored)];

    public int Count => _rows.Length;

    public Task PrepareAsync(Database.Database database, CancellationToken cancellationToken) => _table.PrepareAsync(database, _rows, cancellationToken);

    public async Task<int> StoreAsync(DbConnection connection, DbTransaction transaction, int from, BackgroundTurn turn, CancellationToken cancellationToken)
    {
        if (connection is not NpgsqlConnection postgres)
            return _writer.Upsert(connection, transaction, _rows.AsSpan(from), turn, cancellationToken) + from;
        await _writer.CopyAsync(postgres, _rows.Where((_, at) => !_stored[at]), cancellationToken);
        _writer.Upsert(connection, transaction, [.. _rows.Where((_, at) => _stored[at])], null, cancellationToken);
        return Count;
    }
}
