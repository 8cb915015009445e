using System.Globalization;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using Xunit;

namespace SmmKpiBot.IntegrationTests.CommandLine;

/// <summary>The built program where there is little of something: memory, threads, processors, places to write to.</summary>
public sealed class NarrowMachineTests : IAsyncLifetime
{
    private const long Owner = 501;

    /// <summary>Calls that change something in the file system.</summary>
    private const string Changes = "open,openat,creat,mkdir,mkdirat,unlink,unlinkat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mknod,mknodat,truncate,chmod,fchmodat,chown,fchownat";

    private readonly BotProcess _bot = new();
    private BotApiServer _telegram = null!;
    private TelegramChat _chat = null!;

    public async ValueTask InitializeAsync()
    {
        _telegram = await BotApiServer.StartAsync(new BotApiOptions { MaxPollTimeout = TimeSpan.FromSeconds(1) }, TestContext.Current.CancellationToken);
        _chat = _telegram.World.AddPrivateChat(_telegram.World.AddUser(Owner, "Олена", null, "uk"));
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme");
        await _bot.SayAsync("account", "add", "acme", "facebook", "page");
        var days = Enumerable.Range(1, 27).Select(day => $"2026-11-{day:00},views,{1000 + day}");
        var figures = _bot.WriteFile("views.csv", "date,metric,value\n" + string.Join('\n', days));
        Assert.Equal(0, (await _bot.SayAsync("import", figures, "--client", "acme", "--account", "facebook/page")).ExitCode);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    /// <summary>A heap of 128 MB leaves as much again for the rest of a process of 256 MB.</summary>
    [Fact]
    public async Task Run_With256MegabytesOfMemory_SendsADigest() => await SendADigestAsync([], new() { ["DOTNET_GCHeapHardLimit"] = "0x8000000" });

    [Fact]
    public async Task Run_WithThreeThreadsForAllWork_SendsADigest() => await SendADigestAsync([], new() { ["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "3" });

    [Fact]
    public async Task Run_WhileNeighboursTakeEveryProcessor_SendsADigest()
    {
        var neighbours = Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => System.Diagnostics.Process.Start("sh", ["-c", "while :; do :; done"])).ToList();
        try
        {
            await SendADigestAsync([], []);

            Assert.All(neighbours, neighbour => Assert.False(neighbour.HasExited));
        }
        finally
        {
            foreach (var neighbour in neighbours)
            {
                neighbour.Kill();
                neighbour.Dispose();
            }
        }
    }

    [Fact]
    public async Task Run_SendingADigest_WritesNothingOutsideItsFolder()
    {
        var log = _bot.PathOf("strace.log");

        // As the image sets them: the runtime's own pipes for debuggers are off, and temporary files are in the folder.
        await SendADigestAsync(Strace.Of("-o", log, "-e", "trace=" + Changes), new() { ["DOTNET_EnableDiagnostics"] = "0", ["TMPDIR"] = _bot.Folder });

        var calls = await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken);
        Assert.Contains(calls, call => call.Contains("bot.db-wal\"", StringComparison.Ordinal));
        Assert.DoesNotContain(calls, call => IsChange(call) && !IsOwn(call));
    }

    /// <summary>Who watches a folder is woken by each write of the database in it.</summary>
    [Fact]
    public async Task Run_SendingADigest_WatchesNoFolder()
    {
        var log = _bot.PathOf("strace.log");

        await SendADigestAsync(Strace.Of("-o", log, "-e", "trace=inotify_add_watch,execve"), []);

        var calls = await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken);
        Assert.Contains(calls, call => call.Contains("execve(", StringComparison.Ordinal));
        Assert.DoesNotContain(calls, call => call.Contains("inotify_add_watch(", StringComparison.Ordinal));
    }

    /// <summary>Told to end while it makes the digest that was asked for: it comes after the next start, and once.</summary>
    [Fact]
    public async Task Run_ToldToEndInTheMiddleOfADigest_SendsItOnceAfterTheNextStart()
    {
        using (var first = Start([], []))
        {
            var ending = BotProcess.EndAsync(first);
            Ask();
            // The question is taken from Telegram when the next call confirms it: from then on nobody but the program knows of it.
            await Watching.UntilAsync(() => Task.FromResult(_telegram.Updates.PendingCount == 0));
            Terminate(first.Id);
            var run = await ending;
            Assert.True(run.ExitCode == 0, run.Error);

            // The scheduler's library calls it an error of its own that it was told to end while it began.
            Assert.DoesNotContain("error SmmKpiBot", run.Error, StringComparison.Ordinal);
        }

        using var second = Start([], []);
        var end = BotProcess.EndAsync(second);
        await _telegram.MessageAsync(_chat, message => message.Photo is not null);
        Terminate(second.Id);
        Assert.Equal(0, (await end).ExitCode);

        Assert.Single(_telegram.World.MessagesOf(Owner), message => message.Photo is not null);
    }

    public async ValueTask DisposeAsync()
    {
        await _telegram.DisposeAsync();
        _bot.Dispose();
    }

    /// <summary>Of what succeeded: everything but opening for reading only.</summary>
    private static bool IsChange(string call) =>
        call.Contains(") = ", StringComparison.Ordinal) && !call.Contains(" = -1 ", StringComparison.Ordinal) && !call.Contains("resumed>", StringComparison.Ordinal)
        && (!call.Contains(" open", StringComparison.Ordinal) || call.Contains("O_WRONLY", StringComparison.Ordinal) || call.Contains("O_RDWR", StringComparison.Ordinal) || call.Contains("O_CREAT", StringComparison.Ordinal));

    /// <summary>The folder, names of threads, and what is no file.</summary>
    private bool IsOwn(string call) =>
        call.Contains($"\"{_bot.Folder}/", StringComparison.Ordinal) || call.Contains("\"/proc/self/task/", StringComparison.Ordinal) || call.Contains("\"/dev/null\"", StringComparison.Ordinal);

    private async Task SendADigestAsync(string[] wrapper, Dictionary<string, string> environment)
    {
        using var process = Start(wrapper, environment);
        var ending = BotProcess.EndAsync(process);
        Ask();
        await _telegram.MessageAsync(_chat, message => message.Photo is not null);
        Terminate(wrapper.Length == 0 ? process.Id : ChildOf(process.Id));
        var run = await ending;

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.DoesNotContain("rror", run.Error, StringComparison.Ordinal);
    }

    private System.Diagnostics.Process Start(string[] wrapper, Dictionary<string, string> environment) => _bot.StartUnder(
        wrapper,
        environment,
        "run",
        "--Database:ConnectionString", $"Data Source={_bot.PathOf("bot.db")}",
        "--Security:KeyFile", _bot.PathOf("bot.key"),
        "--Telegram:Token", _telegram.Token,
        "--Telegram:ApiBaseUrl", _telegram.BaseUrl,
        "--Web:Listen", "http://127.0.0.1:0",
        "--Agency:OwnerUserIds:0", Owner.ToString(CultureInfo.InvariantCulture));

    private void Ask()
    {
        var owner = _telegram.World.FindUser(Owner)!;
        _telegram.People.Write(_chat, owner, "/start");
        _telegram.People.Write(_chat, owner, "/digest acme 2026-11-02..2026-11-15");
    }

    private static void Terminate(int process)
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static int ChildOf(int process) =>
        int.Parse(File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
}
