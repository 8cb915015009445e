using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Updates;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>Buttons carry an id and nothing else: altered, replayed, forwarded or borrowed ones do nothing.</summary>
public sealed class ButtonTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Press_WithAnyBitFlipped_DoesNothing()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var id = await KpiButtonAsync(bot);

        for (var at = 0; at < id.Length; at++)
        {
            var flipped = id[..at] + (char)(id[at] ^ 1) + id[(at + 1)..];
            Assert.Empty(await bot.PressAsync(BotUnderTest.InPrivate(BotUnderTest.OwnerId), flipped));
        }

        Assert.NotEmpty(await bot.PressAsync(BotUnderTest.InPrivate(BotUnderTest.OwnerId), id));
    }

    [Fact]
    public async Task Press_InAnotherChat_DoesNothing()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var id = await KpiButtonAsync(bot);

        Assert.Empty(await bot.PressAsync(BotUnderTest.InPrivate(99), id));
        Assert.Empty(await bot.PressAsync(BotUnderTest.InGroup(BotUnderTest.OwnerId, -5), id));
    }

    [Fact]
    public async Task Press_WithoutAMessage_DoesNothing()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var id = await KpiButtonAsync(bot);
        var inline = IncomingReader.Read($$$"""
            {"update_id":1,"callback_query":{"id":"9","from":{"id":1,"is_bot":false,"first_name":"О"},"inline_message_id":"abc","chat_instance":"1","data":"{{{id}}}"}}
            """);

        Assert.Empty(await bot.AskAsync(inline!));
    }

    [Fact]
    public async Task Press_OfAnExpiredButton_DoesNothing()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var id = await KpiButtonAsync(bot);

        bot.Advance(Keyboard.ReadingLife);

        Assert.Empty(await bot.PressAsync(BotUnderTest.InPrivate(BotUnderTest.OwnerId), id));
    }

    [Fact]
    public async Task Press_OfARevokeButtonTwice_WorksOnce()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);
        var client = await bot.AddClientAsync("acme", "Acme");
        await bot.SayAsync(owner, "/start");
        var invitation = await bot.Get<Invitations>().CreateAsync(ChatPurpose.Client, [client.Id], null, Stop);
        var joined = await bot.SayAsync(BotUnderTest.InPrivate(5, "Марія Ґалаґан"), "/start " + invitation.Code);
        var notice = Assert.Single(joined, message => message.ChatId == BotUnderTest.OwnerId);
        var revoke = notice.Content.Buttons[0][0].CallbackData;

        var first = await bot.PressAsync(owner, revoke);
        var second = await bot.PressAsync(owner, revoke);

        Assert.Contains("Марія Ґалаґан", BotUnderTest.Visible(notice), StringComparison.Ordinal);
        Assert.Single(first);
        Assert.Empty(second);
        Assert.Equal(Role.Stranger, (await bot.Get<UserStore>().RightsAsync(5, Stop)).Role);
        Assert.DoesNotContain(await bot.Get<ChatStore>().ListAsync(Stop), chat => chat.ChatId == 5);
    }

    [Fact]
    public async Task Press_AfterTheRightsWereTakenAway_DoesNothing()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await bot.AddClientAsync("acme", "Acme");
        var invitation = await bot.Get<Invitations>().CreateAsync(ChatPurpose.Client, [client.Id], null, Stop);
        var person = BotUnderTest.InPrivate(5);
        await bot.SayAsync(person, "/start " + invitation.Code);
        var picture = Assert.Single(await bot.SayAsync(person, "/kpi"));
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => bot.Get<Invitations>().RevokeAsync(connection, transaction, invitation.Id), Stop);

        foreach (var button in picture.Content.Buttons.SelectMany(row => row))
        {
            Assert.Empty(await bot.PressAsync(person, button.CallbackData));
        }
    }

    [Fact]
    public async Task Keyboard_OfEveryButton_FitsTelegramsLimits()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await bot.AddClientAsync("acme", "Acme");
        var owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);
        await bot.SayAsync(owner, "/start");
        var messages = new List<OutboxMessage>();
        foreach (var command in new[] { "/kpi", "/digest", "/clients", "/waiting", "/status", "/settings", "/language", "/invite" })
        {
            messages.AddRange(await bot.SayAsync(owner, command));
        }

        foreach (var row in messages.SelectMany(message => message.Content.Buttons))
        {
            Assert.InRange(row.Count, 1, 8);
            Assert.All(row, button => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(button.CallbackData!), 1, 64));
        }
    }

    private static async Task<string> KpiButtonAsync(BotUnderTest bot)
    {
        await bot.AddClientAsync("acme", "Acme");
        var answer = Assert.Single(await bot.SayAsync(BotUnderTest.InPrivate(BotUnderTest.OwnerId), "/kpi"));
        return answer.Content.Buttons[1][0].CallbackData ?? throw new InvalidOperationException("The button has no id.");
    }
}
