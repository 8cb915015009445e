using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.IntegrationTests.Telegram;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Schedule;

public sealed class ScheduleFollowerTests
{
    private const long Group = -77;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rebinding_AfterTheHostEnded_ThrowsNothing(bool isStoppedFirst)
    {
        var bot = await BotUnderTest.CreateAsync();
        var acme = await bot.AddClientAsync("acme", "Acme");
        await bot.Host.StartAsync(TestContext.Current.CancellationToken);
        var (chats, follower) = (bot.Get<ChatStore>(), bot.Host.Services.GetServices<IHostedService>().OfType<ScheduleFollower>().Single());
        if (isStoppedFirst)
        {
            await bot.Host.StopAsync(TestContext.Current.CancellationToken);
            await bot.JoinAsync(BotUnderTest.InGroup(BotUnderTest.OwnerId, Group), ChatPurpose.Client, acme.Id);
        }

        await bot.DisposeAsync();
        chats.NotifyChanged();

        Assert.True(follower.ExecuteTask?.IsCompletedSuccessfully);
    }
}
