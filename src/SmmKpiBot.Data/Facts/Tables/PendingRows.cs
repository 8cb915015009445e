using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace SmmKpiBot.Data.Facts.Tables;

/// <inheritdoc cref="IPendingRows"/>
internal sealed class PendingRows<TRow, TKey>(FactTable<TRow, TKey> table, long batchId, Dictionary<TKey, (TRow Row, bool Stored)> rows) : IPendingRows
    where TRow : class
    where TKey : struct, IEquatable<TKey>
{
    private readonly FactTable<TRow, TKey> _table = table;
    private readonly long _batchId = batchId;
    private readonly Dictionary<TKey, (TRow Row, bool Stored)> _rows = rows;

    public Task PrepareAsync(Database.Database database, CancellationToken cancellationToken) =>
        _table.PrepareAsync(database, [.. _rows.Values.Select(held => held.Row)], cancellationToken);

    public async Task StoreAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (connection is NpgsqlConnection postgres)
        {
            await CopyAsync(postgres, _rows.Values.Where(held => !held.Stored).Select(held => held.Row), cancellationToken);
            Upsert(connection, transaction, _rows.Values.Where(held => held.Stored).Select(held => held.Row), cancellationToken);
        }
        else
        {
            Upsert(connection, transaction, _rows.Values.Select(held => held.Row), cancellationToken);
        }
    }

    /// <summary>Row by row and without waiting: SQLite works on this thread anyway, and for PostgreSQL these are the few rows that were added up.</summary>
    private void Upsert(DbConnection connection, DbTransaction transaction, IEnumerable<TRow> rows, CancellationToken cancellationToken)
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
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _table.Fill(row, _batchId, values);
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
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
