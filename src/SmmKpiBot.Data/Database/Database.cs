using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace SmmKpiBot.Data.Database;

/// <summary>
/// The one way to the store. Reads open a pooled connection; writes go through <see cref="WriteAsync{T}"/>, which on SQLite is a fair queue
/// to the single writer (<c>BEGIN IMMEDIATE</c>, WAL, <c>synchronous=FULL</c>) and on PostgreSQL a transaction that is repeated on 40001 and 40P01.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private static readonly AsyncLocal<Database?> Writing = new();
    private readonly Engine _engine;
    private readonly ILogger _logger;

    public Database(IOptions<DatabaseOptions> options, ILogger<Database>? logger = null)
    {
        _logger = logger ?? NullLogger<Database>.Instance;
        Dialect = options.Value.Provider == "postgres" ? Dialect.Postgres : Dialect.Sqlite;
        try
        {
            _engine = Dialect == Dialect.Postgres
                ? new PostgresEngine(options.Value.ConnectionString)
                : new SqliteEngine(options.Value.ConnectionString);
        }
        catch (ArgumentException)
        {
            // What is wrong may be a part of a password: it is not repeated.
            throw new DatabaseException("Database:ConnectionString cannot be understood: write e.g. \"Data Source=data/smmkpibot.db\", or \"Host=...;Database=...;Username=...;Password=...\" with Database:Provider postgres.");
        }
    }

    public Dialect Dialect { get; }

    /// <summary>The full path of the database file; null on PostgreSQL.</summary>
    public string? FilePath => (_engine as SqliteEngine)?.FilePath;

    internal Engine Engine => _engine;

    /// <summary>Ordinary works wait for the single writer now: a work of the background that can stop half-way should. Never so on PostgreSQL.</summary>
    public bool IsAwaited => _engine.IsAwaited;

    /// <summary>Creates the database if it is not there and applies the migrations that are missing.</summary>
    /// <exception cref="DatabaseException">The database is damaged, of another program, or of a newer version of this one.</exception>
    public Task MigrateAsync(CancellationToken cancellationToken) => new SchemaMigration(_engine, _logger).ApplyAsync(cancellationToken);

    /// <summary>A connection for reading (on SQLite it refuses to write), with the pragmas set; dispose it.</summary>
    public Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => _engine.OpenReaderAsync(cancellationToken);

    /// <summary>A transaction for reading in which every query sees the same state.</summary>
    public Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken) => _engine.BeginSnapshotAsync(connection, cancellationToken);

    /// <summary>
    /// Runs <paramref name="work"/> in one durable transaction and commits it; rolled back when it throws. The work may run again after a
    /// serialization failure, so it must not act outside the database, and it must not call this method. Works that are queued at the same moment
    /// share one commit on SQLite, each in a savepoint of its own.
    /// </summary>
    public Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken) =>
        QueueAsync(work, isBackground: false, cancellationToken);

    public Task WriteAsync(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellationToken) =>
        WriteAsync<object?>(
            async (connection, transaction) =>
            {
                await work(connection, transaction);
                return null;
            },
            cancellationToken);

    /// <summary>
    /// <see cref="WriteAsync{T}"/> for what nobody waits for: one part of an import, of an erasure, of a purge. On SQLite it gets the single writer
    /// when no ordinary work waits (or once it has waited for long), and a transaction of its own; so keep it short, and shorter when
    /// <see cref="IsAwaited"/>. On PostgreSQL it is an ordinary write.
    /// </summary>
    public Task<T> WriteInBackgroundAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken) =>
        QueueAsync(work, isBackground: true, cancellationToken);

    /// <summary>Rewrites the database so that nothing of deleted rows stays in it.</summary>
    public Task CompactAsync(CancellationToken cancellationToken) => _engine.CompactAsync(cancellationToken);

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private async Task<T> QueueAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, bool isBackground, CancellationToken cancellationToken)
    {
        if (Writing.Value == this)
        {
            throw new InvalidOperationException("A write is running already: use its connection and transaction.");
        }

        return await _engine.WriteAsync(
            (connection, transaction) =>
            {
                Writing.Value = this;
                return work(connection, transaction);
            },
            isBackground,
            cancellationToken);
    }
}
