using Dapper;
using Microsoft.Data.Sqlite;

namespace SmmKpiBot.Data.Database;

/// <summary>
/// A row that each shared transaction changes. When its commit fails, nobody can tell from the error whether it had become durable before that;
/// the row can.
/// </summary>
internal sealed class WriteMark
{
    private readonly string _writer = Guid.NewGuid().ToString("N");
    private long _number;
    private bool _hasForgotten;

    /// <summary>A new transaction begins: no mark stands for it yet.</summary>
    public void Next() => _number++;

    /// <summary>Marks the transaction, as the last thing before its commit.</summary>
    public void Set(SqliteTransaction transaction)
    {
        const string Sql = """
            insert into write_mark (writer, number, marked_at) values (@_writer, @_number, unixepoch())
            on conflict (writer) do update set number = excluded.number, marked_at = excluded.marked_at
            """;
        const string Forget = "delete from write_mark where marked_at < unixepoch() - 86400";

        var connection = transaction.Connection!;
        // Rows of programs that ended long ago.
        if (!_hasForgotten)
            connection.Execute(Forget, transaction: transaction);
        _hasForgotten = true;
        connection.Execute(Sql, new { _writer, _number }, transaction);
    }

    /// <summary>Whether the transaction that began last was marked and is stored.</summary>
    public bool IsStored(SqliteTransaction transaction)
    {
        const string Sql = "select count(*) from write_mark where writer = @_writer and number = @_number";

        return transaction.Connection!.ExecuteScalar<long>(Sql, new { _writer, _number }, transaction) > 0;
    }
}
