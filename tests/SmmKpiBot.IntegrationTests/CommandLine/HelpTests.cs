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
    [InlineData("client show")]
    [InlineData("client list")]
    [InlineData("client import")]
    [InlineData("client remove")]
    [InlineData("account add")]
    [InlineData("account list")]
    [InlineData("account remove")]
    [InlineData("account connect")]
    [InlineData("account token")]
    [InlineData("account token list")]
    [InlineData("import")]
    [InlineData("import list")]
    [InlineData("import undo")]
    [InlineData("import template")]
    [InlineData("kpi")]
    [InlineData("digest")]
    [InlineData("chat invite")]
    [InlineData("chat list")]
    [InlineData("chat remove")]
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

        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
        Assert.Equal(words.Length == 0 || verb == "client", !run.Output.Contains("Examples:", StringComparison.Ordinal));
        Assert.Empty(run.Error);
    }

    public void Dispose() => _bot.Dispose();
}
