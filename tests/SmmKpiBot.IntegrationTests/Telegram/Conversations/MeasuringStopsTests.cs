using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Bot.Telegram.Updates;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram.Conversations;

/// <summary>What is not measured any more keeps no alert open for long: the round looks at once.</summary>
public sealed class MeasuringStopsTests
{
    private const long Group = -1_000_000_000_700;

    private static readonly Asker Owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StoppedInTheSettingsOfTheClient_WakesTheRoundOfAlerts()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await MeasuredAsync(bot);

        await StopAsync(bot, Owner, "/settings acme", "Не вимірювати: ");
    }

    [Fact]
    public async Task StoppedInTheGroupItself_WakesTheRoundOfAlerts()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await MeasuredAsync(bot);
        var group = BotUnderTest.InGroup(BotUnderTest.OwnerId, Group);
        await bot.JoinAsync(group, ChatPurpose.Client, client);

        await StopAsync(bot, group, "/settings", "Вимірювати відповіді в цьому чаті ✓");
    }

    /// <summary>A group whose answers are measured; gives its client.</summary>
    private static async Task<long> MeasuredAsync(BotUnderTest bot)
    {
        await bot.SayAsync(Owner, "/start");
        var client = await bot.AddClientAsync("acme", "Acme");
        var feeds = bot.Get<FeedStore>();
        await bot.Get<Data.Database.Database>().WriteAsync(
            async (connection, transaction) =>
            {
                var offered = await feeds.OfferAsync(connection, transaction, new NewFeed(FeedKind.Group, Group, null, "Acme і ми"), limited: false);
                await feeds.SwitchOnAsync(connection, transaction, offered!.Value.Feed, client.Id);
            },
            Stop);
        return client.Id;
    }

    private static async Task StopAsync(BotUnderTest bot, Asker from, string settings, string button)
    {
        var alerts = bot.Get<AlertWakes>().Reader;
        var page = (await bot.SayAsync(from, settings)).SelectMany(message => message.Content.Buttons).SelectMany(row => row);
        while (alerts.TryRead(out _))
        {
        }

        await bot.PressAsync(from, page.First(one => one.Text.StartsWith(button, StringComparison.Ordinal)).CallbackData);

        Assert.DoesNotContain(await bot.Get<FeedStore>().ListAsync(Stop), feed => feed.State == FeedState.On);
        Assert.True(alerts.TryRead(out _));
    }
}
