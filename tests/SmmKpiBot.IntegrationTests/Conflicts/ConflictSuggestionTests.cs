using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.Sandbox.BotApi.State;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Conflicts;

/// <summary>A customer's words suggest a conflict to the team, over a stand-in Telegram.</summary>
public sealed class ConflictSuggestionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AQuarrel_IsSuggestedOnceADay_AndOpenedByOneTap()
    {
        await using var bot = await BotUnderTest.RunAsync();
        var (account, olha, chat) = await TeamAsync(bot);

        await DeliverAsync(bot, account, "1", "Добрий день, поверніть гроші!");
        var asked = await bot.Telegram.MessageAsync(chat, message => message.Text?.StartsWith("❓ Схоже на конфлікт · Кафе Ранок · Instagram\n«Добрий день, поверніть гроші!»", StringComparison.Ordinal) == true);
        await DeliverAsync(bot, account, "2", "Обман!!!");
        Assert.Single(await AskedAsync(bot));
        Assert.DoesNotContain("гроші", await AllTextAsync(bot, "conflict_suggestion"), StringComparison.Ordinal);

        bot.Telegram.People.Press(asked, olha, asked.Button("Відкрити конфлікт"));
        var opened = await bot.Telegram.MessageAsync(chat, message => message.Id == asked.Id && message.Text?.StartsWith("🔴 Конфлікт 1 · Кафе Ранок", StringComparison.Ordinal) == true);
        Assert.Contains("«Добрий день, поверніть гроші!»", opened.Text, StringComparison.Ordinal);

        bot.Advance(TimeSpan.FromDays(1));
        await DeliverAsync(bot, account, "3", "Обман!!!");
        Assert.Single(await AskedAsync(bot));
    }

    [Fact]
    public async Task WhatIsNone_IsDismissed_AndItsWordCanBeSwitchedOff()
    {
        await using var bot = await BotUnderTest.RunAsync();
        var (account, olha, chat) = await TeamAsync(bot);
        await DeliverAsync(bot, account, "1", "Жахливо гарна кава");
        var asked = await bot.Telegram.MessageAsync(chat, message => message.Text?.StartsWith('❓') == true);

        bot.Telegram.People.Press(asked, olha, asked.Button("Не конфлікт"));
        var answered = await bot.Telegram.MessageAsync(chat, message => message.Id == asked.Id && message.Text == "☑️ Кафе Ранок: це не конфлікт, каже Ольга.");
        bot.Telegram.People.Press(answered, olha, answered.Button("Не зважати на «жахлив*»"));
        await bot.Telegram.MessageAsync(chat, message => message.Id == asked.Id && message.Text?.Contains("Вимкнено: жахлив*", StringComparison.Ordinal) == true);

        bot.Advance(TimeSpan.FromDays(1));
        await DeliverAsync(bot, account, "2", "Жахливо гарна кава");
        Assert.Single(await AskedAsync(bot));
    }

    [Fact]
    public async Task OtherChatsOfTheTeam_HearWhatWasAnswered()
    {
        await using var bot = await BotUnderTest.RunAsync();
        var (account, olha, chat) = await TeamAsync(bot);
        var petro = bot.Telegram.World.AddUser(502, "Петро", "petro", "en");
        var second = bot.Telegram.World.AddPrivateChat(petro);
        bot.Telegram.People.Write(second, petro, "/start " + (await bot.Get<Invitations>().CreateAsync(ChatPurpose.Staff, [], null, Stop)).Code);
        await bot.Telegram.MessageAsync(second, message => message.From.IsBot);
        await DeliverAsync(bot, account, "1", "Scammers!");
        var asked = await bot.Telegram.MessageAsync(chat, message => message.Text?.StartsWith('❓') == true);
        var other = await bot.Telegram.MessageAsync(second, message => message.Text?.StartsWith('❓') == true);

        bot.Telegram.People.Press(asked, olha, asked.Button("Не конфлікт"));

        var heard = await bot.Telegram.MessageAsync(second, message => message.Id == other.Id && message.Text?.Contains("Ольга", StringComparison.Ordinal) == true);
        Assert.Null(heard.Keyboard);
    }

    /// <summary>13:00 and 03:00 in Kyiv, of a client that has no hours of its own.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(14, true)]
    public async Task InTheQuietHoursOfTheChat_IsAskedWithoutASound(int hours, bool isSilent)
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await bot.JoinAsync(BotUnderTest.InPrivate(2), ChatPurpose.Staff);
        var client = await bot.AddClientAsync("cafe", "Кафе Ранок");
        var account = (await bot.Get<AccountStore>().AddAsync(client.Id, "instagram", "page", null, Stop))!;
        bot.Advance(TimeSpan.FromHours(hours) + TimeSpan.FromMinutes(50));

        await DeliverAsync(bot, account, "1", "Обман!!!");

        await using var connection = await bot.Get<Data.Database.Database>().OpenAsync(Stop);
        Assert.Equal(isSilent, OutboxPayload.Parse(await connection.QuerySingleAsync<string>("select payload from outbox where dedup_key like 'conflict?%'")).Silent);
    }

    [Fact]
    public async Task CalmOldAndOwnMessages_SuggestNothing()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await bot.JoinAsync(BotUnderTest.InPrivate(2), ChatPurpose.Staff);
        var client = await bot.AddClientAsync("cafe", "Кафе Ранок");
        var account = (await bot.Get<AccountStore>().AddAsync(client.Id, "instagram", "page", null, Stop))!;

        await DeliverAsync(bot, account, "1", "Скільки коштує доставка?");
        await DeliverAsync(bot, account, "2", "Обман!!!", bot.Clock.GetUtcNow().AddHours(-25));
        await DeliverAsync(bot, account, "3", "Обман!!!", direction: Direction.Outbound);

        Assert.Empty(await AskedAsync(bot));
    }

    [Fact]
    public async Task WhatWasTakenBackBeforeItCame_SuggestsNothing()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await bot.JoinAsync(BotUnderTest.InPrivate(2), ChatPurpose.Staff);
        var client = await bot.AddClientAsync("cafe", "Кафе Ранок");
        var account = (await bot.Get<AccountStore>().AddAsync(client.Id, "chatwoot", "page", null, Stop))!;
        var now = bot.Clock.GetUtcNow();
        var message = new ConversationMessage { AccountId = account.Id, Conversation = "chat 1", MessageId = "1", At = now, Direction = Direction.Inbound, ObservedAt = now };

        await bot.Get<Data.Database.Database>().WriteAsync(
            (connection, transaction) => bot.Get<MessageIntake>().TakeAsync(connection, transaction, account.Id, [new LiveMessage(message, "Обман!!!")], [("chat 1", "1")], false, Stop), Stop);

        Assert.Empty(await AskedAsync(bot));
    }

    [Fact]
    public async Task HintWords_AreAddedAndTakenOff_ByTypedTextAndButtons()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await bot.AddClientAsync("cafe", "Кафе Ранок");
        var owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);
        var settings = (await bot.SayAsync(owner, "/settings"))[^1];

        var words = await PressAsync(bot, owner, settings, "Слова, що натякають");
        Assert.StartsWith("<b>Слова-підказки · Кафе Ранок</b>", BotUnderTest.Visible(words), StringComparison.Ordinal);
        Assert.Contains("Зірочка наприкінці", BotUnderTest.Visible(await PressAsync(bot, owner, words, "Додати слово")), StringComparison.Ordinal);
        var added = Assert.Single(await bot.SayAsync(owner, "Холодна КАВА"));
        Assert.Contains("Додано: холодна кава", BotUnderTest.Visible(added), StringComparison.Ordinal);
        await PressAsync(bot, owner, added, "Вимкнути слово");
        var removed = Assert.Single(await bot.SayAsync(owner, "обманули"));
        Assert.Contains("Вимкнено: обман*", BotUnderTest.Visible(removed), StringComparison.Ordinal);
        await PressAsync(bot, owner, removed, "Вимкнути слово");
        Assert.Equal("Такого слова серед підказок немає. ", BotUnderTest.Visible(Assert.Single(await bot.SayAsync(owner, "кориця"))));

        var back = await PressAsync(bot, owner, await PressAsync(bot, owner, removed, "✕ холодна кава"), "↩ обман*");

        Assert.DoesNotContain("Додано", BotUnderTest.Visible(back).Replace("Додати", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("Вимкнено", BotUnderTest.Visible(back), StringComparison.Ordinal);
    }

    private static async Task<OutboxMessage> PressAsync(BotUnderTest bot, Asker from, OutboxMessage under, string title)
    {
        var button = under.Content.Buttons.SelectMany(row => row).First(one => one.Text.StartsWith(title, StringComparison.Ordinal));
        return Assert.Single(await bot.PressAsync(from, button.CallbackData));
    }

    private static async Task<(Account Account, TelegramUser Olha, TelegramChat Chat)> TeamAsync(BotUnderTest bot)
    {
        var client = await bot.AddClientAsync("cafe", "Кафе Ранок");
        var account = (await bot.Get<AccountStore>().AddAsync(client.Id, "instagram", "page", null, Stop))!;
        var olha = bot.Telegram.World.AddUser(501, "Ольга", "olha", "uk");
        var chat = bot.Telegram.World.AddPrivateChat(olha);
        bot.Telegram.People.Write(chat, olha, "/start " + (await bot.Get<Invitations>().CreateAsync(ChatPurpose.Staff, [], null, Stop)).Code);
        await bot.Telegram.MessageAsync(chat, message => message.From.IsBot);
        return (account, olha, chat);
    }

    private static async Task DeliverAsync(BotUnderTest bot, Account account, string id, string words, DateTimeOffset? at = null, Direction direction = Direction.Inbound)
    {
        var now = bot.Clock.GetUtcNow();
        var message = new ConversationMessage { AccountId = account.Id, Conversation = "chat 1", MessageId = id, At = at ?? now, Direction = direction, ObservedAt = now };
        var delivery = new LiveDelivery { AccountId = account.Id, Messages = [new LiveMessage(message, words)] };
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => bot.Get<LiveInbox>().TakeAsync(connection, transaction, delivery, Stop), Stop);
    }

    private static async Task<IReadOnlyList<string>> AskedAsync(BotUnderTest bot)
    {
        await using var connection = await bot.Get<Data.Database.Database>().OpenAsync(Stop);
        return [.. await connection.QueryAsync<string>("select dedup_key from outbox where dedup_key like 'conflict?%'")];
    }

    private static async Task<string> AllTextAsync(BotUnderTest bot, string table)
    {
        await using var connection = await bot.Get<Data.Database.Database>().OpenAsync(Stop);
        return string.Join('\n', (await connection.QueryAsync($"select * from {table}")).Select(row => string.Join(' ', ((IDictionary<string, object?>)row).Values)));
    }
}
