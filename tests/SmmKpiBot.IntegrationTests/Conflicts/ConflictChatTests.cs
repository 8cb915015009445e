using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.IntegrationTests.Telegram;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Conflicts;

/// <summary>Conflicts as the team meets them in its chats.</summary>
public sealed class ConflictChatTests
{
    private const long StaffGroup = -1_000_000_000_077;

    private static readonly Asker Owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId, "Ольга");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AReplyInTheTeamsChat_OpensOneCase_ThatLivesByItsButtons()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await bot.AddClientAsync("cafe", "Кав'ярня «Їжак»");
        await bot.JoinAsync(BotUnderTest.InGroup(BotUnderTest.OwnerId, StaffGroup), ChatPurpose.Staff);
        var group = BotUnderTest.InGroup(BotUnderTest.OwnerId, StaffGroup) with { Name = "Ольга" };
        var asked = new IncomingText(group, 9, "/conflict") { Quoted = new QuotedMessage(5, "Де моє <замовлення>? Поверніть @гроші", null, "https://t.me/c/77/5") };

        var opened = Assert.Single(await bot.AskAsync(asked));
        var again = Assert.Single(await bot.AskAsync(asked));

        Assert.StartsWith("🔴 <b>Конфлікт 1 · Кав'ярня «Їжак»</b>\nЩойно відкрито, 23\u00A0листопада, 12:0", BotUnderTest.Visible(opened), StringComparison.Ordinal);
        Assert.Contains("«Де моє &lt;замовлення&gt;? Поверніть @\u2060гроші» · <a href=\"https://t.me/c/77/5\">відкрити розмову</a>\nНіхто ще не взяв", BotUnderTest.Visible(opened), StringComparison.Ordinal);
        Assert.StartsWith("🔴 <b>Конфлікт 1 ", BotUnderTest.Visible(again), StringComparison.Ordinal);

        Assert.Contains("Займається: Ольга", BotUnderTest.Visible(await PressAsync(bot, group, opened, "Беру")), StringComparison.Ordinal);
        Assert.Contains("нотатка до конфлікту 1", BotUnderTest.Visible(await PressAsync(bot, group, opened, "Нотатка")), StringComparison.Ordinal);
        Assert.Empty(await bot.AskAsync(new IncomingText(group, 10, "Це не відповідь боту")));
        var noted = Assert.Single(await bot.AskAsync(new IncomingText(group, 11, "Повернули гроші <b>") { Quoted = OfBot(bot) }));
        Assert.Contains("Нотатки:\n• 23\u00A0листопада, 12:", BotUnderTest.Visible(noted), StringComparison.Ordinal);
        Assert.Contains(", Ольга: Повернули гроші &lt;b&gt;", BotUnderTest.Visible(noted), StringComparison.Ordinal);
        Assert.Empty(await bot.AskAsync(new IncomingText(group, 12, "Друга нотатка без запиту") { Quoted = OfBot(bot) }));

        var asking = await PressAsync(bot, group, noted, "Оцінка");
        Assert.Equal(["1", "2", "3", "4", "5"], asking.Content.Buttons[0].Select(button => button.Text));
        Assert.Contains("Займається: Ольга", BotUnderTest.Visible(await PressAsync(bot, group, asking, "‹ Назад")), StringComparison.Ordinal);
        Assert.Contains("Оцінка: 4 з 5", BotUnderTest.Visible(await PressAsync(bot, group, asking, "4")), StringComparison.Ordinal);

        bot.Advance(TimeSpan.FromHours(50));
        var resolved = BotUnderTest.Visible(await PressAsync(bot, group, opened, "Вирішено"));
        Assert.StartsWith("✅ <b>Конфлікт 1 · Кав'ярня «Їжак»</b>\nВирішено 25\u00A0листопада, ", resolved, StringComparison.Ordinal);
        Assert.DoesNotContain("замовлення", resolved, StringComparison.Ordinal);
        Assert.Equal("✅ Невирішених конфліктів немає", FirstLine(await SayAsync(bot, group, "/conflict")));

        var list = await SayAsync(bot, group, "/conflict їжак");
        var done = await PressAsync(bot, group, list, "Вирішені");
        Assert.Contains("<b>Вирішені конфлікти: 1 · Кав'ярня «Їжак»</b>", BotUnderTest.Visible(done), StringComparison.Ordinal);
        Assert.Contains("Середня оцінка 4 з 5 (1\u00A0оцінка)", BotUnderTest.Visible(done), StringComparison.Ordinal);
        var one = await PressAsync(bot, group, done, "1");
        Assert.StartsWith("🔴 <b>Конфлікт 1 ", BotUnderTest.Visible(await PressAsync(bot, group, one, "Відкрити знову")), StringComparison.Ordinal);
        Assert.Equal(client.Id, (await CaseAsync(bot, 1)).ClientId);
    }

    [Fact]
    public async Task TypedWords_NameTheClientFirst_OrItIsAskedFor()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await bot.AddClientAsync("cafe", "Кафе Ранок");
        await bot.AddClientAsync("shop", "Магазин Зерно");

        var named = await SayAsync(bot, Owner, "/conflict зерно: не прийшла посилка");
        Assert.Contains("Конфлікт 1 · Магазин Зерно", BotUnderTest.Visible(named), StringComparison.Ordinal);
        Assert.Contains("«не прийшла посилка»", BotUnderTest.Visible(named), StringComparison.Ordinal);

        var asked = await SayAsync(bot, Owner, "/conflict покупець скаржиться на каву");
        Assert.Equal("Чий це конфлікт? Оберіть клієнта. Кафе Ранок Магазин Зерно", BotUnderTest.Visible(asked));
        var opened = await PressAsync(bot, Owner, asked, "Кафе");
        Assert.Contains("Конфлікт 2 · Кафе Ранок", BotUnderTest.Visible(opened), StringComparison.Ordinal);
        Assert.Contains("«покупець скаржиться на каву»", BotUnderTest.Visible(opened), StringComparison.Ordinal);

        Assert.Contains("Не знайшов тут клієнта «ранк»", BotUnderTest.Visible(await SayAsync(bot, Owner, "/conflict ранк")), StringComparison.Ordinal);
        var list = BotUnderTest.Visible(await SayAsync(bot, Owner, "/conflict"));
        Assert.StartsWith("<b>Невирішені конфлікти: 2</b>\n\n1. 🔴 <b>", list, StringComparison.Ordinal);
        Assert.True(list.IndexOf("Магазин Зерно", StringComparison.Ordinal) < list.IndexOf("Кафе Ранок", StringComparison.Ordinal), list);
    }

    [Fact]
    public async Task AReplyToAPictureWithoutWords_OpensOneThatSaysSo()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await bot.AddClientAsync("cafe", "Кафе Ранок");
        await bot.JoinAsync(BotUnderTest.InGroup(BotUnderTest.OwnerId, StaffGroup), ChatPurpose.Staff);
        var group = BotUnderTest.InGroup(BotUnderTest.OwnerId, StaffGroup);

        var opened = Assert.Single(await bot.AskAsync(new IncomingText(group, 9, "/conflict") { Quoted = new QuotedMessage(5, null, null, null) { Media = MessageMedia.Photo } }));
        var listed = Assert.Single(await bot.AskAsync(new IncomingText(group, 10, "/conflict") { Quoted = new QuotedMessage(1, null, null, null) }));

        Assert.Contains("Конфлікт 1 ", BotUnderTest.Visible(opened), StringComparison.Ordinal);
        Assert.Contains("\n[фото]\n", BotUnderTest.Visible(opened), StringComparison.Ordinal);
        Assert.StartsWith("<b>Невирішені конфлікти: 1</b>", BotUnderTest.Visible(listed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMessageThatIsPassedOn_IsOfferedAsAConflict_ToTheTeamOnly()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var cafe = await bot.AddClientAsync("cafe", "Кафе Ранок");
        await bot.JoinAsync(BotUnderTest.InPrivate(9), ChatPurpose.Client, cafe.Id);
        var passedOn = new IncomingText(Owner, 20, "Ви мене обдурили") { ForwardedFrom = bot.Clock.GetUtcNow() };

        var offer = Assert.Single(await bot.AskAsync(passedOn));
        Assert.Equal("Це конфлікт? Клієнт: Кафе Ранок. Відкрити конфлікт", BotUnderTest.Visible(offer));
        var opened = await PressAsync(bot, Owner, offer, "Відкрити конфлікт");
        Assert.Contains("«Ви мене обдурили»", BotUnderTest.Visible(opened), StringComparison.Ordinal);
        Assert.Contains("Конфлікт 1 ", BotUnderTest.Visible(await PressAsync(bot, Owner, Assert.Single(await bot.AskAsync(passedOn)), "Відкрити конфлікт")), StringComparison.Ordinal);

        var refused = BotUnderTest.Visible(Assert.Single(await bot.AskAsync(passedOn with { From = BotUnderTest.InPrivate(9) })));
        Assert.DoesNotContain("онфлікт", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoWaits_IsMadeAConflict_WithItsWordsAndItsConversation()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var (client, account) = await AccountAsync(bot);
        await DeliverAsync(bot, account, "chat 1", "1", "Де мої гроші?");

        var waiting = await PressAsync(bot, Owner, await SayAsync(bot, Owner, "/waiting"), "1");
        var opened = await PressAsync(bot, Owner, waiting, "Конфлікт");
        var again = await PressAsync(bot, Owner, waiting, "Конфлікт");

        Assert.IsType<TextContent>(opened.Content);
        Assert.Contains(" · Instagram\n«Де мої гроші?»", BotUnderTest.Visible(opened), StringComparison.Ordinal);
        Assert.Contains("Конфлікт 1 ", BotUnderTest.Visible(again), StringComparison.Ordinal);
        var conflict = await CaseAsync(bot, 1);
        Assert.Equal((client.Id, account.Id, "instagram/page", "chat 1"), (conflict.ClientId, conflict.AccountId, conflict.Account, conflict.Conversation));
        Assert.Equal(1, (await bot.Get<WaitingList>().ReadAsync([client.Id], 0, 10, Stop)).Count.All);
    }

    [Fact]
    public async Task AButton_IsNoRightOverAnothersConflict()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var cafe = await bot.AddClientAsync("cafe", "Кафе Ранок");
        var shop = await bot.AddClientAsync("shop", "Магазин Зерно");
        await SayAsync(bot, Owner, "/conflict зерно: не прийшла посилка");
        await bot.JoinAsync(BotUnderTest.InPrivate(3), ChatPurpose.Staff, cafe.Id);
        var button = new SmmKpiBot.Bot.Telegram.Buttons.Button
        {
            Id = SmmKpiBot.Bot.Telegram.Buttons.Button.NewId(),
            ChatId = 3,
            Action = "conflict.resolve",
            ClientId = cafe.Id,
            Argument = "1",
            Life = TimeSpan.FromDays(1),
        };
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => bot.Get<SmmKpiBot.Bot.Telegram.Buttons.ButtonStore>().AddAsync(connection, transaction, [button]), Stop);

        var answer = Assert.Single(await bot.PressAsync(BotUnderTest.InPrivate(3), button.Id));

        Assert.Equal("Такого конфлікту вже немає. ", BotUnderTest.Visible(answer));
        Assert.True((await CaseAsync(bot, 1)).IsOpen);
        Assert.Equal(shop.Id, (await CaseAsync(bot, 1)).ClientId);
    }

    [Fact]
    public async Task TheLedger_IsNoAccountThatAFileCouldBeAbout()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var (client, _) = await AccountAsync(bot);
        await SayAsync(bot, Owner, "/conflict не прийшла посилка");
        var file = bot.Telegram.World.AddFile("figures.csv", "date,metric,value\n2026-11-01,followers,10\n"u8.ToArray());

        await bot.AskAsync(new IncomingFile(Owner, 7, file.Id, "figures.csv", 50, null));

        Assert.Single(await bot.Get<Data.Facts.FactBatchStore>().ListImportsAsync(client.Id, Stop));
        Assert.DoesNotContain("онфлікт", BotUnderTest.Visible(await SayAsync(bot, Owner, "/status")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheListBehindTheFigures_IsOneTapFromTheirSources_ForTheTeamOnly()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var cafe = await bot.AddClientAsync("cafe", "Кафе Ранок");
        var page = (await bot.Get<AccountStore>().AddAsync(cafe.Id, "instagram", "page", null, Stop))!;
        await bot.JoinAsync(BotUnderTest.InPrivate(9), ChatPurpose.Client, cafe.Id);
        await SayAsync(bot, Owner, "/conflict не прийшла посилка");
        await using (var writer = await bot.Get<Data.Facts.FactBatchStore>().BeginAsync(new Data.Facts.NewBatch { AccountId = page.Id, Origin = Data.Facts.BatchOrigin.Import, ObservedAt = bot.Clock.GetUtcNow() }, Stop))
        {
            await writer.WriteAsync(new Conflict(page.Id, "imported", bot.Clock.GetUtcNow().AddDays(-2), bot.Clock.GetUtcNow().AddDays(-1), bot.Clock.GetUtcNow()), Stop);
            await writer.CompleteAsync(Stop);
        }

        bot.Advance(TimeSpan.FromDays(8));
        var digest = await SayAsync(bot, Owner, "/kpi");
        var sources = await PressAsync(bot, Owner, await PressAsync(bot, Owner, digest, "Звідки цифри"), "Конфлікти");
        var list = await PressAsync(bot, Owner, sources, "Список конфліктів");

        Assert.StartsWith("<b>Конфлікти · Кафе Ранок · 16–29\u00A0листопада</b>\nНових 2, вирішено 1, невирішених на кінець періоду 1\n\n1. ✅ 21\u00A0листопада, 12:", BotUnderTest.Visible(list), StringComparison.Ordinal);
        Assert.Contains(": вирішено за 1\u00A0день · Instagram «page»\n2. 🔴 23\u00A0листопада, 12:", BotUnderTest.Visible(list), StringComparison.Ordinal);
        Assert.Contains(": не вирішено · Журнал конфліктів", BotUnderTest.Visible(list), StringComparison.Ordinal);
        Assert.Contains("Конфлікт 1 ", BotUnderTest.Visible(await PressAsync(bot, Owner, list, "2")), StringComparison.Ordinal);

        var client = BotUnderTest.InPrivate(9);
        var theirs = await PressAsync(bot, client, await PressAsync(bot, client, await SayAsync(bot, client, "/kpi"), "Звідки цифри"), "Конфлікти");
        Assert.DoesNotContain("Список конфліктів", BotUnderTest.Visible(theirs), StringComparison.Ordinal);
    }

    /// <summary>By whichever door it came, the list has it.</summary>
    [Fact]
    public async Task ALabelOfASharedInbox_OpensAConflictThatIsListed()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var (client, _) = await AccountAsync(bot);
        var inbox = (await bot.Get<AccountStore>().AddAsync(client.Id, "chatwoot", "support", null, Stop))!;
        await bot.Get<Data.Database.Database>().WriteAsync(
            (connection, transaction) => bot.Get<IConversationLabels>().LabelledAsync(connection, transaction, inbox.Id, "7", bot.Clock.GetUtcNow().AddHours(-3), null, "https://chat.example.com/7", true, Stop), Stop);

        var list = await SayAsync(bot, Owner, "/conflict");

        Assert.Matches("^<b>Невирішені конфлікти: 1</b>\n\n1\\. 🔴 <b>3\u00A0год\u00A0\\d\u00A0хв</b> · Кафе Ранок · Chatwoot · 23\u00A0листопада, ", BotUnderTest.Visible(list));
    }

    /// <summary>The ledger is the team's: a client is told where the figures of it are, and whom to write to.</summary>
    [Fact]
    public async Task InAClientsChat_TheCommandSaysWhoKeepsTheListAndWhereTheCountsAre()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await bot.AddClientAsync("cafe", "Кафе Ранок");
        var group = BotUnderTest.InGroup(9, -1_000_000_000_078);
        await bot.JoinAsync(group, ChatPurpose.Client, client.Id);
        await bot.JoinAsync(BotUnderTest.InPrivate(9), ChatPurpose.Client, client.Id);

        foreach (var from in new[] { group, BotUnderTest.InPrivate(9) })
            Assert.StartsWith("Список конфліктів веде команда агенції, тут його немає. Скільки їх і скільки вирішено, показує /kpi.", BotUnderTest.Visible(await SayAsync(bot, from, "/conflict")), StringComparison.Ordinal);
    }

    /// <summary>What somebody has taken another may take over, and the button says so.</summary>
    [Fact]
    public async Task ATakenConflict_IsOfferedToTakeOver()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await AccountAsync(bot);
        var opened = await SayAsync(bot, Owner, "/conflict не прийшла посилка");

        var taken = await PressAsync(bot, Owner, opened, "Беру");
        Assert.Equal("Перейняти", taken.Content.Buttons[0][0].Text);
        var over = await PressAsync(bot, Owner with { Name = "Ірина" }, taken, "Перейняти");

        Assert.Contains("Займається: ", BotUnderTest.Visible(over), StringComparison.Ordinal);
    }

    /// <summary>Meanwhile one of them was resolved.</summary>
    [Fact]
    public async Task APageThatIsGoneByNow_ShowsTheLastOne()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await bot.AddClientAsync("cafe", "Кафе Ранок");
        for (var i = 0; i < 11; i++)
            await SayAsync(bot, Owner, "/conflict не прийшла посилка");
        var list = await SayAsync(bot, Owner, "/conflict");
        await PressAsync(bot, Owner, await PressAsync(bot, Owner, list, "1"), "Вирішено");

        var shown = await PressAsync(bot, Owner, list, "Далі ›");

        Assert.StartsWith("<b>Невирішені конфлікти: 10</b>\n\n1. 🔴 ", BotUnderTest.Visible(shown), StringComparison.Ordinal);
    }

    private static QuotedMessage OfBot(BotUnderTest bot) => new(6, "…", bot.Get<SmmKpiBot.Bot.Telegram.BotCalls>().BotId, null);

    private static string FirstLine(OutboxMessage message) => BotUnderTest.Visible(message).Split('\n')[0];

    private static async Task<OutboxMessage> SayAsync(BotUnderTest bot, Asker from, string text) => Assert.Single(await bot.SayAsync(from, text));

    private static async Task<OutboxMessage> PressAsync(BotUnderTest bot, Asker from, OutboxMessage under, string title)
    {
        var button = under.Content.Buttons.SelectMany(row => row).First(one => one.Text.StartsWith(title, StringComparison.Ordinal));
        return Assert.Single(await bot.PressAsync(from, button.CallbackData));
    }

    private static async Task<(Client Client, Account Account)> AccountAsync(BotUnderTest bot)
    {
        var client = await bot.AddClientAsync("cafe", "Кафе Ранок");
        return (client, (await bot.Get<AccountStore>().AddAsync(client.Id, "instagram", "page", null, Stop))!);
    }

    private static Task<LiveOutcome> DeliverAsync(BotUnderTest bot, Account account, string conversation, string id, string words)
    {
        var now = bot.Clock.GetUtcNow();
        var message = new ConversationMessage { AccountId = account.Id, Conversation = conversation, MessageId = id, At = now, Direction = Direction.Inbound, ObservedAt = now };
        var delivery = new LiveDelivery { AccountId = account.Id, Messages = [new LiveMessage(message, words)] };
        return bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => bot.Get<LiveInbox>().TakeAsync(connection, transaction, delivery, Stop), Stop);
    }

    private static async Task<ConflictCase> CaseAsync(BotUnderTest bot, long id)
    {
        await using var connection = await bot.Get<Data.Database.Database>().OpenAsync(Stop);
        return (await ConflictCases.FindAsync(connection, null, id))!;
    }
}
