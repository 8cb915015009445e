using System.Text.Json;
using Xunit;

namespace SmmKpiBot.IntegrationTests.CommandLine;

public sealed class AlertVerbTests : IDisposable
{
    private readonly BotProcess _bot = new();

    [Fact]
    public async Task AlertVerbs_FromAddToRemove_ShowTheRuleInWords()
    {
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme");

        var added = await DoneAsync("alert", "add", "acme", "--kpi", "reach.views", "--falls", "30", "--patience", "3", "--severity", "critical", "--format", "json");
        var id = added.Json.GetProperty("id").GetString()!;
        var changed = await DoneAsync("alert", "set", id, "--kpi", "reach.views", "--below", "500", "--format", "json");
        await DoneAsync("alert", "set", "default.views", "--off", "--client", "acme");
        var list = await DoneAsync("alert", "list", "acme", "--format", "json");
        await DoneAsync("alert", "remove", id);

        Assert.Equal("critical", added.Json.GetProperty("severity").GetString());
        Assert.Equal(3, changed.Json.GetProperty("fireAfter").GetInt32());
        Assert.Contains("500", changed.Json.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        var rules = list.Json.GetProperty("rules").EnumerateArray().ToList();
        Assert.Contains(rules, rule => rule.GetProperty("id").GetString() == id && rule.GetProperty("client").GetString() == "acme");
        Assert.Contains(rules, rule => !rule.GetProperty("enabled").GetBoolean() && rule.GetProperty("replaces").GetString() == "default.views");
        Assert.Empty(list.Json.GetProperty("open").EnumerateArray());
        Assert.DoesNotContain((await DoneAsync("alert", "list", "--format", "json")).Json.GetProperty("rules").EnumerateArray(), rule => rule.GetProperty("id").GetString() == id);
    }

    [Fact]
    public async Task Rehearse_FiguresThatFellOnce_SaysWhen()
    {
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme");
        await _bot.SayAsync("account", "add", "acme", "instagram", "main");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var lines = Enumerable.Range(2, 60).Select(back => FormattableString.Invariant($"{today.AddDays(-back):yyyy-MM-dd},views,{(back is > 20 and < 30 ? 10 : 1000)},"));
        var file = _bot.WriteFile("views.csv", "date,metric,value,dimension\n" + string.Join('\n', lines) + "\n");
        await DoneAsync("import", file, "--client", "acme", "--account", "instagram/main");

        var rehearsed = await DoneAsync("alert", "rehearse", "acme", "--kpi", "reach.views", "--below", "500", "--window", "1", "--format", "json");
        var text = await DoneAsync("alert", "rehearse", "acme", "--rule", "default.views");

        Assert.Equal(1, rehearsed.Json.GetProperty("fired").GetInt32());
        Assert.Equal(JsonValueKind.String, rehearsed.Json.GetProperty("episodes")[0].GetProperty("endedOn").ValueKind);
        Assert.Contains("In the last 90", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_AddedAndEnded_IsListedMeanwhile()
    {
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme");

        var added = await DoneAsync("alert", "silence", "add", "acme", "--for", "7d", "--reason", "relaunch", "--format", "json");
        var id = added.Json[0].GetProperty("id").GetString()!;
        var listed = await DoneAsync("alert", "silence", "list");
        await DoneAsync("alert", "silence", "end", id);

        Assert.Contains("relaunch", listed.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing is silenced", (await DoneAsync("alert", "silence", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await _bot.SayAsync("alert", "silence", "end", id)).ExitCode);
    }

    [Theory]
    [InlineData("--all", "alert add nobody --kpi reach.views --falls 30")]
    [InlineData("--below", "alert add --all --kpi reach.views")]
    [InlineData("--kpi", "alert add --all --falls 30")]
    [InlineData("reach.view", "alert add --all --kpi reach.vews --falls 30")]
    [InlineData("two rules", "alert add --all --kpi reach.views --falls 30 --rises 20")]
    [InlineData("100%", "alert add --all --kpi reach.views --falls 130")]
    [InlineData("trillion", "alert add --all --kpi paid.spend --below 79228162514264337593543950335")]
    [InlineData("trillion", "alert add --all --budget-pace 79228162514264337593543950335")]
    [InlineData("'much' for option '--below'", "alert add --all --kpi reach.views --below much")]
    [InlineData("from 1", "alert history --limit -1")]
    [InlineData("default.views", "alert silence add --all --rule default.view --for 2h")]
    [InlineData("default.views", "alert set default.view --off")]
    [InlineData("30 days", "alert silence add --all --account instagram/* --for 40d")]
    [InlineData("what to silence", "alert silence add --all --for 4d")]
    [InlineData("12h", "alert silence add --all --account instagram/* --for soon")]
    [InlineData("built in", "alert remove default.views")]
    public async Task BadCommandLine_SaysWhatToWriteAndEndsWithTwo(string said, string commandLine)
    {
        var run = await _bot.SayAsync(commandLine.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
        if (said != "--all")
            Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _bot.Dispose();

    private async Task<BotProcess.Run> DoneAsync(params string[] arguments)
    {
        var run = await _bot.SayAsync(arguments);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}: exit code {run.ExitCode}: {run.Error}");
        return run;
    }
}
