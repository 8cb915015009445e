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
    [InlineData("client set acme goal=traffic currancy=UAH", "There is no key 'currancy'. Did you mean currency?")]
    [InlineData("client set acme goal=traffic currency=XXX", "Nothing was changed.")]
    [InlineData("client set acme goal=traffic answer-escalate-to=-77", "Nothing was changed.")]
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

    /// <summary>Who sets several keys sees all that is wrong at once, and need not wonder which of them hold.</summary>
    [Fact]
    public async Task ClientSet_SomeBadKeys_NamesEachAndChangesNothing()
    {
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme", "goal=sales");

        var run = await _bot.SayAsync("client", "set", "acme", "goal=traffic", "hide_spend=true", "zone=Mars/Base");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is no key 'hide_spend'. Did you mean hide-spend?", run.Error, StringComparison.Ordinal);
        Assert.Contains("zone: this machine knows no time zone 'Mars/Base'.", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was changed.", run.Error.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("goal=sales", (await _bot.SayAsync("client", "show", "acme")).Output, StringComparison.Ordinal);
    }

    /// <summary>What is typed may come from a script that was fed by somebody else: it moves no cursor and turns no text.</summary>
    [Theory]
    [InlineData("client", "show", "\u001b]0;owned\u0007\u001b[2Jx")]
    [InlineData("client", "show", "\u009b31mx\u202egnp")]
    [InlineData("kpi", "acme", "--period\u001b[31m")]
    [InlineData("\u001b[31mlist")]
    [InlineData("client", "list", "--Web:Listen")]
    public async Task Verb_BadCommandLine_SaysItBackWithoutControlCharacters(params string[] typed)
    {
        var run = await _bot.SayAsync(typed);

        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain(run.Error, letter => letter != '\n' && (char.IsControl(letter) || letter == '\u202e'));
        Assert.NotEmpty(run.Error);
    }

    [Theory]
    [InlineData("/proc/kallsyms")]
    [InlineData("/dev/zero")]
    public async Task Connect_WithAFileThatIsLargerThanItSays_IsRefusedUnread(string file)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has files that do not say how large they are.");
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme", "zone=Europe/Kyiv");
        await _bot.SayAsync("account", "add", "acme", "chatwoot", "support");

        var run = await _bot.SayAsync("account", "connect", "acme", "chatwoot/support", "--token-file", file);

        Assert.Equal((2, $"{Path.GetFileName(file)} is too large for a secret."), (run.ExitCode, run.Error.Trim()));
    }

    public void Dispose() => _bot.Dispose();
}
