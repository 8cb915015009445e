using System.Globalization;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using Xunit;

namespace SmmKpiBot.IntegrationTests.CommandLine;

/// <summary>How a running program ends: told to, or because its token was revoked.</summary>
public sealed class LoudStopTests : IAsyncLifetime
{
    private const long Person = 501;

    private readonly BotProcess _bot = new();
    private BotApiServer _telegram = null!;
    private TelegramChat _chat = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _telegram = await BotApiServer.StartAsync(new BotApiOptions { MaxPollTimeout = TimeSpan.FromSeconds(1) }, Stop);
        _chat = _telegram.World.AddPrivateChat(_telegram.World.AddUser(Person, "Олена", null, "uk"));
    }

    [Fact]
    public async Task TokenRevokedWhileRunning_StopsWithAWordAndExitCode1AndAnswersAfterwards()
    {
        var revoked = _telegram.Faults.Add(new Fault(FaultKind.Unauthorized) { Method = "sendMessage" });
        using var process = Start();
        var ending = BotProcess.EndAsync(process);
        _telegram.People.Write(_chat, _telegram.World.FindUser(Person)!, "/start");
        await Watching.UntilAsync(() => Task.FromResult(_telegram.Calls.Of("sendMessage").Count > 0));

        var alsoRevoked = _telegram.Faults.Add(new Fault(FaultKind.Unauthorized) { Method = "getUpdates" });
        _telegram.People.Write(_chat, _telegram.World.FindUser(Person)!, "/start");
        var run = await ending;

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Telegram refuses the token (401)", run.Error, StringComparison.Ordinal);
        Assert.Contains("Telegram__Token", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unexpected", run.Error, StringComparison.Ordinal);

        _telegram.Faults.Remove(revoked);
        _telegram.Faults.Remove(alsoRevoked);
        using var again = Start();
        var end = BotProcess.EndAsync(again);
        try
        {
            await Watching.UntilAsync(() => Task.FromResult(_telegram.World.MessagesOf(Person).Count(message => message.From.IsBot) == 2));
        }
        finally
        {
            again.Kill();
            await end;
        }
    }

    [Fact]
    public async Task Terminated_WhileRunning_EndsQuietlyWithExitCode0()
    {
        using var process = Start();
        var ending = BotProcess.EndAsync(process);
        // The first call comes while the other parts still start; by the third everything runs.
        await Watching.UntilAsync(() => Task.FromResult(_telegram.Calls.Of("getUpdates").Count > 2));

        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        var run = await ending;

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.DoesNotContain("rror", run.Error, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _telegram.DisposeAsync();
        _bot.Dispose();
    }

    private System.Diagnostics.Process Start() => _bot.Start(
        "run",
        "--Telegram:Token", _telegram.Token,
        "--Telegram:ApiBaseUrl", _telegram.BaseUrl,
        "--Web:Listen", "http://127.0.0.1:0",
        "--Agency:OwnerUserIds:0", Person.ToString(CultureInfo.InvariantCulture));
}
