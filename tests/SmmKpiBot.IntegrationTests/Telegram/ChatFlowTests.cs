using Dapper;
using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Bot;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>The whole way: a person in a stand-in Telegram, polling, router, outbox, and back.</summary>
public sealed class ChatFlowTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AClient_WithAnInvitation_GetsThePictureAndItsButtonsWork()
    {
        await using var bot = await BotUnderTest.RunAsync();
        var acme = await bot.AddClientAsync("acme", "Кав'ярня «Їжак»");
        var (telegram, olena, chat) = Person(bot, 501, "Олена");

        var invitation = await bot.Get<Invitations>().CreateAsync(ChatPurpose.Client, [acme.Id], null, Stop);
        telegram.People.Write(chat, olena, "/start " + invitation.Code);
        await telegram.MessageAsync(chat, message => message.Text?.StartsWith("Вітаю!", StringComparison.Ordinal) == true);

        telegram.People.Write(chat, olena, "/kpi їЖАК місяць");
        var picture = await telegram.MessageAsync(chat, message => message.Photo is not null);
        Assert.Contains("Їжак", picture.Caption, StringComparison.Ordinal);
        Assert.EndsWith("✓", ButtonTexts(picture)[1], StringComparison.Ordinal);
        Assert.Equal(6, ButtonTexts(picture).Count);

        telegram.People.Press(picture, olena, picture.Button("Квартал"));
        var edited = await telegram.MessageAsync(chat, message => message.Id == picture.Id && ButtonTexts(message)[2].EndsWith('✓'));
        Assert.NotNull(edited.EditedAt);

        telegram.People.Press(edited, olena, edited.Button("Докладно"));
        await telegram.MessageAsync(chat, message => message.Id > picture.Id && message.Text is not null);

        telegram.People.Press(edited, olena, edited.Button("Файл"));
        var file = await telegram.MessageAsync(chat, message => message.Document is not null);
        Assert.EndsWith(".xlsx", file.Document!.Name, StringComparison.Ordinal);
        Assert.Equal(3, telegram.Calls.Of("answerCallbackQuery").Count);
    }

    [Fact]
    public async Task WhereFiguresComeFrom_IsOneMessage_ThatChangesInPlace()
    {
        await using var bot = await BotUnderTest.RunAsync();
        await bot.AddClientAsync("acme", "Acme");
        var (telegram, owner, chat) = Person(bot, BotUnderTest.OwnerId, "Власниця");
        telegram.People.Write(chat, owner, "/kpi");
        var picture = await telegram.MessageAsync(chat, message => message.Photo is not null);

        telegram.People.Press(picture, owner, picture.Button("Звідки цифри"));
        var sources = await telegram.MessageAsync(chat, message => message.Id > picture.Id && message.Text is not null);
        Assert.StartsWith("Звідки цифри · Якість трафіку", sources.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["Підписники", "Переходи на сайт", "Охоплення", "Взаємодії", "Реклама", "Якість трафіку ✓", "Відповіді", "Конфлікти"],
            ButtonTexts(sources));

        telegram.People.Press(sources, owner, sources.Button("Охоплення"));
        await telegram.MessageAsync(chat, message => message.Id == sources.Id && message.Text?.StartsWith("Звідки цифри · Охоплення", StringComparison.Ordinal) == true);
        Assert.Equal(sources.Id, telegram.World.MessagesOf(chat.Id).Max(message => message.Id));
    }

    [Theory]
    [InlineData("figures.xls")]
    [InlineData("figures.pdf")]
    public async Task AFileOfAnotherKind_IsRefusedWithWhatIsRead(string name)
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await bot.AddClientAsync("acme", "Acme");
        var file = bot.Telegram.World.AddFile(name, [0xD0, 0xCF, 0x11, 0xE0]);

        var messages = await bot.AskAsync(new IncomingFile(BotUnderTest.InPrivate(BotUnderTest.OwnerId), 7, file.Id, name, 4, null));

        Assert.Contains("CSV і XLSX", BotUnderTest.Visible(Assert.Single(messages)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerWithoutPicturesMenusAndAnswers_StillGetsTheText()
    {
        await using var bot = await BotUnderTest.RunAsync();
        foreach (var method in new[] { "sendPhoto", "setMyCommands", "answerCallbackQuery", "sendChatAction", "deleteWebhook" })
        {
            bot.Telegram.Faults.Add(new Fault(FaultKind.MethodNotFound) { Method = method });
        }

        await bot.AddClientAsync("acme", "Acme");
        var (telegram, owner, chat) = Person(bot, BotUnderTest.OwnerId, "Власниця");

        telegram.People.Write(chat, owner, "/kpi");
        var text = await telegram.MessageAsync(chat, message => message.Text?.Contains("Acme", StringComparison.Ordinal) == true);
        telegram.People.Press(text, owner, text.Button("Місяць"));

        await telegram.MessageAsync(chat, message => message.Id == text.Id && ButtonTexts(message)[1].EndsWith('✓'));
    }

    [Fact]
    public async Task AForumTopic_IsAnsweredInThatTopicAndOthersStayInert()
    {
        await using var bot = await BotUnderTest.RunAsync();
        var acme = await bot.AddClientAsync("acme", "Acme");
        var telegram = bot.Telegram;
        var olena = telegram.World.AddUser(501, "Олена", "olena", "uk");
        var forum = telegram.World.AddGroup(-1001, "Зерно", ChatKind.Supergroup, true, olena);
        var bound = telegram.People.CreateTopic(forum, olena, "Цифри");
        var other = telegram.People.CreateTopic(forum, olena, "Балачки");
        var invitation = await bot.Get<Invitations>().CreateAsync(ChatPurpose.Client, [acme.Id], null, Stop);

        telegram.People.Write(forum, olena, $"/start@{telegram.World.Bot.Username} {invitation.Code}", bound.Id);
        await telegram.MessageAsync(forum, message => message.ThreadId == bound.Id);
        telegram.People.Write(forum, olena, "/kpi", other.Id);
        telegram.People.Write(forum, olena, "/kpi", bound.Id);
        await telegram.MessageAsync(forum, message => message.ThreadId == bound.Id && message.Photo is not null);

        Assert.DoesNotContain(telegram.World.MessagesOf(forum.Id), message => message.From.IsBot && message.ThreadId == other.Id && message.Photo is not null);
    }

    [Fact]
    public async Task AGroupThatBecomesASupergroup_KeepsItsBinding()
    {
        await using var bot = await BotUnderTest.RunAsync();
        var acme = await bot.AddClientAsync("acme", "Acme");
        var telegram = bot.Telegram;
        var olena = telegram.World.AddUser(501, "Олена", "olena", "uk");
        var group = telegram.World.AddGroup(-701, "Acme", ChatKind.Group, false, olena);
        var invitation = await bot.Get<Invitations>().CreateAsync(ChatPurpose.Client, [acme.Id], null, Stop);
        telegram.People.Write(group, olena, "/start " + invitation.Code);
        await telegram.MessageAsync(group, message => message.Text is not null);

        var supergroup = telegram.People.Migrate(group, -1000701);
        await Watching.UntilAsync(async () => await bot.Get<ChatStore>().FindAsync(supergroup.Id, null, Stop) is not null);
        telegram.People.Write(supergroup, olena, "/kpi");

        await telegram.MessageAsync(supergroup, message => message.Photo is not null);
        Assert.Null(await bot.Get<ChatStore>().FindAsync(group.Id, null, Stop));
    }

    [Fact]
    public async Task ABlockedChat_IsSwitchedOffAndStartBringsItBack()
    {
        await using var bot = await BotUnderTest.RunAsync();
        var acme = await bot.AddClientAsync("acme", "Acme");
        var (telegram, olena, chat) = Person(bot, 501, "Олена");
        var invitation = await bot.Get<Invitations>().CreateAsync(ChatPurpose.Client, [acme.Id], null, Stop);
        telegram.People.Write(chat, olena, "/start " + invitation.Code);
        await telegram.MessageAsync(chat, message => message.Text is not null);

        telegram.People.SetBotOut(chat, olena, isOut: true);
        await Watching.UntilAsync(async () => !(await bot.Get<ChatStore>().FindAsync(chat.Id, null, Stop))!.Enabled);
        telegram.People.SetBotOut(chat, olena, isOut: false);
        telegram.People.Write(chat, olena, "/start");

        await Watching.UntilAsync(async () => (await bot.Get<ChatStore>().FindAsync(chat.Id, null, Stop))!.Enabled);
    }

    /// <summary>The answer says that digests come, so they do.</summary>
    [Fact]
    public async Task StartInAGroupThatWasSwitchedOff_SwitchesItOnAgain()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var acme = await bot.AddClientAsync("acme", "Acme");
        var group = BotUnderTest.InGroup(501, -701);
        await bot.JoinAsync(group, ChatPurpose.Client, acme.Id);
        await bot.Get<Data.Database.Database>().WriteAsync(
            async (connection, transaction) =>
            {
                await bot.Get<ChatLife>().DisableAsync(connection, transaction, -701, "blocked", Stop);
                return 0;
            },
            Stop);
        Assert.False((await bot.Get<ChatStore>().FindAsync(-701, null, Stop))!.Enabled);

        await bot.SayAsync(group, "/start");

        Assert.True((await bot.Get<ChatStore>().FindAsync(-701, null, Stop))!.Enabled);
        Assert.False(await bot.Get<ChatLife>().EnableChatAsync(-701, Stop));
    }

    [Fact]
    public async Task AGroupNobodyBinds_GetsOneHintAndIsLeftAfterADay()
    {
        await using var bot = await BotUnderTest.RunAsync();
        var telegram = bot.Telegram;
        var stranger = telegram.World.AddUser(900, "Хтось", "someone", "uk");
        var group = telegram.World.AddGroup(-909, "Чужа", ChatKind.Group, false, stranger);

        telegram.People.SetBotOut(group, stranger, isOut: false);
        await telegram.MessageAsync(group, message => message.Text is not null);
        telegram.People.Write(group, stranger, "/kpi");
        telegram.People.Write(group, stranger, "/clients");
        await Watching.UntilAsync(() => Task.FromResult(telegram.Updates.PendingCount == 0));
        bot.Advance(UnboundGroups.Patience + TimeSpan.FromMinutes(10));

        await Watching.UntilAsync(() => Task.FromResult(telegram.Calls.Of("leaveChat").Count == 1));
        Assert.Single(telegram.World.MessagesOf(group.Id), message => message.From.IsBot);
    }

    [Fact]
    public async Task AGroupNobodyBinds_ThatCouldNotBeLeft_IsLeftLater()
    {
        await using var bot = await BotUnderTest.RunAsync();
        var telegram = bot.Telegram;
        var stranger = telegram.World.AddUser(900, "Хтось", "someone", "uk");
        var group = telegram.World.AddGroup(-909, "Чужа", ChatKind.Group, false, stranger);
        telegram.People.SetBotOut(group, stranger, isOut: false);
        await telegram.MessageAsync(group, message => message.Text is not null);
        telegram.Faults.Add(new Fault(FaultKind.ServerError) { Method = "leaveChat", Times = 1 });

        bot.Advance(UnboundGroups.Patience + TimeSpan.FromMinutes(10));
        await Watching.UntilAsync(() => Task.FromResult(telegram.Calls.Of("leaveChat").Count == 1));

        // It may not rest yet when the first call is seen.
        await Watching.UntilAsync(() =>
        {
            bot.Advance(TimeSpan.FromMinutes(10));
            return Task.FromResult(telegram.Calls.Of("leaveChat").Count >= 2);
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AGroupThatLosesItsLastBinding_IsOneThatNobodyHasBound(bool isRevoked)
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var acme = await bot.AddClientAsync("acme", "Acme");
        var invitation = await bot.Get<Invitations>().CreateAsync(ChatPurpose.Client, [acme.Id], null, Stop);
        await bot.SayAsync(BotUnderTest.InGroup(501, -701), "/start " + invitation.Code);
        var database = bot.Get<Data.Database.Database>();

        if (isRevoked)
            await database.WriteAsync((connection, transaction) => bot.Get<Invitations>().RevokeAsync(connection, transaction, invitation.Id), Stop);
        else
            await bot.Get<ChatRemoval>().RemoveAsync(Assert.Single(await bot.Get<ChatStore>().ListAsync(-701, null, Stop)).Id, Stop);

        await using var connection = await database.OpenAsync(Stop);
        Assert.Equal([-701L], await connection.QueryAsync<long>("SELECT chat_id FROM unbound_group"));
    }

    /// <summary>The settings name others now: what owners hear is nothing for this person any more.</summary>
    [Fact]
    public async Task AnOwnerWhomTheSettingsNameNoMore_HearsNothingFromTheNextStartOn()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await bot.SayAsync(BotUnderTest.InPrivate(BotUnderTest.OwnerId), "/start");
        Assert.Equal(ChatPurpose.Owner, (await bot.Get<ChatStore>().FindAsync(BotUnderTest.OwnerId, null, Stop))?.Purpose);
        await bot.Get<StartUp>().DisposeAsync();

        await using var host = BotHost.Build([.. bot.Settings, "--Agency:OwnerUserIds:0", "999"], builder => builder.Services.AddSingleton(bot.Clock));
        await host.Services.GetRequiredService<StartUp>().StartingAsync(Stop);

        Assert.Null(await bot.Get<ChatStore>().FindAsync(BotUnderTest.OwnerId, null, Stop));
    }

    /// <summary>A setting that was forgotten takes nothing away: it names nobody, neither this owner nor another.</summary>
    [Fact]
    public async Task AnOwnerWhenTheSettingsNameNoOwnersAtAll_HearsAsBefore()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await bot.SayAsync(BotUnderTest.InPrivate(BotUnderTest.OwnerId), "/start");
        await bot.Get<StartUp>().DisposeAsync();
        var named = bot.Settings.ToList().IndexOf("--Agency:OwnerUserIds:0");

        await using var host = BotHost.Build([.. bot.Settings.Where((_, index) => index != named && index != named + 1)], builder => builder.Services.AddSingleton(bot.Clock));
        await host.Services.GetRequiredService<StartUp>().StartingAsync(Stop);

        Assert.Equal(ChatPurpose.Owner, (await bot.Get<ChatStore>().FindAsync(BotUnderTest.OwnerId, null, Stop))?.Purpose);
    }

    /// <summary>Of one brand a colleague, of another a client: each is read as what they are to it.</summary>
    [Fact]
    public async Task StaffOfOneClientAndAPersonOfAnother_ReadsTheOtherAsItsClientOnly()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var alfa = await bot.AddClientAsync("alfa", "АльфаКава");
        var beta = await bot.AddClientAsync("beta", "БетаЧай");
        var person = BotUnderTest.InPrivate(8);
        await bot.JoinAsync(person, ChatPurpose.Staff, alfa.Id);
        await bot.JoinAsync(person, ChatPurpose.Client, beta.Id);
        var keyboard = new Keyboard(8).Row();
        string[] actions = ["waiting.page", "links.show", "conflict.page", "kpi.show"];
        foreach (var action in actions)
            keyboard.Show(action, action, beta.Id, action switch { "kpi.show" => "week", "conflict.page" => "open 0", _ => "0" });
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => bot.Get<ButtonStore>().AddAsync(connection, transaction, keyboard.Buttons), Stop);

        foreach (var command in (string[])["/clients", "/waiting", "/links", "/alerts", "/conflict"])
            Assert.DoesNotContain("БетаЧай", string.Concat((await bot.SayAsync(person, command)).Select(BotUnderTest.Visible)), StringComparison.Ordinal);
        foreach (var button in keyboard.Buttons)
            Assert.Equal(button.Action == "kpi.show" ? 1 : 0, (await bot.PressAsync(person, button.Id)).Count);

        Assert.Contains("БетаЧай", BotUnderTest.Visible(Assert.Single(await bot.SayAsync(person, "/kpi бета"))), StringComparison.Ordinal);
        var status = BotUnderTest.Visible(Assert.Single(await bot.SayAsync(person, "/status")));
        Assert.Contains("БетаЧай: цифр іще немає", status, StringComparison.Ordinal);
    }

    private static List<string> ButtonTexts(TelegramMessage message) =>
        [.. message.Keyboard!["inline_keyboard"]!.AsArray().SelectMany(row => row!.AsArray()).Select(button => button!["text"]!.GetValue<string>())];

    private static (BotApiServer Telegram, TelegramUser User, TelegramChat Chat) Person(BotUnderTest bot, long id, string name)
    {
        var user = bot.Telegram.World.AddUser(id, name, null, "uk");
        return (bot.Telegram, user, bot.Telegram.World.AddPrivateChat(user));
    }
}
