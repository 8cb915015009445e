using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data.Clients;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>Reminders and escalation of one client, chosen in the chat.</summary>
public sealed class WaitSettingsTests
{
    private const long Lead = 9;

    private static readonly Asker Owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Choose_PartTimesAndPerson_AreTheClientsKeys()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await bot.SayAsync(Owner, "/start");
        var client = await bot.AddClientAsync("acme", "Acme");
        bot.Telegram.World.AddPrivateChat(bot.Telegram.World.AddUser(Lead, "Марко"));
        await bot.JoinAsync(BotUnderTest.InPrivate(Lead, "Марко"), ChatPurpose.Staff);
        var page = Assert.Single(await bot.PressAsync(Owner, Id(Assert.Single(await bot.SayAsync(Owner, "/settings acme")), "Нагадування")));
        Assert.Contains("коли мине 80", BotUnderTest.Visible(page), StringComparison.Ordinal);

        await bot.PressAsync(Owner, Id(page, "70"));
        await bot.PressAsync(Owner, Id(page, "3×"));
        var chosen = Assert.Single(await bot.PressAsync(Owner, Id(page, "Марко")));

        var keys = (await bot.Get<ClientStore>().KeysAsync(client.Id, Stop)).ToDictionary();
        Assert.Equal(("70%", "3", $"{Lead}"), (keys["answer-nudge"], keys["answer-escalation"], keys["answer-escalate-to"]));
        Assert.Contains("Марко ✓", BotUnderTest.Visible(chosen), StringComparison.Ordinal);
        await bot.PressAsync(Owner, Id(chosen, "Як в агенції"));
        Assert.Null((await bot.Get<ClientStore>().FindAsync(client.Id, Stop))!.EscalateTo);
    }

    [Fact]
    public async Task Choose_ChatThatIsUnboundMeanwhile_ChangesNothing()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await bot.SayAsync(Owner, "/start");
        var client = await bot.AddClientAsync("acme", "Acme");
        bot.Telegram.World.AddPrivateChat(bot.Telegram.World.AddUser(Lead, "Марко"));
        await bot.JoinAsync(BotUnderTest.InPrivate(Lead, "Марко"), ChatPurpose.Staff);
        var page = Assert.Single(await bot.PressAsync(Owner, Id(Assert.Single(await bot.SayAsync(Owner, "/settings acme")), "Нагадування")));
        var binding = (await bot.Get<ChatStore>().ListAsync(Stop)).Single(chat => chat.ChatId == Lead);
        await bot.Get<ChatRemoval>().RemoveAsync(binding.Id, Stop);

        await bot.PressAsync(Owner, Id(page, "Марко"));

        Assert.Null((await bot.Get<ClientStore>().FindAsync(client.Id, Stop))!.EscalateTo);
    }

    private static string Id(OutboxMessage message, string text) =>
        message.Content.Buttons.SelectMany(row => row).First(button => button.Text.StartsWith(text, StringComparison.Ordinal)).CallbackData!;
}
