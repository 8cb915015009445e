using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Data.Facts.Tables;

/// <inheritdoc cref="IPendingRows"/>
internal sealed class PendingRows<TRow, TKey>(FactTable<TRow, TKey> table, long batchId, Dictionary<TKey, (TRow Row, bool Stored)> rows) : IPendingRows
    where TRow : class
    where TKey : struct, IEquatable<TKey>
{
    private const int RowsBetweenLooks = 32;

    private readonly FactTable<TRow, TKey> _table = table;
    private readonly long _batchId = batchId;
    private readonly (TRow Row, bool Stored)[] _rows = [.. rows.Values];

    public int Count => _rows.Length;

    public Task PrepareAsync(Database.Database database, CancellationToken cancellationToken) =>
        _table.PrepareAsync(database, [.. _rows.Select(held => held.Row)], cancellationToken);

    public async Task<int> StoreAsync(DbConnection connection, DbTransaction transaction, int from, BackgroundTurn turn, CancellationToken cancellationToken)
    {
        if (connection is not NpgsqlConnection postgres)
            return Upsert(connection, transaction, _rows.AsSpan(from), turn, cancellationToken) + from;
        await CopyAsync(postgres, _rows.Where(held => !held.Stored).Select(held => held.Row), cancellationToken);
        Upsert(connection, transaction, [.. _rows.Where(held => held.Stored)], null, cancellationToken);
        return Count;
    }

    /// <summary>Row by row and without waiting: SQLite works on this thread anyway, and for PostgreSQL these are the few rows that were added up.</summary>
    private int Upsert(DbConnection connection, DbTransaction transaction, ReadOnlySpan<(TRow Row, bool Stored)> rows, BackgroundTurn? turn, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = _table.Upsert;
        foreach (var column in _table.Columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + column;
            command.Parameters.Add(parameter);
        }

        var values = new object?[_table.Columns.Length];
        for (var at = 0; at < rows.Length; at++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (at > 0 && at % RowsBetweenLooks == 0 && turn is { IsOver: true })
                return at;
            _table.Fill(rows[at].Row, _batchId, values);
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }

        return rows.Length;
    }

    private async Task CopyAsync(NpgsqlConnection connection, IEnumerable<TRow> rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(_table.Copy, cancellationToken);
        var values = new object?[_table.Columns.Length];
        foreach (var row in rows)
        {
            _table.Fill(row, _batchId, values);
            await copy.StartRowAsync(cancellationToken);
            foreach (var value in values)
            {
                await (value switch
                {
                    long number => copy.WriteAsync(number, NpgsqlDbType.Bigint, cancellationToken),
                    string text => copy.WriteAsync(text, NpgsqlDbType.Text, cancellationToken),
                    _ => copy.WriteNullAsync(cancellationToken),
                });
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }
}
