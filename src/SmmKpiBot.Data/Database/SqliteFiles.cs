using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace SmmKpiBot.Data.Database;

/// <summary>An SQLite database as files: itself and what SQLite keeps beside it.</summary>
internal static class SqliteFiles
{
    private static readonly string[] Endings = ["", "-wal", "-shm", "-journal", ".migrate", ".lock"];

    public static Database Open(string path) => new(Options.Create(new DatabaseOptions { ConnectionString = $"Data Source={path}" }));

    /// <summary>A connection that leaves nothing open behind it.</summary>
    public static async Task<SqliteConnection> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Brings everything into the one file, which then needs no log.</summary>
    public static async Task CloseLogAsync(string path, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(path, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("PRAGMA journal_mode = DELETE;", cancellationToken: cancellationToken));
    }

    public static void Delete(string path)
    {
        // To delete where there is no folder is an error, though there is nothing to delete.
        foreach (var ending in Endings.Where(ending => File.Exists(path + ending)))
            File.Delete(path + ending);
    }

    /// <summary>A database that cannot be opened is kept, for somebody may save something from it.</summary>
    public static void SetAside(string path, DateTimeOffset now)
    {
        var aside = path + now.ToString("'.damaged-'yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        foreach (var ending in Endings.Take(4).Where(ending => File.Exists(path + ending)))
            File.Move(path + ending, aside + ending, overwrite: true);
    }
}
