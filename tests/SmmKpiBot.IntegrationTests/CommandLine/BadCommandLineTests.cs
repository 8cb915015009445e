using Xunit;

namespace SmmKpiBot.IntegrationTests.CommandLine;

public sealed class BadCommandLineTests : IDisposable
{
    private readonly BotProcess _bot = new();

    [Theory]
    [InlineData("clint list", "client")]
    [InlineData("client lst", "list")]
    [InlineData("client", "--help")]
    [InlineData("kpi nobody", "client add")]
    [InlineData("kpi acm", "acme")]
    [InlineData("kpi acme --period sometimes", "2026-11-02..2026-11-15")]
    [InlineData("kpi acme --period 2030-01", "2030-01")]
    [InlineData("kpi acme --kpi reach.view", "reach.views")]
    [InlineData("kpi acme --compare never", "previous")]
    [InlineData("kpi acme --as-of yesterday", "2026-11-23")]
    [InlineData("kpi acme --as-of 0001-01-01", "2026-11-23")]
    [InlineData("kpi acme --format xml", "json")]
    [InlineData("client set acme zone=Mars/Base", "Europe/Kyiv")]
    [InlineData("client set acme colour=red", "zone")]
    [InlineData("client set acme zone", "KEY=VALUE")]
    [InlineData("client set acme plan.quality.purchase=340/month", "quality.purchases")]
    [InlineData("client add acme --name Again", "acme")]
    [InlineData("client add Bad_Slug --name Bad", "Bad_Slug")]
    [InlineData("account add acme instgram x", "instagram")]
    [InlineData("account add acme instagram main", "already")]
    [InlineData("import x.csv --client acme --account instagram/main", "x.csv")]
    [InlineData("import template postz", "posts")]
    [InlineData("import undo 99", "99")]
    [InlineData("outbox retry 99", "99")]
    [InlineData("chat remove 99", "99")]
    [InlineData("account remove acme instagram/main", "--yes")]
    [InlineData("account connect acme instagram/main", "Networks")]
    [InlineData("kpi acme --Database:Provider", "VALUE")]
    public async Task Verb_BadCommandLine_IsExit2WithWhatToDoAndNothingOnStdout(string typed, string says)
    {
        if (!typed.StartsWith("kpi nobody", StringComparison.Ordinal))
        {
            await _bot.SayAsync("client", "add", "acme", "--name", "Acme", "zone=Europe/Kyiv");
            await _bot.SayAsync("account", "add", "acme", "instagram", "main");
        }

        var run = await _bot.SayAsync(typed.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    public void Dispose() => _bot.Dispose();
}
