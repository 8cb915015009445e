using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
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
        Assert.Equal("acme", added.Json.GetProperty("rehearsal").GetProperty("client").GetString());
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

        var added = await DoneAsync("alert", "add", "acme", "--kpi", "reach.views", "--below", "500", "--window", "1");
        var general = await DoneAsync("alert", "add", "--all", "--kpi", "reach.views", "--below", "400", "--window", "1");

        Assert.Equal(1, rehearsed.Json.GetProperty("fired").GetInt32());
        Assert.Contains("In the last 90 days this rule would have fired 1 time", added.Output.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Matches("alert rehearse SLUG --rule \\w+ tries it", general.Output);
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
    [InlineData("alert add acme --budget-pace 20 --budget 30000", "Ad spend since the month began: 120% or more of the budget for these days (30,000).")]
    [InlineData("alert add acme --unusual 3 --kpi reach.views --minimum 8", "Views over 7 days: at least 3 usual deviations below the usual (the median of the 8 periods before).")]
    [InlineData("alert add acme --slow-answers 25 --minimum 10", "Over 7 days at least 25% of the answers were late (with 10 waits or more).")]
    [InlineData("alert add acme --behind-plan 20 --kpi reach.views --clear 10", "Views since the month or quarter began: 80% or less of the plan for these days.")]
    public async Task Add_EveryOption_IsARuleInWords(string commandLine, string sentence)
    {
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme", "currency=UAH");

        var added = await DoneAsync([.. commandLine.Split(' '), "--format", "json"]);

        Assert.Equal(sentence, added.Json.GetProperty("sentence").GetString()!.Replace('\u00a0', ' '));
    }

    /// <summary>Two rules for one fault would tell of it twice in one message.</summary>
    [Theory]
    [InlineData("collector.nodata", "alert add acme --source no-data", "An account has given no new data for longer than usual.")]
    [InlineData("collector.error", "alert add acme --source error --patience 4", "An account's data cannot be collected.")]
    [InlineData("collector.access", "alert add --all --source access", "Access to an account is lost: no data come until somebody gives it anew.")]
    [InlineData("collector.throttled", "alert add acme --source throttled", "The network has allowed no calls for more than 6 h, because there were too many.")]
    [InlineData("collector.token", "alert add acme --token-days 10", "Access to an account ends within 10 days.")]
    public async Task Add_WhatABuiltInRuleWatches_IsRefusedUntilThatOneIsOff(string builtIn, string commandLine, string sentence)
    {
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme");

        var refused = await _bot.SayAsync(commandLine.Split(' '));
        await DoneAsync(["alert", "set", builtIn, "--off", .. commandLine.Contains("--all", StringComparison.Ordinal) ? (string[])[] : ["--client", "acme"]]);
        var added = await DoneAsync([.. commandLine.Split(' '), "--format", "json"]);
        var again = await _bot.SayAsync(commandLine.Split(' '));

        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains($"Such a rule is there already: {builtIn};", refused.Error, StringComparison.Ordinal);
        Assert.Equal(sentence, added.Json.GetProperty("sentence").GetString()!.Replace('\u00a0', ' '));
        Assert.Equal(2, again.ExitCode);
        Assert.Contains($"Such a rule is there already: {added.Json.GetProperty("id").GetString()};", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_TwoOfOneTroubleAtOnce_OneStaysAndTheOtherIsRefused()
    {
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme");
        await DoneAsync("alert", "set", "collector.token", "--off", "--client", "acme");

        var both = await Task.WhenAll(_bot.SayAsync("alert", "add", "acme", "--token-days", "10"), _bot.SayAsync("alert", "add", "acme", "--token-days", "20"));

        Assert.Equal([0, 2], both.Select(one => one.ExitCode).Order());
        Assert.Contains("Such a rule is there already", both.Single(one => one.ExitCode == 2).Error, StringComparison.Ordinal);
        Assert.Single(await ListAsync(), rule => rule.GetProperty("client").GetString() == "acme" && rule.GetProperty("enabled").GetBoolean());
    }

    /// <summary>By whichever way the second one would come into force.</summary>
    [Theory]
    [InlineData("alert set collector.token --on --client acme")]
    [InlineData("alert remove OFF")]
    [InlineData("alert set OFF --on")]
    [InlineData("alert set FIGURES --source access")]
    public async Task Change_ThatWouldMakeTwoRulesForOneTrouble_IsRefused(string commandLine)
    {
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme");
        await DoneAsync("alert", "set", "collector.token", "--off", "--client", "acme");
        var off = (await ListAsync()).Single(rule => rule.GetProperty("replaces").GetString() == "collector.token").GetProperty("id").GetString()!;
        var figures = (await DoneAsync("alert", "add", "acme", "--kpi", "reach.views", "--falls", "30", "--format", "json")).Json.GetProperty("id").GetString()!;
        await DoneAsync("alert", "add", "acme", "--token-days", "30");
        var before = await DoneAsync("alert", "list", "--format", "json");

        var refused = await _bot.SayAsync(commandLine.Replace("OFF", off, StringComparison.Ordinal).Replace("FIGURES", figures, StringComparison.Ordinal).Split(' '));

        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("both would tell of the same", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before.Output, (await DoneAsync("alert", "list", "--format", "json")).Output);
    }

    /// <summary>What is off for all can be on for one.</summary>
    [Fact]
    public async Task SetOn_OfOneClient_HoldsThereThoughTheRuleIsOffForAll()
    {
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme");
        await DoneAsync("alert", "set", "default.views", "--off");

        await DoneAsync("alert", "set", "default.views", "--on", "--client", "acme");

        Assert.True((await ListAsync()).Single(rule => rule.GetProperty("replaces").GetString() == "default.views").GetProperty("enabled").GetBoolean());
    }

    /// <summary>What watches nothing is named on the error stream, in doctor, and can be taken away.</summary>
    [Fact]
    public async Task RuleThatCannotBeRead_IsNamedByListAndDoctor_AndRemoved()
    {
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme");
        var id = (await DoneAsync("alert", "add", "acme", "--kpi", "reach.views", "--falls", "30", "--format", "json")).Json.GetProperty("id").GetString()!;
        await using (var connection = new SqliteConnection($"Data Source={_bot.PathOf("bot.db")}"))
            await connection.ExecuteAsync("update alert_rule set spec = replace(spec, 'reach.views', 'reach.gone') where id = @id", new { id });

        var list = await DoneAsync("alert", "list");
        var doctor = await _bot.SayAsync("doctor");
        await DoneAsync("alert", "remove", id);

        Assert.Contains($"The rule {id} cannot be read and watches nothing", list.Error, StringComparison.Ordinal);
        Assert.Contains($"alert remove {id}", doctor.Output, StringComparison.Ordinal);
        Assert.Contains("reach.gone", doctor.Output, StringComparison.Ordinal);
        Assert.Equal(1, doctor.ExitCode);
        Assert.DoesNotContain(id, (await _bot.SayAsync("doctor")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain(id, (await DoneAsync("alert", "list")).Error, StringComparison.Ordinal);
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
    [InlineData("'broken'", "alert add --all --source broken")]
    [InlineData("--kpi", "alert add --all --source error --kpi reach.views")]
    [InlineData("--window", "alert add --all --token-days 7 --window 3")]
    [InlineData("--clear", "alert add --all --source error --clear 3")]
    [InlineData("two rules", "alert add --all --source error --token-days 7")]
    [InlineData("1 to 60", "alert add --all --token-days 0")]
    [InlineData("1 to 60", "alert add --all --token-days 61")]
    [InlineData("'soon' for option '--token-days'", "alert add --all --token-days soon")]
    [InlineData("no patience", "alert add --all --token-days 7 --patience 3")]
    [InlineData("--budget-pace", "alert add --all --kpi paid.spend --above 5 --budget 30000")]
    [InlineData("above zero", "alert add --all --budget-pace 20 --budget -5")]
    [InlineData("--unusual or --slow-answers", "alert add --all --kpi reach.views --falls 30 --minimum 3")]
    [InlineData("least one", "alert add --all --slow-answers 25 --minimum 0")]
    [InlineData("3", "alert add --all --kpi reach.views --unusual 3 --minimum 0")]
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

    private async Task<IReadOnlyList<JsonElement>> ListAsync() => [.. (await DoneAsync("alert", "list", "--format", "json")).Json.GetProperty("rules").EnumerateArray()];

    private async Task<BotProcess.Run> DoneAsync(params string[] arguments)
    {
        var run = await _bot.SayAsync(arguments);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}: exit code {run.ExitCode}: {run.Error}");
        return run;
    }
}
