using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Sandbox.BotApi.State;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram.Conversations;

/// <summary>A feed that nothing can be heard of is told of, for otherwise its waits are silently empty.</summary>
public sealed class FeedTroubleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Group_BotIsPutOutAndAddedAgain_OperatorIsToldOfBoth()
    {
        await using var world = await FeedWorld.CreateAsync();
        var group = await world.MeasuredGroupAsync();
        await world.Bot.Get<Housekeeping>().TidyAsync(Stop);

        world.Telegram.People.SetBotOut(group, world.Staff, isOut: true);
        await world.QuietAsync();
        var told = await LookAsync(world, "Доступ до акаунта втрачено");

        Assert.Contains("Бота прибрали з чату", told, StringComparison.Ordinal);
        world.Telegram.People.SetBotOut(group, world.Staff, isOut: false);
        await world.QuietAsync();
        world.Bot.Advance(TimeSpan.FromHours(1));
        await world.Bot.Get<Housekeeping>().TidyAsync(Stop);
        await LookAsync(world, "Знову в нормі");
    }

    /// <summary>The team is told at once, who runs the bot by the alert: nobody hears of it in two messages.</summary>
    [Fact]
    public async Task Group_BotIsPutOut_EachChatIsToldOnce()
    {
        await using var world = await FeedWorld.CreateAsync();

        await PutOutAsync(world);

        Assert.Equal("Мене прибрали з чату", Assert.Single(Told(world, world.StaffChat))[6..26]);
        Assert.Contains("Бота прибрали з чату", Assert.Single(Told(world, world.OwnerChat)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Group_BotIsPutOut_TeamThatRunsTheBotIsToldByTheAlertOnly()
    {
        await using var world = await FeedWorld.CreateAsync(null, "--Alerts:OperatorChat", "2");

        await PutOutAsync(world);

        Assert.Contains("Бота прибрали з чату", Assert.Single(Told(world, world.StaffChat)), StringComparison.Ordinal);
        Assert.Empty(Told(world, world.OwnerChat));
    }

    private static async Task PutOutAsync(FeedWorld world)
    {
        var group = await world.MeasuredGroupAsync();
        await world.Bot.Get<Housekeeping>().TidyAsync(Stop);
        world.Telegram.People.SetBotOut(group, world.Staff, isOut: true);
        await world.QuietAsync();
        await world.Bot.Get<AlertRound>().RunAsync(Stop);
        world.Bot.Advance(TimeSpan.FromMinutes(16));
        await world.Bot.Get<AlertRound>().RunAsync(Stop);
        await Watching.UntilAsync(async () => await world.ScalarAsync<long>("select count(*) from outbox where kind in (2, 3) and state in (0, 1, 3)") == 0);
    }

    /// <summary>What a chat was told of a chat that the bot is out of.</summary>
    private static List<string> Told(FeedWorld world, TelegramChat chat)
    {
        lock (world.Telegram.World.Gate)
            return [.. chat.Messages.Values.Select(message => message.Text ?? "").Where(text => text.Contains("прибрали з чату", StringComparison.Ordinal))];
    }

    /// <summary>The message with a text, once the first minutes of its group are over.</summary>
    private static async Task<string> LookAsync(FeedWorld world, string text)
    {
        await world.Bot.Get<AlertRound>().RunAsync(Stop);
        world.Bot.Advance(TimeSpan.FromMinutes(16));
        await world.Bot.Get<AlertRound>().RunAsync(Stop);
        return (await world.Telegram.MessageAsync(world.OwnerChat, message => message.Text?.Contains(text, StringComparison.Ordinal) == true)).Text!;
    }
}
