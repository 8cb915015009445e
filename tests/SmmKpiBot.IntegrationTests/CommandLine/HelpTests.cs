using Xunit;

namespace SmmKpiBot.IntegrationTests.CommandLine;

public sealed class HelpTests : IDisposable
{
    private readonly BotProcess _bot = new();

    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("client")]
    [InlineData("client add")]
    [InlineData("client set")]
    [InlineData("client keys")]
    [InlineData("client show")]
    [InlineData("client list")]
    [InlineData("client import")]
    [InlineData("client remove")]
    [InlineData("account")]
    [InlineData("account add")]
    [InlineData("account list")]
    [InlineData("account remove")]
    [InlineData("account connect")]
    [InlineData("account disconnect")]
    [InlineData("account token")]
    [InlineData("account token list")]
    [InlineData("import")]
    [InlineData("import list")]
    [InlineData("import undo")]
    [InlineData("import template")]
    [InlineData("kpi")]
    [InlineData("digest")]
    [InlineData("rate")]
    [InlineData("rate set")]
    [InlineData("alert")]
    [InlineData("alert silence")]
    [InlineData("chat")]
    [InlineData("chat invite")]
    [InlineData("chat list")]
    [InlineData("chat remove")]
    [InlineData("outbox")]
    [InlineData("outbox list")]
    [InlineData("outbox retry")]
    [InlineData("outbox discard")]
    [InlineData("doctor")]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("health")]
    public async Task Help_OfEveryVerb_ShowsUsageAndAnExample(string verb)
    {
        string[] words = verb.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var run = await _bot.SayAsync([.. words, "--help"]);

        Assert.Contains("Usage:\n  dotnet SmmKpiBot.Bot.dll ", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(words.Length > 0, run.Output.Contains("Examples:\n  dotnet SmmKpiBot.Bot.dll ", StringComparison.Ordinal));
        Assert.Empty(run.Error);
    }

    public void Dispose() => _bot.Dispose();
}
