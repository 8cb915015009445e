using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace SmmKpiBot.Data.Database;

/// <summary>One file with a write-ahead log: many readers, one writer.</summary>
internal sealed class SqliteEngine : Engine
{
    /// <summary>"SMKB", in the header of every database of this program.</summary>
    public const int ApplicationId = 0x534D4B42;

    /// <summary>How much of the write-ahead log stays on the disk; a long reader lets it grow beyond until it is done.</summary>
    public const long LogLimit = 32 * 1024 * 1024;

    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;
    private static readonly TimeSpan LogPatience = TimeSpan.FromMinutes(1);
    private readonly string _readerString;
    private readonly string _writerString;
    private readonly SqliteWriteQueue _writes;

    public SqliteEngine(string connectionString)
    {
        var settings = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = 10 };
        if (settings.DataSource is "" or ":memory:" || settings.Mode == SqliteOpenMode.Memory)
        {
            throw new DatabaseException("Database:ConnectionString must name a file, e.g. \"Data Source=data/smmkpibot.db\".");
        }

        FilePath = Resolved(Path.GetFullPath(settings.DataSource));
        settings.DataSource = FilePath;
        settings.Mode = SqliteOpenMode.ReadWrite;
        _readerString = settings.ToString();
        settings.Pooling = false;
        _writerString = settings.ToString();
        _writes = new SqliteWriteQueue(() => Opened(new WriterConnection(_writerString)), TimeProvider.System);
    }

    public string FilePath { get; }

    public override string MigrationFilter => "sqlite.";

    public override bool IsAwaited => _writes.IsAwaited;

    public override Task<DbConnection> OpenOwnerAsync(CancellationToken cancellationToken) => Task.FromResult<DbConnection>(OpenOwner());

    public override async Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_readerString);
        await connection.OpenAsync(cancellationToken);
        Execute(connection, "PRAGMA busy_timeout = 5000; PRAGMA query_only = 1;");
        return connection;
    }

    public override Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));

    public override Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, bool isBackground, CancellationToken cancellationToken) =>
        _writes.WriteAsync(work, isBackground, cancellationToken);

    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath) ?? ".");
        PrivateFile.CreateIfMissing(FilePath);
        await using var connection = OpenOwner();
        var applicationId = await connection.ExecuteScalarAsync<long>("PRAGMA application_id");
        var tables = await connection.ExecuteScalarAsync<long>("select count(*) from sqlite_master");
        if (applicationId != ApplicationId && tables > 0)
        {
            throw new DatabaseException($"{FilePath} is a database of another program. Name another file in Database:ConnectionString.");
        }

        if (applicationId != ApplicationId)
        {
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId};"));
        }

        Execute(connection, "PRAGMA journal_mode = WAL;");
    }

    public override async Task<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath) ?? ".");
        return await FileLock.WaitAsync(FilePath + ".migrate", TimeSpan.FromMinutes(5), cancellationToken);
    }

    public override Task<IAsyncDisposable?> TryTakeProgramLockAsync(bool alone, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath) ?? ".");
        return Task.FromResult<IAsyncDisposable?>(FileLock.TryTake(FilePath + ".lock"));
    }

    public override async Task<bool> HasTableAsync(DbConnection connection, string table, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<long>("select count(*) from sqlite_master where type = 'table' and name = @table", new { table }) > 0;

    public override string? Explain(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: NotADatabase } => $"{FilePath} is not a database. Restore a backup (restore FILE) or name another file in Database:ConnectionString.",
        SqliteException { SqliteErrorCode: Corrupt } => $"{FilePath} is damaged. Restore a backup (restore FILE).",
        IOException or UnauthorizedAccessException or SqliteException { SqliteErrorCode: ReadOnly or CannotOpen } =>
            $"{FilePath} cannot be written. Let the program's user write to its folder, or name another file in Database:ConnectionString.",
        _ => DiskTrouble.Of(exception),
    };

    public override Task CompactAsync(CancellationToken cancellationToken) => Task.Run(() => CompactAsync(OpenOwner(), cancellationToken), cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        SqliteConnection.ClearPool(new SqliteConnection(_readerString));
    }

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The file that a link leads to, as SQLite finds it too: whoever comes by another name meets the same locks.</summary>
    private static string Resolved(string path) => File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : path;

    /// <summary>The log holds old pages until it is cut off, and that waits for those who read from it.</summary>
    private static async Task CompactAsync(SqliteConnection owned, CancellationToken cancellationToken)
    {
        await using var connection = owned;
        connection.DefaultTimeout = 600;
        Execute(connection, "VACUUM;");
        var clock = TimeProvider.System;
        for (var began = clock.GetTimestamp(); await connection.ExecuteScalarAsync<long>("PRAGMA wal_checkpoint(TRUNCATE);") != 0;)
        {
            if (clock.GetElapsedTime(began) > LogPatience)
                throw new DatabaseException("The log of the database could not be cut off, for somebody reads from it without end. Stop the program that does and start this again.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), clock, cancellationToken);
        }
    }

    private SqliteConnection OpenOwner() => Opened(new SqliteConnection(_writerString));

    private static SqliteConnection Opened(SqliteConnection connection)
    {
        try
        {
            connection.Open();
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -32768; PRAGMA journal_size_limit = {LogLimit};"));
            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }
}
