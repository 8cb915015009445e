using System.Text.RegularExpressions;
using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Updates;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>From <c>/invite</c> to a person who joined.</summary>
public sealed partial class InviteTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, "Вітаю! Це чат команди. Тут усі бачать /clients, /kpi, /waiting і /alerts")]
    [InlineData(false, "Вітаю! Звіт приходитиме сюди сам.")]
    public async Task Start_InAGroup_GreetsByWhatItShows(bool isOfTheTeam, string greeting)
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await bot.AddClientAsync("cafe", "Кафе Ранок");
        var group = BotUnderTest.InGroup(BotUnderTest.OwnerId, -1_000_000_000_033);
        await bot.JoinAsync(group, isOfTheTeam ? ChatPurpose.Staff : ChatPurpose.Client, client.Id);

        var said = await bot.SayAsync(group, "/start");

        Assert.StartsWith(greeting, BotUnderTest.Visible(said[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOwnersInvitation_WorksAndItsCodeStaysNowhere()
    {
        await using var bot = await BotUnderTest.RunAsync();
        await bot.AddClientAsync("acme", "Acme");
        var telegram = bot.Telegram;
        var owner = telegram.World.AddUser(BotUnderTest.OwnerId, "Власниця", null, "uk");
        var ownersChat = telegram.World.AddPrivateChat(owner);
        var guest = telegram.World.AddUser(501, "Гостя", null, "en");
        var guestsChat = telegram.World.AddPrivateChat(guest);

        telegram.People.Write(ownersChat, owner, "/start");
        telegram.People.Write(ownersChat, owner, "/invite");
        var question = await telegram.MessageAsync(ownersChat, message => message.Text?.StartsWith("Кого", StringComparison.Ordinal) == true);
        telegram.People.Press(question, owner, question.Button("Клієнта"));
        var invitation = await telegram.MessageAsync(ownersChat, message => message.Text?.Contains("/start ", StringComparison.Ordinal) == true && message.Id > question.Id);
        var code = Code().Match(invitation.Text!).Groups[1].Value;
        telegram.People.Write(guestsChat, guest, "/start " + code);

        await telegram.MessageAsync(guestsChat, message => message.Text?.StartsWith("Hello!", StringComparison.Ordinal) == true);
        await telegram.MessageAsync(ownersChat, message => message.Text?.Contains("Гостя", StringComparison.Ordinal) == true);
        await Watching.UntilAsync(async () => await CountAsync(bot, "SELECT COUNT(*) FROM outbox WHERE state <> 2") == 0);
        Assert.Equal(22, code.Length);
        Assert.Equal(0, await CountAsync(bot, "SELECT COUNT(*) FROM outbox WHERE payload LIKE @like", code));
        Assert.Equal(0, await CountAsync(bot, "SELECT COUNT(*) FROM update_inbox WHERE body LIKE @like", code));
    }

    [Fact]
    public async Task Invite_ByStaffOfOneClient_InvitesThatClientOnly()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var acme = await bot.AddClientAsync("acme", "Acme");
        await bot.AddClientAsync("cafe", "Cafe");
        var staff = BotUnderTest.InPrivate(5);
        await bot.JoinAsync(staff, ChatPurpose.Staff, acme.Id);

        var own = Assert.Single(await bot.SayAsync(staff, "/invite"));
        var other = Assert.Single(await bot.SayAsync(staff, "/invite cafe"));

        Assert.Contains("/start ", BotUnderTest.Visible(own), StringComparison.Ordinal);
        Assert.DoesNotContain("/start ", BotUnderTest.Visible(other), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_OfThePersonsOnlyInvitation_SaysThatNothingIsSeen()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var acme = await bot.AddClientAsync("acme", "Acme");
        var owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);
        await bot.SayAsync(owner, "/start");
        var revoke = await JoinedAsync(bot, BotUnderTest.InPrivate(5), acme.Id);

        var told = Assert.Single(await bot.PressAsync(owner, revoke));

        Assert.Equal("Запрошення відкликано: ця людина більше нічого не бачить.", BotUnderTest.Visible(told).Trim());
    }

    [Fact]
    public async Task Revoke_OfAGroupBoundAnewSince_SaysWhatItStillShows()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var acme = await bot.AddClientAsync("acme", "Кав'ярня");
        var owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);
        await bot.SayAsync(owner, "/start");
        var older = await JoinedAsync(bot, BotUnderTest.InGroup(5, -70), acme.Id);
        var newer = await JoinedAsync(bot, BotUnderTest.InGroup(5, -70), acme.Id);

        var first = Assert.Single(await bot.PressAsync(owner, older));
        var second = Assert.Single(await bot.PressAsync(owner, newer));

        Assert.Contains("цей чат і далі показує за іншим запрошенням: <b>Кав'ярня</b>", BotUnderTest.Visible(first), StringComparison.Ordinal);
        Assert.Contains("цей чат більше нічого не показує", BotUnderTest.Visible(second), StringComparison.Ordinal);
        Assert.Null(await bot.Get<ChatStore>().FindAsync(-70, null, Stop));
    }

    [Fact]
    public async Task ACode_InAChatThatShowsSomethingElse_IsAnsweredWithoutCommandsOfTheServer()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var acme = await bot.AddClientAsync("acme", "Acme");
        var cafe = await bot.AddClientAsync("cafe", "Cafe");
        await bot.JoinAsync(BotUnderTest.InGroup(5, -70), ChatPurpose.Client, acme.Id);
        var invitation = await bot.Get<Invitations>().CreateAsync(ChatPurpose.Client, [cafe.Id], null, Stop);

        var answer = Assert.Single(await bot.SayAsync(BotUnderTest.InGroup(5, -70), "/start " + invitation.Code));

        Assert.Contains("Цей чат уже показує щось інше", BotUnderTest.Visible(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("chat remove", BotUnderTest.Visible(answer), StringComparison.Ordinal);
    }

    /// <summary>Somebody joins; returns the owner's button that takes it back.</summary>
    private static async Task<string> JoinedAsync(BotUnderTest bot, Asker from, long clientId)
    {
        var invitation = await bot.Get<Invitations>().CreateAsync(ChatPurpose.Client, [clientId], null, Stop);
        var messages = await bot.SayAsync(from, "/start " + invitation.Code);
        var notice = Assert.Single(messages, message => message.ChatId == BotUnderTest.OwnerId);
        return notice.Content.Buttons[0][0].CallbackData ?? throw new InvalidOperationException("The button has no id.");
    }

    private static async Task<long> CountAsync(BotUnderTest bot, string sql, string text = "")
    {
        await using var connection = await bot.Get<Data.Database.Database>().OpenAsync(Stop);
        return await connection.ExecuteScalarAsync<long>(sql, new { like = $"%{text}%" });
    }

    [GeneratedRegex("/start ([A-Za-z0-9_-]+)")]
    private static partial Regex Code();
}
