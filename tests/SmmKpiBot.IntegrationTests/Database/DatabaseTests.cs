using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.CommandLine;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Database;

public sealed class DatabaseSqliteTests(PostgresServer server) : DatabaseTests(Dialect.Sqlite, server)
{
    [Fact]
    public async Task WriteAsync_ForeignProcessHoldsTheFile_WaitsForIt()
    {
        await using var foreign = new SqliteConnection($"Data Source={Database.FilePath};Pooling=False");
        await foreign.OpenAsync(Cancel);
        var held = foreign.BeginTransaction(deferred: false);

        var write = AddAsync("a");
        await Database.OpenAsync(Cancel).ContinueWith(opened => opened.Result.Dispose(), Cancel);
        var early = write.IsCompleted;
        await held.RollbackAsync(Cancel);
        await write;

        Assert.False(early);
        Assert.Equal(["a"], await SlugsAsync());
    }

    /// <summary>POSIX drops all locks a process has on a file when it closes any handle of it: a foreign program that closes the file as its last user would then delete the log under us.</summary>
    [Fact]
    public async Task MigrateAsync_WhileTheFileIsOpen_KeepsTheLocksOnIt()
    {
        await AddAsync("a");
        Assert.NotEmpty(await LocksAsync());

        await Database.MigrateAsync(Cancel);

        Assert.NotEmpty(await LocksAsync());

        async Task<IEnumerable<string>> LocksAsync()
        {
            using var stat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%i", Database.FilePath!]) { RedirectStandardOutput = true })!;
            var inode = (await stat.StandardOutput.ReadToEndAsync(Cancel)).Trim();
            var locks = await File.ReadAllLinesAsync("/proc/locks", Cancel);
            return locks.Where(line => line.Contains(" POSIX ", StringComparison.Ordinal) && line.Contains($":{inode} ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task WriteAsync_BesideALongReader_LetsTheLogGrowAndCutsItOffAfterwards()
    {
        const string megabytes = "insert into bulk (bytes) select randomblob(1000000) from (values (1), (2), (3), (4), (5), (6), (7), (8), (9), (10))";
        var log = new FileInfo(Database.FilePath + "-wal");
        await ExecuteAsync("create table bulk (bytes blob)");
        await using (var reader = await Database.OpenAsync(Cancel))
        {
            await using var snapshot = await Database.BeginSnapshotAsync(reader, Cancel);
            await reader.ExecuteScalarAsync<long>("select count(*) from bulk", transaction: snapshot);
            for (var times = 0; times < 4; times++)
                await ExecuteAsync(megabytes);
            log.Refresh();
            Assert.True(log.Length > SqliteEngine.LogLimit, $"{log.Length}");
            Assert.Equal(0, await reader.ExecuteScalarAsync<long>("select count(*) from bulk", transaction: snapshot));
        }

        // The first empties the log into the file, the second begins it anew.
        await AddAsync("a");
        await AddAsync("b");

        log.Refresh();
        Assert.True(log.Length <= SqliteEngine.LogLimit, $"{log.Length}");
        Assert.Equal(["a", "b"], await SlugsAsync());
    }

    [Fact]
    public async Task OpenAsync_ForReading_RefusesToWrite()
    {
        await using var connection = await Database.OpenAsync(Cancel);

        var error = await Assert.ThrowsAsync<SqliteException>(() => connection.ExecuteAsync("delete from client"));

        Assert.Contains("readonly", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MigrateAsync_FileIsNoDatabase_SaysSo()
    {
        var path = Path.Combine(TestDatabase.Folder, "notes.db");
        await File.WriteAllTextAsync(path, new string('x', 5000), Cancel);
        await using var database = Open(path);

        var error = await Assert.ThrowsAsync<DatabaseException>(() => database.MigrateAsync(Cancel));

        Assert.Contains("notes.db is not a database", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MigrateAsync_FirstPageDamaged_IsRefusedWithTheWayOut()
    {
        var path = Path.Combine(TestDatabase.Folder, "damaged.db");
        await using (var healthy = Open(path))
            await healthy.MigrateAsync(Cancel);
        await using (var file = File.OpenWrite(path))
        {
            // Behind the header: the tree of the schema.
            file.Position = 100;
            await file.WriteAsync(Enumerable.Repeat((byte)0xAA, 2000).ToArray(), Cancel);
        }

        await using var database = Open(path);
        var error = await Assert.ThrowsAsync<DatabaseException>(() => database.MigrateAsync(Cancel));

        Assert.Contains("damaged.db is damaged. Restore a backup", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MigrateAsync_DatabaseOfAnotherProgram_IsLeftAlone()
    {
        var path = Path.Combine(TestDatabase.Folder, "other.db");
        await using (var other = new SqliteConnection($"Data Source={path};Pooling=False"))
            await other.ExecuteAsync("create table theirs (id integer)");
        await using var database = Open(path);

        var error = await Assert.ThrowsAsync<DatabaseException>(() => database.MigrateAsync(Cancel));

        Assert.Contains("another program", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MigrateAsync_NewFile_IsForItsOwnerOnlyAndInANewFolder()
    {
        var path = Path.Combine(TestDatabase.Folder, "a", "b", "new.db");
        await using var database = Open(path);

        await database.MigrateAsync(Cancel);

        TestDatabase.AssertForOwnerOnly(path);
    }

    [Fact]
    public async Task TakeForBotAsync_SecondBotOnTheFile_IsRefused()
    {
        await using var second = TestDatabase.OpenAgain();
        await using (await DatabaseLock.TakeForBotAsync(Database, Cancel))
        {
            var error = await Assert.ThrowsAsync<DatabaseException>(() => DatabaseLock.TakeForBotAsync(second, Cancel));
            Assert.Contains("Another bot runs", error.Message, StringComparison.Ordinal);
        }

        await using var free = await DatabaseLock.TakeForBotAsync(second, Cancel);
    }

    [Fact]
    public async Task TakeForBotAsync_SecondBotThatComesByALink_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        var folder = Directory.CreateDirectory(Path.Combine(TestDatabase.Folder, "elsewhere"));
        var link = Path.Combine(folder.FullName, "link.db");
        File.CreateSymbolicLink(link, Database.FilePath!);
        await using var second = Open(link);
        await using var first = await DatabaseLock.TakeForBotAsync(Database, Cancel);

        await Assert.ThrowsAsync<DatabaseException>(() => DatabaseLock.TakeForBotAsync(second, Cancel));
    }

    /// <summary>A folder that cannot be written, a full disk and the like are no other bot.</summary>
    [Fact]
    public async Task TakeForBotAsync_WhereTheLockCannotBeMade_SaysThatItCannotBeWritten()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        var file = Path.Combine(TestDatabase.Folder, "other.db");
        File.CreateSymbolicLink(file + ".lock", file + ".lock");
        await using var other = Open(file);

        var error = await Assert.ThrowsAsync<DatabaseException>(() => DatabaseLock.TakeForBotAsync(other, Cancel));

        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
    }

    private Task<int> ExecuteAsync(string sql) => Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), Cancel);

    private static Data.Database.Database Open(string path) =>
        new(Microsoft.Extensions.Options.Options.Create(new DatabaseOptions { ConnectionString = $"Data Source={path}" }));
}

public sealed class DatabasePostgresTests(PostgresServer server) : DatabaseTests(Dialect.Postgres, server)
{
    [Fact]
    public async Task WriteAsync_ServerRestartedBefore_GoesOn()
    {
        await AddAsync("a");
        await using var alone = new PostgresServer();
        await using var own = await TestDatabase.CreateAsync(Dialect.Postgres, alone);
        await AddAsync("a", own.Store);

        await alone.RestartAsync();
        await AddAsync("b", own.Store);

        await using var connection = await own.Store.OpenAsync(Cancel);
        Assert.Equal(["a", "b"], await connection.QueryAsync<string>("select slug from client order by slug"));
    }

    [Fact]
    public async Task WriteAsync_SerializationFailure_IsRepeated()
    {
        var attempts = 0;

        await Database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync("insert into client (slug, name, name_folded) values ('a', 'a', 'a')", transaction: transaction);
                if (++attempts < 3)
                    await connection.ExecuteAsync("do $$ begin raise exception 'again' using errcode = '40001'; end $$", transaction: transaction);
            },
            Cancel);

        Assert.Equal(3, attempts);
        Assert.Equal(["a"], await SlugsAsync());
    }

    [Fact]
    public async Task WriteAsync_EveryConnectionOfThePoolTaken_WaitsUntilOneIsFree()
    {
        var settings = new NpgsqlConnectionStringBuilder(TestDatabase.Options.ConnectionString) { MaxPoolSize = 1 };
        await using var database = new Data.Database.Database(Microsoft.Extensions.Options.Options.Create(new DatabaseOptions { Provider = "postgres", ConnectionString = settings.ToString() }));
        var reader = await database.OpenAsync(Cancel);

        var writes = Enumerable.Range(0, 20).Select(i => AddAsync($"s{i}", database)).ToList();
        var isEarly = writes.Exists(write => write.IsCompleted);
        await reader.DisposeAsync();
        await Task.WhenAll(writes);

        Assert.False(isEarly);
        Assert.Equal(20, (await SlugsAsync()).Count);
    }

    [Fact]
    public async Task MigrateAsync_KilledHalfWay_GoesOnFromThere()
    {
        var options = new DatabaseOptions { Provider = "postgres", ConnectionString = await Server.CreateDatabaseAsync() };
        await using var database = new Data.Database.Database(Microsoft.Extensions.Options.Options.Create(options));
        using var bot = new BotProcess();
        await using (var blocking = await database.OpenAsync(Cancel))
        {
            // A script that wants to make the same table waits for this one to be made or not.
            await using var isMaking = await blocking.BeginTransactionAsync(Cancel);
            await blocking.ExecuteAsync("create table api_token (id bigint)", transaction: isMaking);
            using var migrating = bot.Start("client", "list", "--Database:Provider", "postgres", "--Database:ConnectionString", options.ConnectionString);
            var ending = BotProcess.EndAsync(migrating);
            await WaitsForALockAsync(database);
            migrating.Kill();
            await ending;
            await isMaking.RollbackAsync(Cancel);
        }

        await database.MigrateAsync(Cancel);

        Assert.Equal(await ColumnsAsync(Database), await ColumnsAsync(database));
        await AddAsync("a", database);
    }

    private static async Task<List<string>> ColumnsAsync(Data.Database.Database database)
    {
        const string sql = "select table_name || ' ' || column_name || ' ' || data_type from information_schema.columns where table_schema = 'public' order by 1";
        await using var connection = await database.OpenAsync(Cancel);
        return [.. await connection.QueryAsync<string>(sql)];
    }

    [Fact]
    public async Task TakeForBotAsync_SeveralBots_ShareButForARestore()
    {
        await using var second = TestDatabase.OpenAgain();
        await using var first = await DatabaseLock.TakeForBotAsync(Database, Cancel);
        await using (await DatabaseLock.TakeForBotAsync(second, Cancel))
        {
            await Assert.ThrowsAsync<DatabaseException>(() => DatabaseLock.TakeForRestoreAsync(second, Cancel));
        }
    }
}

public abstract class DatabaseTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    [Fact]
    public async Task WriteAsync_ManyAtOnce_AllAreStoredAndAFailingOneIsNot()
    {
        var writes = Enumerable.Range(0, 200).Select(i => i % 10 == 7 ? FailAsync($"s{i:000}") : AddAsync($"s{i:000}")).ToArray();
        await Task.WhenAll(writes);

        var slugs = await SlugsAsync();

        Assert.Equal(180, slugs.Count);
        Assert.DoesNotContain(slugs, slug => slug.EndsWith('7'));
    }

    [Fact]
    public async Task WriteAsync_InsideAWrite_IsRefusedInsteadOfWaitingForItself()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.WriteAsync(async (_, _) => await AddAsync("a"), Cancel));

        Assert.Empty(await SlugsAsync());
    }

    [Fact]
    public async Task WriteAsync_CancelledInside_StoresNothing()
    {
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync("insert into client (slug, name, name_folded) values ('a', 'a', 'a')", transaction: transaction);
                await source.CancelAsync();
                source.Token.ThrowIfCancellationRequested();
            },
            source.Token));

        Assert.Empty(await SlugsAsync());
    }

    [Fact]
    public async Task WriteAsync_TwoProcesses_LoseNothing()
    {
        await using var second = TestDatabase.OpenAgain();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => AddAsync($"s{i}", i % 2 == 0 ? Database : second)));

        Assert.Equal(100, (await SlugsAsync()).Count);
    }

    [Fact]
    public async Task MigrateAsync_FourProcessesAtOnce_EachFindsTheSchema()
    {
        var options = Dialect == Dialect.Postgres
            ? new DatabaseOptions { Provider = "postgres", ConnectionString = await Server.CreateDatabaseAsync() }
            : new DatabaseOptions { ConnectionString = $"Data Source={Path.Combine(TestDatabase.Folder, "four.db")}" };

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var database = new Data.Database.Database(Microsoft.Extensions.Options.Options.Create(options));
            await database.MigrateAsync(Cancel);
            await AddAsync(Guid.NewGuid().ToString("N"), database);
        }));
    }

    [Fact]
    public async Task MigrateAsync_DatabaseOfANewerVersion_IsRefused()
    {
        await Database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                """
                insert into changelog (type, version, description, name, checksum, installed_by, success)
                select type, '9999', description, 'V9999__later.sql', checksum, installed_by, success from changelog where version = '1' or version = '0001'
                """,
                transaction: transaction),
            Cancel);

        var error = await Assert.ThrowsAsync<DatabaseException>(() => Database.MigrateAsync(Cancel));

        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
    }

    protected Task AddAsync(string slug, Data.Database.Database? database = null) => (database ?? Database).WriteAsync(
        (connection, transaction) => connection.ExecuteAsync("insert into client (slug, name, name_folded) values (@slug, @slug, @slug)", new { slug }, transaction), Cancel);

    protected async Task<IReadOnlyList<string>> SlugsAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return [.. await connection.QueryAsync<string>("select slug from client order by slug")];
    }

    private async Task FailAsync(string slug)
    {
        await Assert.ThrowsAsync<FormatException>(() => Database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync("insert into client (slug, name, name_folded) values (@slug, @slug, @slug)", new { slug }, transaction);
                throw new FormatException();
            },
            Cancel));
    }
}
