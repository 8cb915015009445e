using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Telegram;
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

    /// <summary>The message with a text, once the first minutes of its group are over.</summary>
    private static async Task<string> LookAsync(FeedWorld world, string text)
    {
        await world.Bot.Get<AlertRound>().RunAsync(Stop);
        world.Bot.Advance(TimeSpan.FromMinutes(16));
        await world.Bot.Get<AlertRound>().RunAsync(Stop);
        return (await world.Telegram.MessageAsync(world.OwnerChat, message => message.Text?.Contains(text, StringComparison.Ordinal) == true)).Text!;
    }
}
