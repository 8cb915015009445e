using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Facts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Database;

public sealed class DatabaseBackupSqliteTests(PostgresServer server) : DatabaseBackupTests(Dialect.Sqlite, server)
{
    [Fact]
    public async Task RestoreAsync_DamagedDatabaseWithForce_IsReplacedAndKeptAside()
    {
        await ImportAsync(Noon, Point(Noon, 1));
        await Backup.BackupAsync(BackupPath, Cancel);
        var path = Path.Combine(TestDatabase.Folder, "broken.db");
        await File.WriteAllTextAsync(path, new string('x', 5000), Cancel);
        await File.WriteAllTextAsync(path + "-wal", new string('y', 5000), Cancel);
        await using var broken = new Data.Database.Database(Microsoft.Extensions.Options.Options.Create(new DatabaseOptions { ConnectionString = $"Data Source={path}" }));

        await Assert.ThrowsAsync<DatabaseException>(() => new DatabaseBackup(broken, Clock).RestoreAsync(BackupPath, force: false, Cancel));
        await new DatabaseBackup(broken, Clock).RestoreAsync(BackupPath, force: true, Cancel);

        Assert.Equal(1, await CountAsync(broken, "metric_point"));
        Assert.Single(Directory.GetFiles(TestDatabase.Folder, "broken.db.damaged-*"), file => !file.EndsWith("-wal", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RestoreAsync_ABotRuns_IsRefused()
    {
        await Backup.BackupAsync(BackupPath, Cancel);
        await using var bot = await DatabaseLock.TakeForBotAsync(Database, Cancel);

        var error = await Assert.ThrowsAsync<DatabaseException>(() => Backup.RestoreAsync(BackupPath, force: true, Cancel));

        Assert.Contains("Stop it", error.Message, StringComparison.Ordinal);
    }
}

public sealed class DatabaseBackupPostgresTests(PostgresServer server) : DatabaseBackupTests(Dialect.Postgres, server);

public abstract class DatabaseBackupTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    protected DatabaseBackup Backup => new(Database, Clock);

    private Data.Clients.ClientStore Clients => new(Database, new("UTC", "en"));

    protected string BackupPath => Path.Combine(TestDatabase.Folder, "backup.smk");

    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.Postgres)]
    public async Task RestoreAsync_IntoANewDatabaseOfEitherEngine_BringsEverything(Dialect into)
    {
        await ImportAsync(Noon, Point(Noon, 1), Point(Noon, null, day: Day.AddDays(1)));
        await StoreAsync(Noon, BatchOrigin.Import, async writer =>
        {
            await writer.WriteAsync(Post(Noon, "p") with { Topic = "меню", Paid = true }, Cancel);
            await writer.WriteAsync(new ObservedSpan(Account.Id, FactKind.Posts, Day, Day, Noon), Cancel);
        });
        var before = await ReadAsync();
        await Backup.BackupAsync(BackupPath, Cancel);
        await using var other = await TestDatabase.CreateAsync(into, Server);

        await new DatabaseBackup(other.Store, Clock).RestoreAsync(BackupPath, force: false, Cancel);

        var after = await new FactReader(other.Store).ReadAsync(
            new FactQuery { ClientId = Client.Id, From = Day.AddDays(-30), To = Day.AddDays(30), ConversationsSince = Noon.AddDays(-30) }, Cancel);
        Assert.Equivalent(before, after, strict: true);
        var added = await new Data.Accounts.AccountStore(other.Store).AddAsync(Client.Id, "facebook", "second", null, Cancel);
        Assert.True(added!.Id > Account.Id);
        TestDatabase.AssertForOwnerOnly(BackupPath);
    }

    [Fact]
    public async Task BackupAsync_WhileOthersWrite_IsOneMoment()
    {
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                    await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(PairSql, new { name = $"pair{i}", other = $"riap{i}" }, transaction), Cancel);
            },
            Cancel);
        await Backup.BackupAsync(BackupPath, Cancel);
        await stop.CancelAsync();
        await writing;
        await using var other = await TestDatabase.CreateAsync(Dialect.Sqlite, Server);

        await new DatabaseBackup(other.Store, Clock).RestoreAsync(BackupPath, force: true, Cancel);

        Assert.Equal(0, await CountAsync(other.Store, "client where slug like 'pair%'") - await CountAsync(other.Store, "client where slug like 'riap%'"));
    }

    [Fact]
    public async Task BackupAsync_IntoAFolderThatIsNotThere_SaysWhatCannotBeWritten()
    {
        var path = Path.Combine(TestDatabase.Folder, "none", "backup.smk");

        var error = await Assert.ThrowsAsync<DatabaseException>(() => Backup.BackupAsync(path, Cancel));

        Assert.Contains($"{path} cannot be written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RestoreAsync_SomethingHappenedSince_IsRefusedUnlessForced()
    {
        await Backup.BackupAsync(BackupPath, Cancel);
        Clock.Advance(TimeSpan.FromHours(1));
        await ImportAsync(Noon, Point(Noon, 1));

        var error = await Assert.ThrowsAsync<DatabaseException>(() => Backup.RestoreAsync(BackupPath, force: false, Cancel));
        var kept = await CountAsync(Database, "metric_point");
        await Backup.RestoreAsync(BackupPath, force: true, Cancel);

        Assert.Contains("--force", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, kept);
        Assert.Equal(0, await CountAsync(Database, "metric_point"));
        Assert.Equal("acme", (await Clients.ListAsync(Cancel)).Single().Slug);
    }

    [Fact]
    public async Task RestoreAsync_OnlyKeysAndAccountsWereChangedSince_IsRefusedUnlessForced()
    {
        await Backup.BackupAsync(BackupPath, Cancel);
        await new Data.Accounts.AccountStore(Database).AddAsync(Client.Id, "facebook", "second", null, Cancel);

        var error = await Assert.ThrowsAsync<DatabaseException>(() => Backup.RestoreAsync(BackupPath, force: false, Cancel));
        var kept = await CountAsync(Database, "account where name = 'second'");
        await Backup.RestoreAsync(BackupPath, force: true, Cancel);

        Assert.Contains("has changed since at acme", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, kept);
        Assert.Equal(0, await CountAsync(Database, "account where name = 'second'"));
    }

    [Fact]
    public async Task RestoreAsync_AClientWasAddedSince_IsRefused()
    {
        await Backup.BackupAsync(BackupPath, Cancel);
        await Clients.AddAsync("beta", "Beta", [], Cancel);

        var error = await Assert.ThrowsAsync<DatabaseException>(() => Backup.RestoreAsync(BackupPath, force: false, Cancel));

        Assert.Contains("has changed since at beta", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync(Database, "client"));
    }

    [Fact]
    public async Task RestoreAsync_AClientWasErasedSince_IsRefusedAndStaysErasedWhenForced()
    {
        await ImportAsync(Noon, Point(Noon, 1));
        await Backup.BackupAsync(BackupPath, Cancel);
        Clock.Advance(TimeSpan.FromHours(1));
        await new Data.Clients.ClientEraser(Database, Clients, new FactReader(Database), Clock).EraseAsync(Client.Id, Cancel);

        var error = await Assert.ThrowsAsync<DatabaseException>(() => Backup.RestoreAsync(BackupPath, force: false, Cancel));
        var gone = await Backup.RestoreAsync(BackupPath, force: true, Cancel);
        var again = await Backup.RestoreAsync(BackupPath, force: true, Cancel);

        Assert.Contains("--force", error.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (gone, again));
        Assert.Equal((0, 0), (await CountAsync(Database, "client"), await CountAsync(Database, "metric_point")));
    }

    /// <summary>Somebody tried the program out on the new machine: numbers of clients begin at one everywhere.</summary>
    [Fact]
    public async Task RestoreAsync_OverAnotherDatabaseThatErasedAClientOfThatNumber_BringsOurs()
    {
        await Backup.BackupAsync(BackupPath, Cancel);
        await using var other = await TestDatabase.CreateAsync(Database.Dialect, Server);
        Data.Clients.ClientStore clients = new(other.Store, new("UTC", "en"));
        var tried = await clients.AddAsync("test", "Test", [], Cancel);
        Clock.Advance(TimeSpan.FromHours(1));
        await new Data.Clients.ClientEraser(other.Store, clients, new FactReader(other.Store), Clock).EraseAsync(tried.Id, Cancel);
        DatabaseBackup backup = new(other.Store, Clock);

        var gone = (await backup.RestoreAsync(BackupPath, force: true, Cancel), await backup.RestoreAsync(BackupPath, force: true, Cancel));

        Assert.Equal(Client.Id, tried.Id);
        Assert.Equal((0, 0), gone);
        Assert.Equal("acme", (await clients.ListAsync(Cancel)).Single().Slug);
    }

    /// <summary>The way to the other engine and back: what the newer backup knows to be erased is no loss.</summary>
    [Fact]
    public async Task RestoreAsync_OverAnOlderCopyThatStillHasAnErasedClient_IsNotRefused()
    {
        var erased = await Clients.AddAsync("beta", "Beta", [], Cancel);
        await Backup.BackupAsync(BackupPath, Cancel);
        await using var other = await TestDatabase.CreateAsync(Dialect.Sqlite, Server);
        DatabaseBackup older = new(other.Store, Clock);
        await older.RestoreAsync(BackupPath, force: false, Cancel);
        await new Data.Clients.ClientEraser(Database, Clients, new FactReader(Database), Clock).EraseAsync(erased.Id, Cancel);
        Clock.Advance(TimeSpan.FromHours(1));
        await Backup.BackupAsync(BackupPath, Cancel);

        await older.RestoreAsync(BackupPath, force: false, Cancel);

        Assert.Equal(1, await CountAsync(other.Store, "client"));
    }

    [Fact]
    public async Task RestoreAsync_AClientWasErasedBeforeTheBackup_LeavesTheOthers()
    {
        var erased = await Clients.AddAsync("beta", "Beta", [], Cancel);
        await new Data.Clients.ClientEraser(Database, Clients, new FactReader(Database), Clock).EraseAsync(erased.Id, Cancel);
        Clock.Advance(TimeSpan.FromHours(1));
        await Backup.BackupAsync(BackupPath, Cancel);

        Assert.Equal(0, await Backup.RestoreAsync(BackupPath, force: false, Cancel));

        Assert.Equal(1, await CountAsync(Database, "client where slug = 'acme'"));
        Assert.Equal(1, await CountAsync(Database, "erased_client"));
    }

    [Fact]
    public async Task RestoreAsync_MessagesWereWaiting_AreNotSentAgain()
    {
        const string sql = """
            insert into outbox (chat_id, seq, lane, kind, payload, created_at, not_before, state) values (1, 1, 1, 1, '{}', @now, null, 0), (1, 2, 1, 1, '{}', @now, @later, 0)
            """;
        var now = UnixMicros.Of(Clock.GetUtcNow());
        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, new { now, later = now + TimeSpan.MicrosecondsPerDay }, transaction), Cancel);
        await Backup.BackupAsync(BackupPath, Cancel);
        Clock.Advance(TimeSpan.FromHours(1));

        await Backup.RestoreAsync(BackupPath, force: true, Cancel);

        await using var connection = await Database.OpenAsync(Cancel);
        Assert.Equal([5L, 0L], await connection.QueryAsync<long>("select state from outbox order by seq"));
    }

    [Fact]
    public async Task RestoreAsync_AnyByteChanged_IsRefused()
    {
        await Backup.BackupAsync(BackupPath, Cancel);
        var bytes = await File.ReadAllBytesAsync(BackupPath, Cancel);
        var random = new Random(7);
        for (var i = 0; i < 20; i++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(100, damaged.Length)] ^= (byte)random.Next(1, 256);
            await RefusedAsync(damaged, "is damaged");
        }
    }

    [Fact]
    public async Task RestoreAsync_FilesThatAreNoBackup_AreRefusedWithTheReason()
    {
        await Backup.BackupAsync(BackupPath, Cancel);
        var bytes = await File.ReadAllBytesAsync(BackupPath, Cancel);
        var foreign = (byte[])bytes.Clone();
        foreign[68] ^= 1;

        await RefusedAsync(bytes[..^1], "its end is missing");
        await RefusedAsync(bytes[..(bytes.Length / 2)], "its end is missing");
        await RefusedAsync([], "is empty");
        await RefusedAsync("hello"u8.ToArray(), "is no backup");
        await RefusedAsync(foreign, "another program");
        var missing = await Assert.ThrowsAsync<DatabaseException>(() => Backup.RestoreAsync(BackupPath + ".none", force: true, Cancel));
        Assert.Contains("cannot be read", missing.Message, StringComparison.Ordinal);
    }

    protected static async Task<long> CountAsync(Data.Database.Database database, string what)
    {
        await using var connection = await database.OpenAsync(Cancel);
        return await connection.ExecuteScalarAsync<long>($"select count(*) from {what}");
    }

    private const string PairSql = "insert into client (slug, name, name_folded) values (@name, 'x', 'x'), (@other, 'x', 'x')";

    private async Task RefusedAsync(byte[] content, string reason)
    {
        var path = Path.Combine(TestDatabase.Folder, "bad.smk");
        await File.WriteAllBytesAsync(path, content, Cancel);
        var error = await Assert.ThrowsAsync<DatabaseException>(() => Backup.RestoreAsync(path, force: true, Cancel));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Single(await Clients.ListAsync(Cancel));
    }
}
