using Microsoft.Data.Sqlite;
using SmmKpiBot.Data.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Database;

/// <summary>A new, migrated database of one engine, thrown away with its folder.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private TestDatabase(DatabaseOptions options, string folder)
    {
        Options = options;
        Folder = folder;
        Store = new Data.Database.Database(Microsoft.Extensions.Options.Options.Create(options));
    }

    public DatabaseOptions Options { get; }

    /// <summary>A temporary folder of this database alone.</summary>
    public string Folder { get; }

    public Data.Database.Database Store { get; }

    public static async Task<TestDatabase> CreateAsync(Dialect dialect, PostgresServer server)
    {
        var folder = Directory.CreateTempSubdirectory("smmkpibot-test-").FullName;
        var connectionString = dialect == Dialect.Postgres ? await server.CreateDatabaseAsync() : $"Data Source={Path.Combine(folder, "test.db")}";
        var options = new DatabaseOptions { Provider = dialect == Dialect.Postgres ? "postgres" : "sqlite", ConnectionString = connectionString };
        var database = new TestDatabase(options, folder);
        await database.Store.MigrateAsync(CancellationToken.None);
        return database;
    }

    /// <summary>Another view of the same database, as a second process would have it.</summary>
    public Data.Database.Database OpenAgain() => new(Microsoft.Extensions.Options.Options.Create(Options));

    /// <summary>Where the system has file modes: nobody but the owner may read or write.</summary>
    public static void AssertForOwnerOnly(string path)
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
