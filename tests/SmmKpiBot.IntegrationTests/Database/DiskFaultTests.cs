using Microsoft.Data.Sqlite;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.CommandLine;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Database;

/// <summary>What becomes of the SQLite file when the program is killed at a sync or the disk fails under it. The built program, and strace between it and the disk.</summary>
public sealed class DiskFaultTests : IDisposable
{
    private const string Syncs = "fsync,fdatasync";
    private const string Writes = "pwrite64,write,ftruncate";

    private readonly BotProcess _bot = new();

    private string File => _bot.PathOf(Path.Combine("data", "smmkpibot.db"));

    [Fact]
    public async Task Write_KilledAtEachSync_KeepsWhatItTold()
    {
        await _bot.DoneAsync("client", "list");
        var told = new List<string>();
        var kills = 0;
        for (BotProcess.Run run; (run = await AddAsync($"c{kills}", $"{Syncs}:signal=KILL:when={kills + 1}")).ExitCode != 0; kills++)
        {
            if (run.Output.Contains($"c{kills}", StringComparison.Ordinal))
                told.Add($"c{kills}");
            Assert.Subset((await SlugsAsync()).ToHashSet(), told.ToHashSet());
        }

        // The header of the log and the commit; and the two of the checkpoint, when it runs in the same thread: strace counts the calls of each thread by itself.
        Assert.True(kills >= 2, $"{kills} kills");
        var stored = await SlugsAsync();
        Assert.Subset(stored.ToHashSet(), told.ToHashSet());
        Assert.Contains($"c{kills}", stored);
        Assert.DoesNotContain("c0", stored);
        AssertIntact();
    }

    [Theory]
    [InlineData(Syncs + ":error=EIO:when=1", "The disk under the database fails")]
    [InlineData(Syncs + ":error=EIO:when=2", "The disk under the database fails")]
    [InlineData(Syncs + ":error=EIO:when=1+", "The disk under the database fails")]
    [InlineData("pread64:error=EIO:when=1+", "The disk under the database fails")]
    [InlineData(Writes + ":error=EIO:when=3", "The disk under the database fails")]
    [InlineData(Writes + ":error=ENOSPC:when=1", "The disk is full")]
    [InlineData(Writes + ":error=ENOSPC:when=3", "The disk is full")]
    [InlineData(Writes + ":error=ENOSPC:when=1+", "The disk is full")]
    public async Task Write_WhileTheDiskFails_SaysSoStoresNothingAndWorksAfterwards(string fault, string said)
    {
        await _bot.DoneAsync("client", "add", "before", "--name", "Before");

        var run = await AddAsync("during", fault);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        await _bot.DoneAsync("client", "add", "after", "--name", "After");
        Assert.Equal(["after", "before"], await SlugsAsync());
        AssertIntact();
    }

    /// <summary>The disk takes its time, half a minute for one sync: what is told afterwards is stored.</summary>
    [Fact]
    public async Task Write_WhileTheDiskStallsForHalfAMinute_WaitsForItAndIsStored()
    {
        await _bot.DoneAsync("client", "add", "before", "--name", "Before");

        var run = await AddAsync("during", Syncs + ":delay_enter=30000000:when=1");

        Assert.Contains("(DELAYED)", await System.IO.File.ReadAllTextAsync(_bot.PathOf("strace.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(["before", "during"], await SlugsAsync());
        AssertIntact();
    }

    /// <summary>Told to end in the middle of a migration: whatever was done of it, the next start goes on from there.</summary>
    [Fact]
    public async Task Migrate_ToldToEndInTheMiddle_GoesOnFromThere()
    {
        var terminated = 0;
        foreach (var sync in new[] { 1, 3, 6 })
        {
            var run = await UnderAsync($"{Syncs}:signal=TERM:when={sync}", "client", "list");
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
            terminated += (await System.IO.File.ReadAllTextAsync(_bot.PathOf("strace.log"), TestContext.Current.CancellationToken)).Contains("SIGTERM", StringComparison.Ordinal) ? 1 : 0;
        }

        await _bot.DoneAsync("client", "add", "acme", "--name", "Acme");

        Assert.NotEqual(0, terminated);
        Assert.Equal(["acme"], await SlugsAsync());
        Assert.Equal(await SchemaOfNewAsync(), Schema(File));
        AssertIntact();
    }

    [Fact]
    public async Task Migrate_KilledAgainAndAgainAndOnAFullDisk_GoesOnFromThere()
    {
        var kills = 0;
        foreach (var sync in new[] { 1, 2, 4, 7 })
            kills += (await UnderAsync($"{Syncs}:signal=KILL:when={sync}", "client", "list")).ExitCode == 0 ? 0 : 1;
        var full = await UnderAsync(Writes + ":error=ENOSPC:when=40", "client", "list");
        await _bot.DoneAsync("client", "add", "acme", "--name", "Acme");

        Assert.Equal(4, kills);
        Assert.Equal(1, full.ExitCode);
        Assert.Contains("The disk is full", full.Error, StringComparison.Ordinal);
        Assert.Equal(["acme"], await SlugsAsync());
        Assert.Equal(await SchemaOfNewAsync(), Schema(File));
        AssertIntact();
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _bot.Dispose();
    }

    private static List<string> Schema(string file) => Query(file, "select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_master where name not like 'sqlite_%' order by 1");

    private static List<string> Query(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        return [.. Dapper.SqlMapper.Query<string>(connection, sql)];
    }

    private async Task<List<string>> SchemaOfNewAsync()
    {
        var file = _bot.PathOf("new.db");
        await using var database = new Data.Database.Database(Microsoft.Extensions.Options.Options.Create(new DatabaseOptions { ConnectionString = $"Data Source={file}" }));
        await database.MigrateAsync(TestContext.Current.CancellationToken);
        return Schema(file);
    }

    private void AssertIntact() => Assert.Equal(["ok"], Query(File, "pragma integrity_check"));

    private async Task<List<string>> SlugsAsync() =>
        [.. (await _bot.DoneAsync("client", "list", "--format", "json")).Json.EnumerateArray().Select(client => client.GetProperty("slug").GetString()!).Order(StringComparer.Ordinal)];

    private Task<BotProcess.Run> AddAsync(string slug, string fault) => UnderAsync(fault, "client", "add", slug, "--name", slug);

    private async Task<BotProcess.Run> UnderAsync(string fault, params string[] arguments)
    {
        using var process = _bot.StartUnder(Strace.Injecting(fault, _bot.PathOf("strace.log"), File, File + "-wal", File + "-journal"), [], arguments);
        return await BotProcess.EndAsync(process);
    }
}
