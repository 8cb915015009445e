using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.Sandbox.BotApi;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Canary;

/// <summary>The watch over the whole run would notice: shown with a secret of its own, so that it is not this run that fails.</summary>
public sealed class CanaryWatchTests
{
    private const string Secret = "a-secret-of-this-test-alone";
    private const string Line = "carries " + Secret;

    [Fact]
    public async Task Log_OfABotHostAtTrace_IsSeen()
    {
        using var watch = new CanaryWatch(Secret);
        await using var bot = await BotUnderTest.CreateAsync();

        var logger = bot.Get<ILoggerFactory>().CreateLogger("Quartz.Anything");
        logger.Log(LogLevel.Trace, default, Line, null, (text, _) => text);

        Assert.Contains("log of Quartz.Anything: carries " + Secret, Failure(watch), StringComparison.Ordinal);
    }

    [Fact]
    public void Log_WithAnExceptionThatCarriesIt_IsSeen()
    {
        using var watch = new CanaryWatch(Secret);
        var error = new InvalidOperationException("inside", new FormatException(Secret));

        watch.Logs.CreateLogger("Any").Log(LogLevel.Trace, default, "calm", error, (text, _) => text);

        Assert.Contains("FormatException: " + Secret, Failure(watch), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("tag")]
    [InlineData("event")]
    public void Trace_WithIt_IsSeen(string place)
    {
        using var watch = new CanaryWatch(Secret);
        using var source = new ActivitySource("canary-test");

        using (var activity = source.StartActivity("call")!)
        {
            if (place == "name")
                activity.DisplayName = Secret;
            else if (place == "tag")
                activity.SetTag("url.full", "https://h/bot1:" + Secret);
            else
                activity.AddEvent(new ActivityEvent("e", tags: new ActivityTagsCollection { ["t"] = Secret }));
        }

        Assert.Contains("trace of canary-test call", Failure(watch), StringComparison.Ordinal);
    }

    [Fact]
    public void Metric_WithIt_IsSeen()
    {
        using var watch = new CanaryWatch(Secret);
        using var meter = new Meter("canary-test");

        meter.CreateCounter<long>("calls").Add(1, KeyValuePair.Create<string, object?>("url", Secret));

        Assert.Contains("metric of calls url", Failure(watch), StringComparison.Ordinal);
    }

    [Fact]
    public void Exception_ThatIsCaught_IsSeen()
    {
        using var watch = new CanaryWatch(Secret);

        Assert.Throws<FormatException>(void () => throw new FormatException(Secret));

        Assert.Contains("exception of FormatException", Failure(watch), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABotThatTalksToTelegram_IsLookedAtEverywhereAndShowsNothing()
    {
        using var watch = new CanaryWatch(CanaryToken.Secret);
        await using var bot = await BotUnderTest.RunAsync();
        var chat = bot.Telegram.World.AddPrivateChat(bot.Telegram.World.AddUser(501, "Олена", null, "uk"));
        bot.Telegram.Faults.Add(new Fault(FaultKind.HtmlBadGateway) { Method = "getUpdates", Times = 1 });

        bot.Telegram.People.Write(chat, bot.Telegram.World.FindUser(501)!, "/start");
        await bot.Telegram.MessageAsync(chat, _ => true);

        Assert.All(["log", "metric", "exception"], kind => Assert.True(watch.LooksAt(kind) > 0, $"No {kind} was looked at."));
        Assert.Contains(bot.Telegram.Calls.All, call => call.Method == "sendMessage");
        watch.AssertUnseen();
    }

    private static string Failure(CanaryWatch watch) => Assert.Throws<CanarySeenException>(watch.AssertUnseen).Message;
}
