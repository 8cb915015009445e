using System.Net;
using System.Net.Http.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Sandbox.Chat;
using SmmKpiBot.Sandbox.Running;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Demo;

/// <summary>One sandbox works in a folder, and whoever comes second takes nothing from it.</summary>
public sealed class SandboxRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("smmkpibot-sandbox-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SandboxOptions Options => new()
    {
        Page = new Uri("http://127.0.0.1:0"),
        DataDirectory = Path.Combine(_folder, "data"),
        Now = new DateTime(2026, 11, 20, 10, 41, 0),
        Collects = false,
        Quiet = true,
    };

    [Fact]
    public async Task StartAsync_InTheFolderOfARunningSandbox_IsRefusedAndTheFirstGoesOn()
    {
        await using var first = await SandboxRun.StartAsync(Options, TextWriter.Null, Stop);

        foreach (var keeps in new[] { false, true })
        {
            using var notices = new StringWriter();
            var refusal = await Assert.ThrowsAsync<PageException>(() => SandboxRun.StartAsync(Options with { Keep = keeps }, notices, Stop));
            Assert.Equal("", notices.ToString());
            Assert.Contains("--data", refusal.Message, StringComparison.Ordinal);
            Assert.Contains(Options.DataDirectory, refusal.Message, StringComparison.Ordinal);
        }

        await using var connection = await first.Bot.Services.GetRequiredService<Data.Database.Database>().OpenAsync(Stop);
        Assert.Equal(3, await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM client"));
        Assert.True(File.Exists(Path.Combine(Options.DataDirectory, "sandbox.db")));
    }

    [Fact]
    public async Task StartAsync_InAFolderOfSomebody_LeavesTheirFiles()
    {
        Directory.CreateDirectory(Options.DataDirectory);
        var theirs = Path.Combine(Options.DataDirectory, "sandbox.xlsx");
        await File.WriteAllTextAsync(theirs, "theirs", Stop);

        await using var run = await SandboxRun.StartAsync(Options, TextWriter.Null, Stop);

        Assert.Equal("theirs", await File.ReadAllTextAsync(theirs, Stop));
    }

    [Fact]
    public async Task StartAsync_WhereABotWorksWithTheDatabase_IsRefusedAndDeletesNothing()
    {
        Directory.CreateDirectory(Options.DataDirectory);
        var file = Path.Combine(Options.DataDirectory, "sandbox.db");
        await using var bots = new Data.Database.Database(Microsoft.Extensions.Options.Options.Create(new DatabaseOptions { ConnectionString = $"Data Source={file}" }));
        await bots.MigrateAsync(Stop);
        await using (await DatabaseLock.TakeForBotAsync(bots, Stop))
        {
            await Assert.ThrowsAsync<DatabaseException>(() => SandboxRun.StartAsync(Options, TextWriter.Null, Stop));
        }

        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task StartAsync_WhereNoFolderCanBe_SaysWhatToDo()
    {
        await File.WriteAllTextAsync(Options.DataDirectory, "a file", Stop);

        foreach (var folder in new[] { Options.DataDirectory, Path.Combine(Options.DataDirectory, "below") })
        {
            var refusal = await Assert.ThrowsAsync<PageException>(() => SandboxRun.StartAsync(Options with { DataDirectory = folder }, TextWriter.Null, Stop));
            Assert.Contains("--data", refusal.Message, StringComparison.Ordinal);
            Assert.Contains(folder, refusal.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>What is wrong with the folder is no other sandbox.</summary>
    [Fact]
    public async Task StartAsync_WhereTheLockCannotBeMade_SaysWhatIsWrong()
    {
        Directory.CreateDirectory(Options.DataDirectory);
        var file = Path.Combine(Options.DataDirectory, "folder.lock");
        File.CreateSymbolicLink(file, file);

        var refusal = await Assert.ThrowsAsync<PageException>(() => SandboxRun.StartAsync(Options, TextWriter.Null, Stop));

        Assert.StartsWith($"The folder {Options.DataDirectory} cannot be used (", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_SaysWhatIsDone_AndNothingElse()
    {
        Assert.Equal("Inventing three clients with 13 months of figures …", await SaidAsync(Options));
        Assert.Equal("Going on with the clients of the last run …", await SaidAsync(Options with { Keep = true }));
    }

    [Theory]
    [InlineData("0001-01-01T00:00", "between 2000 and 2100")]
    [InlineData("9999-12-31T23:59", "between 2000 and 2100")]
    [InlineData("yesterday", "Write a date and a time")]
    [InlineData("2026-11-20T10:00", "only goes forward")]
    [InlineData("2029-01-01T10:00", "400 days")]
    public async Task Clock_ToATimeItCannotShow_SaysWhy(string wall, string why)
    {
        await using var sandbox = await SandboxRun.StartAsync(Options, TextWriter.Null, Stop);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Sandbox", "1");

        using var response = await http.PostAsJsonAsync(new Uri(new Uri(sandbox.Page.Address), "/api/clock"), new { to = "wall", wall }, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(why, await response.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private static async Task<string> SaidAsync(SandboxOptions options)
    {
        using var notices = new StringWriter();
        await using (await SandboxRun.StartAsync(options, notices, Stop))
            return notices.ToString().Trim();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
