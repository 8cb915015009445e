using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Data.Facts.Tables;

/// <summary>Writes rows of one kind and batch as fast as the engine takes them.</summary>
internal sealed class RowWriter<TRow, TKey>(FactTable<TRow, TKey> table, long batchId)
    where TRow : class
    where TKey : struct, IEquatable<TKey>
{
    private const int RowsBetweenLooks = 32;

    private readonly FactTable<TRow, TKey> _table = table;
    private readonly long _batchId = batchId;

    /// <summary>All of them, each with a key the batch does not hold yet.</summary>
    public Task StoreNewAsync(DbConnection connection, DbTransaction transaction, IReadOnlyCollection<TRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return Task.CompletedTask;
        if (connection is NpgsqlConnection postgres)
            return CopyAsync(postgres, rows, cancellationToken);
        Upsert(connection, transaction, [.. rows], null, cancellationToken);
        return Task.CompletedTask;
    }

    /// <summary>Row by row and without waiting: SQLite works on this thread anyway, and for PostgreSQL these are the few rows that were added up.</summary>
    /// <returns>How many were written until the turn was over.</returns>
    public int Upsert(DbConnection connection, DbTransaction transaction, ReadOnlySpan<TRow> rows, BackgroundTurn? turn, CancellationToken cancellationToken)
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
            _table.Fill(rows[at], _batchId, values);
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            command.ExecuteNonQuery();
        }

        return rows.Length;
    }

    public async Task CopyAsync(NpgsqlConnection connection, IEnumerable<TRow> rows, CancellationToken cancellationToken)
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
