using Dapper;
using SmmKpiBot.Data.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Database;

/// <summary>
/// Base of a test class that runs on one engine. Write the tests in an abstract class and derive two:
/// <c>sealed class XSqliteTests(PostgresServer server) : XTests(Dialect.Sqlite, server)</c> and the same with <see cref="Dialect.Postgres"/>.
/// </summary>
public abstract class DatabaseTest(Dialect dialect, PostgresServer server) : IAsyncLifetime
{
    private TestDatabase? _database;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected Dialect Dialect { get; } = dialect;

    protected PostgresServer Server { get; } = server;

    protected TestDatabase TestDatabase => _database ?? throw new InvalidOperationException("The database is made before a test begins.");

    protected Data.Database.Database Database => TestDatabase.Store;

    public virtual async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(Dialect, Server);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_database is not null)
            await _database.DisposeAsync();
    }

    /// <summary>Until another session of PostgreSQL waits for a lock; SQLite has one writer, and who comes second waits in its queue.</summary>
    protected async Task WaitsForALockAsync(Data.Database.Database? database = null)
    {
        const string sql = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        if (Dialect != Dialect.Postgres)
            return;
        await using var connection = await (database ?? Database).OpenAsync(Cancel);
        while (await connection.ExecuteScalarAsync<long>(sql) == 0)
            await Task.Yield();
    }
}
