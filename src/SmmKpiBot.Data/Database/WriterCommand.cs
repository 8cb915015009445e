using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace SmmKpiBot.Data.Database;

/// <summary>A command of the writer: takes the prepared one of its text when the text is known, and gives it back when it is disposed of.</summary>
internal sealed class WriterCommand(WriterConnection connection) : DbCommand
{
    private readonly WriterConnection _connection = connection;
    private SqliteCommand _inner = connection.CreateCommand();
    private DbDataReader? _reader;
    private bool _hasFailed;
    private bool _isDisposed;

    [AllowNull]
    public override string CommandText
    {
        get => _inner.CommandText;
        set
        {
            if (_inner.CommandText == (value ?? ""))
                return;
            var before = _inner;
            _inner = _connection.Take(value ?? "");
            _inner.Transaction = before.Transaction;
            _inner.CommandTimeout = before.CommandTimeout;
            foreach (SqliteParameter parameter in before.Parameters)
                _inner.Parameters.Add(parameter);
            _connection.Give(before);
        }
    }

    public override int CommandTimeout
    {
        get => _inner.CommandTimeout;
        set => _inner.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => _inner.CommandType;
        set => _inner.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource
    {
        get => _inner.UpdatedRowSource;
        set => _inner.UpdatedRowSource = value;
    }

    protected override DbConnection? DbConnection
    {
        get => _connection;
        set => throw new NotSupportedException("A command of the writer stays with it.");
    }

    protected override DbParameterCollection DbParameterCollection => _inner.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => _inner.Transaction;
        set => _inner.Transaction = (SqliteTransaction?)value;
    }

    public override void Cancel() => _inner.Cancel();

    public override int ExecuteNonQuery() => Run(command => command.ExecuteNonQuery());

    public override object? ExecuteScalar() => Run(command => command.ExecuteScalar());

    public override void Prepare() => _inner.Prepare();

    protected override DbParameter CreateDbParameter() => _inner.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => _reader = Run(command => command.ExecuteReader(behavior));

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            // After a failure, or while somebody reads from it, nobody knows the state of its statements.
            if (_hasFailed || _reader is { IsClosed: false })
                _inner.Dispose();
            else
                _connection.Give(_inner);
        }

        base.Dispose(disposing);
    }

    private T Run<T>(Func<SqliteCommand, T> execute)
    {
        try
        {
            return execute(_inner);
        }
        catch (SqliteException)
        {
            _hasFailed = true;
            throw;
        }
    }
}
