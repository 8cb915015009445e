using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary><c>/waiting</c> and the buttons of a wait.</summary>
public sealed class WaitingTests : IAsyncLifetime
{
    private static readonly Asker Owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);

    private BotUnderTest _bot = null!;
    private Client _client = null!;
    private Account _account = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await BotUnderTest.CreateAsync();
        _client = await _bot.Get<ClientStore>().AddAsync("zerno", "Зерно", [KeyValuePair.Create("answer-target", "message=30m")], Stop);
        _account = (await _bot.Get<AccountStore>().AddAsync(_client.Id, "instagram", "zerno", null, Stop))!;
        await _bot.SayAsync(Owner, "/start");
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    [Fact]
    public async Task Waiting_Nobody_SaysSo()
    {
        Assert.Equal("✅ Ніхто не чекає на відповідь\n<i>Розмови з файлів видно лише в цифрах.</i>", Text(await _bot.SayAsync(Owner, "/waiting")));
    }

    [Fact]
    public async Task Waiting_Several_ListsTheLateOnesFirstWithWordsAndLink()
    {
        await AskAsync("1", "Чи є столик?", minutesAgo: 45);
        await AskAsync("2", "А коли ви відчинені?", minutesAgo: 5);

        var answer = Assert.Single(await _bot.SayAsync(Owner, "/waiting зер"));

        Assert.Equal(
            """
            <b>Чекають на відповідь: 2, з них понад норму 1 · Зерно</b>

            1. 🔴 <b>47 хв</b> · Instagram
            «Чи є столик?» · <a href="https://ig.me/1">відкрити розмову</a>

            2. 🟢 <b>7 хв</b> · Instagram
            «А коли ви відчинені?» · <a href="https://ig.me/2">відкрити розмову</a>

            <i>За останні 30 днів, як і в показниках</i>
            """,
            Text(answer));
        Assert.Equal([["1", "2"], ["Оновити"]], Buttons(answer));
    }

    /// <summary>What nobody promised an answer to is no reason to hurry, however long it waits.</summary>
    [Fact]
    public async Task Waiting_LateAtRiskAndWithoutATarget_ComeInTheOrderInWhichToAct()
    {
        await TakeAsync(Message("old", 5 * 24 * 60, "old") with { Kind = MessageKind.Comment }, "Старий коментар");
        await AskAsync("fresh", "Щойно", minutesAgo: 3);
        await AskAsync("risk", "Скоро буде пізно", minutesAgo: 24);
        await AskAsync("late", "Уже пізно", minutesAgo: 50);
        await AskAsync("later", "Давно пізно", minutesAgo: 70);

        var list = Text(await _bot.SayAsync(Owner, "/waiting"));

        Assert.Equal(
            ["1. 🔴 <b>1 год 12 хв</b>", "2. 🔴 <b>52 хв</b>", "3. 🟡 <b>26 хв</b>", "4. ⚪ <b>5 днів</b>", "5. 🟢 <b>5 хв</b>"],
            list.Split('\n').Where(line => line.Length > 0 && char.IsAsciiDigit(line[0])).Select(line => line.Split(" · ")[0]));
        Assert.Contains("<b>5 днів</b> · Зерно · Instagram, коментар · з 18 листопада\n", list, StringComparison.Ordinal);
        Assert.StartsWith("<b>Чекають на відповідь: 5, з них понад норму 2</b>", list, StringComparison.Ordinal);
    }

    /// <summary>By the working clock a month is a week: it is told in hours and called working time, and the day it began tells how long ago that is.</summary>
    [Fact]
    public async Task Waiting_ByTheWorkingClock_SaysSoAndSinceWhen()
    {
        await _bot.Get<ClientStore>().SetAsync(_client.Id, [KeyValuePair.Create("hours", "mon-fri 09:00-18:00")], Stop);
        await AskAsync("1", null, minutesAgo: 27 * 24 * 60);
        await AskAsync("2", null, minutesAgo: 33 * 24 * 60);

        var list = Text(await _bot.SayAsync(Owner, "/waiting"));

        Assert.Contains("1. 🔴 <b>171 год робочого часу</b> · Зерно · Instagram · з 27 жовтня\n", list, StringComparison.Ordinal);
        Assert.DoesNotContain("\n2. ", list, StringComparison.Ordinal);
        Assert.EndsWith("<i>За останні 30 днів, як і в показниках</i>", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_InEnglish_ReadsNaturally()
    {
        await AskAsync("1", "Is there a table?", minutesAgo: 28);
        await _bot.SayAsync(Owner, "/language");
        await _bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => UserStore.SetLanguageAsync(connection, transaction, BotUnderTest.OwnerId, Language.En), Stop);

        var list = Assert.Single(await _bot.SayAsync(Owner, "/waiting"));
        var one = Assert.Single(await _bot.PressAsync(Owner, Id(list, "1")));

        Assert.StartsWith("<b>Waiting for an answer: 1, late</b>\n\n1. 🔴 <b>32 min</b> · Зерно · Instagram\n“Is there a table?” · ", Text(list), StringComparison.Ordinal);
        Assert.StartsWith("🔴 <b>Зерно · Instagram: waiting for 34 min</b>\n“Is there a table?” · ", Text(one), StringComparison.Ordinal);
        Assert.EndsWith("\nThe target of 30 min passed at 12:04", Text(one), StringComparison.Ordinal);
        Assert.Equal([["Mine", "Answered elsewhere"], ["Needs no answer", "Remind in 15 min"], ["Conflict"]], Buttons(one));
    }

    [Fact]
    public async Task Waiting_Many_GivesTenAndPages()
    {
        for (var i = 0; i < 23; i++)
            await AskAsync($"{i}", null, minutesAgo: 100 - i);

        var first = Assert.Single(await _bot.SayAsync(Owner, "/waiting"));
        var second = Assert.Single(await _bot.PressAsync(Owner, Id(first, "Далі ›")));
        var third = Assert.Single(await _bot.PressAsync(Owner, Id(second, "Далі ›")));

        Assert.Contains("…і ще 13", Text(first), StringComparison.Ordinal);
        Assert.Contains("\n11. 🔴", Text(second), StringComparison.Ordinal);
        Assert.IsType<EditTextContent>(second.Content);
        Assert.Equal([["21", "22", "23"], ["‹ Назад", "Оновити"]], Buttons(third));
        Assert.DoesNotContain("…і ще", Text(third), StringComparison.Ordinal);
    }

    /// <summary>Meanwhile others were answered.</summary>
    [Fact]
    public async Task Waiting_PageThatIsGoneByNow_ShowsTheLastOne()
    {
        for (var i = 0; i < 21; i++)
            await AskAsync($"{i}", null, minutesAgo: 100 - i);
        var second = Assert.Single(await _bot.PressAsync(Owner, Id(Assert.Single(await _bot.SayAsync(Owner, "/waiting")), "Далі ›")));
        var third = Assert.Single(await _bot.PressAsync(Owner, Id(second, "Далі ›")));
        for (var i = 0; i < 10; i++)
            await TakeAsync(Message("a", 0, $"of {i}") with { Direction = Direction.Outbound });

        var shown = Assert.Single(await _bot.PressAsync(Owner, Id(third, "Оновити")));

        Assert.StartsWith("<b>Чекають на відповідь: 11, ", Text(shown), StringComparison.Ordinal);
        Assert.Equal([["11"], ["‹ Назад", "Оновити"]], Buttons(shown));
    }

    [Fact]
    public async Task Mine_SaysWhoAnswers()
    {
        await AskAsync("1", "Чи є столик?", minutesAgo: 1);
        var one = await OneAsync();

        var taken = Assert.Single(await _bot.PressAsync(Owner, Id(one, "Беру")));

        Assert.EndsWith("\n<i>Відповідає Ольга</i>", Text(taken), StringComparison.Ordinal);
        Assert.Contains("\n<i>Відповідає Ольга</i>\n", Text(await _bot.SayAsync(Owner, "/waiting")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GiveBack_OfATakenWait_MakesItTheTeamsAgain()
    {
        await AskAsync("1", "Чи є столик?", minutesAgo: 1);
        var one = await OneAsync();
        Assert.Equal(["Беру", "Уже відповіли"], Buttons(one)[0]);

        var taken = Assert.Single(await _bot.PressAsync(Owner, Id(one, "Беру")));
        Assert.Equal([["Повернути команді", "Уже відповіли"], ["Не потребує відповіді", "Нагадати за 15 хв"], ["Конфлікт"]], Buttons(taken));
        Assert.Equal("Повернути команді", Buttons(await OneAsync())[0][0]);

        var free = Assert.Single(await _bot.PressAsync(Owner, Id(taken, "Повернути команді")));
        Assert.DoesNotContain("Відповідає", Text(free), StringComparison.Ordinal);
        Assert.Equal("Беру", Buttons(free)[0][0]);
        Assert.DoesNotContain("Відповідає", Text(await _bot.SayAsync(Owner, "/waiting")), StringComparison.Ordinal);
    }

    /// <summary>Customers who wait too long are another list, but no calm.</summary>
    [Fact]
    public async Task Alerts_WhileCustomersWait_NameThatList()
    {
        Assert.StartsWith("✅ Усе спокійно\n", Text(await _bot.SayAsync(Owner, "/alerts")) + "\n", StringComparison.Ordinal);
        await AskAsync("1", null, minutesAgo: 3);
        Assert.StartsWith("✅ Усе спокійно\nЧекають на відповідь: 1 — /waiting", Text(await _bot.SayAsync(Owner, "/alerts")), StringComparison.Ordinal);
        await AskAsync("2", null, minutesAgo: 50);
        var alerts = Text(await _bot.SayAsync(Owner, "/alerts зер"));

        Assert.StartsWith("Сповіщень зараз немає · Зерно\n🔴 Чекають на відповідь: 2, з них понад норму 1 — /waiting", alerts, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Уже відповіли", "✅ Записано: відповіли деінде.")]
    [InlineData("Не потребує відповіді", "☑️ Записано: відповідь не потрібна.")]
    public async Task Choices_EndTheWaitAsFactsAndCanBeTakenBack(string button, string said)
    {
        await AskAsync("1", "Чи є столик?", minutesAgo: 1);
        var one = await OneAsync();

        var ended = Assert.Single(await _bot.PressAsync(Owner, Id(one, button)));
        Assert.Equal(said, Text(ended));
        Assert.Equal(0, await WaitingAsync());
        var facts = await FactsAsync();
        Assert.Equal(1, facts.Messages.Count(message => message is { Direction: Direction.Outbound, Author: "Ольга" }) + facts.Closures.Count(closure => closure.By == "Ольга"));

        var again = Assert.Single(await _bot.PressAsync(Owner, Id(one, button)));
        Assert.Equal("Це звернення вже закрито. Хто чекає зараз: /waiting", Text(again));

        var back = Assert.Single(await _bot.PressAsync(Owner, Id(ended, "Скасувати")));
        Assert.StartsWith("🟢 <b>Зерно · Instagram: чекає", Text(back), StringComparison.Ordinal);
        Assert.Equal(1, await WaitingAsync());
        facts = await FactsAsync();
        Assert.Equal((1, 0), (facts.Messages.Count, facts.Closures.Count));
    }

    [Fact]
    public async Task Undo_LongAfterwards_DoesNothing()
    {
        await AskAsync("1", null, minutesAgo: 1);
        var ended = Assert.Single(await _bot.PressAsync(Owner, Id(await OneAsync(), "Не потребує відповіді")));

        _bot.Advance(TimeSpan.FromMinutes(20));

        Assert.Empty(await _bot.PressAsync(Owner, Id(ended, "Скасувати")));
        Assert.Equal(0, await WaitingAsync());
    }

    [Fact]
    public async Task Choices_UnderAnOldMessage_LeaveANewWaitAlone()
    {
        await AskAsync("1", null, minutesAgo: 1, conversation: "c");
        var one = await OneAsync();
        await TakeAsync(Message("2", 0, "c") with { Direction = Direction.Outbound });
        _bot.Advance(TimeSpan.FromMinutes(1));
        await AskAsync("3", null, minutesAgo: 0, conversation: "c");

        var pressed = Assert.Single(await _bot.PressAsync(Owner, Id(one, "Не потребує відповіді")));

        Assert.Equal("Це звернення вже закрито. Хто чекає зараз: /waiting", Text(pressed));
        Assert.Equal(1, await WaitingAsync());
    }

    [Fact]
    public async Task Remind_AfterTheTime_SendsTheWaitAgainUnlessItIsOver()
    {
        await _bot.Get<ClientStore>().SetAsync(_client.Id, [KeyValuePair.Create("answer-target", "message=10h")], Stop);
        await AskAsync("1", "Чи є столик?", minutesAgo: 1);
        await AskAsync("2", "А завтра?", minutesAgo: 0);
        var list = Assert.Single(await _bot.SayAsync(Owner, "/waiting"));
        foreach (var number in new[] { "1", "2" })
        {
            var one = Assert.Single(await _bot.PressAsync(Owner, Id(list, number)));
            Assert.Contains("Нагадаю о 12:", Text(Assert.Single(await _bot.PressAsync(Owner, Id(one, "Нагадати за 15 хв")))), StringComparison.Ordinal);
        }

        await TakeAsync(Message("a", 0, "of 2") with { Direction = Direction.Outbound });
        _bot.Advance(TimeSpan.FromMinutes(15));
        await _bot.Get<WaitRound>().RunAsync(Stop);
        await _bot.Get<WaitRound>().RunAsync(Stop);

        var outbox = await _bot.Get<OutboxStore>().ListAsync(null, 100, Stop);
        Assert.Single(outbox, entry => entry.KindName == OutboxKind.Alert);
    }

    /// <summary>The press is answered where it was made, and what is promised there goes once it is kept.</summary>
    [Fact]
    public async Task Remind_UnderTheAlert_SaysThereWhen()
    {
        await AskAsync("1", "Чи є столик?", minutesAgo: 35);
        await _bot.Get<WaitRound>().RunAsync(Stop);
        var alert = Assert.Single(await AlertsAsync());

        Assert.Empty(await _bot.PressAsync(Owner, alert.Buttons.SelectMany(row => row).Single(button => button.Text == "Нагадати за 15 хв").CallbackData));
        Assert.Matches("\n<i>Нагадаю о 12:[0-9]{2}</i>$", (await AlertsAsync())[^1].Html);

        await _bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync("update outbox set state = 2 where state = 0", null, transaction), Stop);
        _bot.Advance(TimeSpan.FromMinutes(15));
        await _bot.Get<WaitRound>().RunAsync(Stop);

        var last = (await AlertsAsync()).TakeLast(2).ToList();
        Assert.Equal([true, false], last.Select(payload => payload.EditsKey is not null));
        Assert.DoesNotContain(last, payload => payload.Html.Contains("Нагадаю", StringComparison.Ordinal));
    }

    /// <summary>What somebody decides there would look as if the account told something.</summary>
    [Theory]
    [InlineData("Уже відповіли")]
    [InlineData("Не потребує відповіді")]
    public async Task Choices_OfAnAccountThatWasDisconnected_ChangeNothing(string button)
    {
        await AskAsync("1", "Чи є столик?", minutesAgo: 40);
        await AskAsync("2", "А завтра?", minutesAgo: 35);
        var list = Assert.Single(await _bot.SayAsync(Owner, "/waiting"));
        var (one, other) = (Assert.Single(await _bot.PressAsync(Owner, Id(list, "1"))), Assert.Single(await _bot.PressAsync(Owner, Id(list, "2"))));
        var ended = Assert.Single(await _bot.PressAsync(Owner, Id(other, button)));
        await _bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => AccountEnds.EndAsync(connection, transaction, _account.Id, _bot.Clock.GetUtcNow()), Stop);
        _bot.Advance(TimeSpan.FromMinutes(1));

        Assert.StartsWith("Це звернення вже закрито", Text(await _bot.PressAsync(Owner, Id(one, button))), StringComparison.Ordinal);
        Assert.StartsWith("Це звернення вже закрито", Text(await _bot.PressAsync(Owner, Id(ended, "Скасувати"))), StringComparison.Ordinal);

        Assert.Equal([_account.Id], (await FactsAsync()).Disconnected.Keys);
    }

    private static string Text(IReadOnlyList<OutboxMessage> messages) => Text(Assert.Single(messages));

    private static string Text(OutboxMessage message) => (message.Content switch
    {
        TextContent content => content.Html,
        EditTextContent content => content.Html,
        _ => throw new InvalidOperationException("A kind of message this test does not know."),
    }).Replace(Typography.NoBreakSpace, " ", StringComparison.Ordinal);

    private static string[][] Buttons(OutboxMessage message) => [.. message.Content.Buttons.Select(row => row.Select(button => button.Text).ToArray())];

    private static string? Id(OutboxMessage message, string text) => message.Content.Buttons.SelectMany(row => row).Single(button => button.Text == text).CallbackData;

    private async Task<OutboxMessage> OneAsync()
    {
        var list = Assert.Single(await _bot.SayAsync(Owner, "/waiting"));
        return Assert.Single(await _bot.PressAsync(Owner, Id(list, "1")));
    }

    /// <summary>What is to be sent of waits.</summary>
    private async Task<List<OutboxPayload>> AlertsAsync()
    {
        await using var connection = await _bot.Get<Data.Database.Database>().OpenAsync(Stop);
        await _bot.Get<Data.Database.Database>().WriteAsync(
            (writer, transaction) => writer.ExecuteAsync("update outbox set state = 2, message_id = 7 where state = 0 and dedup_key like 'wait:%' and dedup_key not like '%reminded%'", null, transaction), Stop);
        return [.. (await connection.QueryAsync<string>("select payload from outbox where kind = @kind order by id", new { kind = (long)OutboxKind.Alert })).Select(OutboxPayload.Parse)];
    }

    private async Task<int> WaitingAsync() => (await _bot.Get<WaitingList>().ReadAsync([_client.Id], 0, 10, Stop)).Count.All;

    private Task<ClientFacts> FactsAsync() => _bot.Get<FactReader>().ReadAsync(
        new FactQuery { ClientId = _client.Id, From = new DateOnly(2026, 11, 1), To = new DateOnly(2026, 11, 30), ConversationsSince = DateTimeOffset.UnixEpoch }, Stop);

    private ConversationMessage Message(string id, int minutesAgo, string conversation) => new()
    {
        AccountId = _account.Id,
        Conversation = conversation,
        MessageId = id,
        At = _bot.Clock.GetUtcNow().AddMinutes(-minutesAgo),
        Direction = Direction.Inbound,
        ObservedAt = _bot.Clock.GetUtcNow(),
    };

    private Task<LiveOutcome> AskAsync(string id, string? words, int minutesAgo, string? conversation = null) =>
        TakeAsync(Message(id, minutesAgo, conversation ?? "of " + id), words);

    private Task<LiveOutcome> TakeAsync(ConversationMessage message, string? words = null) => _bot.Get<Data.Database.Database>().WriteAsync(
        (connection, transaction) => _bot.Get<LiveInbox>().TakeAsync(
            connection,
            transaction,
            new LiveDelivery { AccountId = _account.Id, Messages = [new(message, words, words is null ? null : "https://ig.me/" + message.MessageId)] },
            Stop),
        Stop);
}
