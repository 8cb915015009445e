using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.IntegrationTests.Telegram.Conversations;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.Methods;
using SmmKpiBot.Sandbox.BotApi.State;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Conflicts;

public sealed class RatingSqliteTests(PostgresServer server) : RatingTests(Dialect.Sqlite, server);

public sealed class RatingPostgresTests(PostgresServer server) : RatingTests(Dialect.Postgres, server);

/// <summary>A customer is asked how a conflict was resolved, and answers with one tap: over the stand-in Telegram, from both sides.</summary>
public abstract class RatingTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const string Ask = "Попросити людину";

    [Fact]
    public async Task BusinessCustomer_Asked_RatesOnceAndTheTeamHears()
    {
        await using var world = await FeedWorld.CreateAsync(TestDatabase);
        var connection = await ConnectedAsync(world);
        var customers = world.Telegram.Business.ChatOf(connection, world.Customer);
        var conflict = await ResolvedAsync(world);

        world.Telegram.People.Press(conflict, world.Staff, conflict.Button(Ask));
        var question = await InAsync(world, customers, message => message.Keyboard is not null);

        Assert.Equal((world.Staff.Id, "Acme: як ви оцінюєте вирішення вашого звернення? 1 — погано, 5 — чудово."), (question.From.Id, question.Text));
        var asked = await world.Telegram.MessageAsync(world.StaffChat, message => message.Id == conflict.Id && message.Text!.Contains("відповіді ще немає", StringComparison.Ordinal));
        Assert.DoesNotContain(Buttons(asked), text => text.StartsWith(Ask, StringComparison.Ordinal));

        var (four, two) = (question.Button("4"), question.Button("2"));
        Assert.Equal("Дякуємо за оцінку!", (await PressedAsync(world, question, world.Customer, four))?.Text);
        await InAsync(world, customers, message => message.Id == question.Id && message.Keyboard is null && message.Text == "Дякуємо! Ваша оцінка: 4 з 5.");
        var told = await world.Telegram.MessageAsync(world.StaffChat, message => message.Text!.Contains("4 з 5", StringComparison.Ordinal) && message.Text.StartsWith('⭐'));
        Assert.True(told.Silent);
        Assert.Equal("Дякуємо, вашу оцінку вже записано.", (await PressedAsync(world, question, world.Customer, two))?.Text);
        Assert.NotNull(await PressedAsync(world, question, world.Customer, four));

        var rating = Assert.Single((await CaseAsync(world)).Events, one => one.Kind == ConflictEventKind.Rating);
        Assert.Equal((4, (long?)null, (string?)null), (rating.Value, rating.UserId, rating.Name));
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from customer_chat where address like '%501%' or conversation like '%501%'"));
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from outbox where chat_id = 501"));
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from button where action = 'customer.rate' and (chat_id = 501 or argument like '%501%')"));
        Assert.Equal(1, await world.KpiAsync("feedback.waiting"));
    }

    [Fact]
    public async Task Question_PressedByAnybodyElse_ChangesNothing()
    {
        await using var world = await FeedWorld.CreateAsync(TestDatabase);
        var connection = await ConnectedAsync(world);
        var customers = world.Telegram.Business.ChatOf(connection, world.Customer);
        var conflict = await ResolvedAsync(world);
        var (ask, reopen) = (conflict.Button(Ask), conflict.Button("Відкрити знову"));
        world.Telegram.People.Press(conflict, world.Staff, ask);
        var question = await InAsync(world, customers, message => message.Keyboard is not null);
        var other = world.Telegram.Business.Write(connection, world.OtherCustomer, "А я питала про розмір");
        var own = world.Telegram.People.Write(world.Telegram.World.AddPrivateChat(world.Customer), world.Customer, "привіт");

        foreach (var (message, person, button) in (IEnumerable<(TelegramMessage, TelegramUser, string)>)
            [
                (question, world.Staff, question.Button("5")),
                (question, world.Owner, question.Button("5")),
                (other, world.OtherCustomer, question.Button("5")),
                (other, world.Customer, question.Button("5")),
                (own, world.Customer, question.Button("5")),
                (conflict, world.Staff, question.Button("5")),
                (question, world.Customer, reopen),
                (question, world.Customer, ask),
                (question, world.Customer, Altered(question.Button("5"))),
            ])
        {
            var answer = await PressedAsync(world, message, person, button);
            Assert.DoesNotContain("Дякуємо", answer?.Text ?? "", StringComparison.Ordinal);
        }

        var conflicts = await CaseAsync(world);
        Assert.False(conflicts.IsOpen);
        Assert.Null(conflicts.Rating);
        Assert.Single(conflicts.Events, one => one.Kind == ConflictEventKind.RatingAsked);
        Assert.Equal("Дякуємо за оцінку!", (await PressedAsync(world, question, world.Customer, question.Button("5")))?.Text);
    }

    [Fact]
    public async Task NoWayToTheCustomer_SaysWhyAndSendsNothing()
    {
        await using var world = await FeedWorld.CreateAsync(TestDatabase);
        var connection = await ConnectedAsync(world);
        var customers = world.Telegram.Business.ChatOf(connection, world.Customer);
        var conflict = await ResolvedAsync(world);
        var button = conflict.Button(Ask);

        world.Telegram.Business.SetCanReply(connection, false);
        await SaysAsync(world, conflict, button, "не дозволяє мені відповідати");
        world.Telegram.Business.SetCanReply(connection, true);
        world.Bot.Advance(TimeSpan.FromHours(25));
        await SaysAsync(world, conflict, button, "протягом 24 годин");
        Assert.DoesNotContain(customers.Messages.Values, message => message.Extra?.ContainsKey("sender_business_bot") == true);

        // By hand it goes as ever.
        world.Telegram.People.Press(conflict, world.Staff, conflict.Button("Оцінка"));
        var asking = await world.Telegram.MessageAsync(world.StaffChat, message => message.Id == conflict.Id && message.Text!.Contains("Як людина оцінила", StringComparison.Ordinal));
        world.Telegram.People.Press(asking, world.Staff, asking.Button("3"));
        await world.Telegram.MessageAsync(world.StaffChat, message => message.Id == conflict.Id && message.Text!.Contains("Оцінка: 3 з 5", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TelegramRefusesTheQuestion_TheTeamHearsAndItsChatsLive()
    {
        await using var world = await FeedWorld.CreateAsync(TestDatabase);
        await ConnectedAsync(world);
        var conflict = await ResolvedAsync(world);
        world.Telegram.Faults.Add(new Fault(FaultKind.Blocked) { Method = "sendMessage", ChatId = world.Customer.Id });

        world.Telegram.People.Press(conflict, world.Staff, conflict.Button(Ask));

        var told = await world.Telegram.MessageAsync(world.StaffChat, message => message.Text!.Contains("не вдалося", StringComparison.Ordinal) && message.Text.StartsWith('⚠'));
        Assert.Contains("bot was blocked by the user", told.Text, StringComparison.Ordinal);
        Assert.Equal(1, await world.ScalarAsync<long>("select count(*) from outbox where kind = 4 and state = 5 and payload <> ''"));
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from outbox_chat where disabled_at is not null"));
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from bound_chat where enabled = 0"));
        world.Telegram.People.Press(told, world.Staff, told.Button("Показати конфлікт"));
        var shown = await world.Telegram.MessageAsync(world.StaffChat, message => message.Id > told.Id && message.Keyboard is not null);
        Assert.Contains("Попросити людину про оцінку не вдалося", shown.Text, StringComparison.Ordinal);
        Assert.NotEmpty(shown.Button(Ask));
    }

    [Fact]
    public async Task QuestionThatMayHaveArrived_IsNotRepeated_AndItsAnswerCounts()
    {
        await using var world = await FeedWorld.CreateAsync(TestDatabase);
        var connection = await ConnectedAsync(world);
        var customers = world.Telegram.Business.ChatOf(connection, world.Customer);
        var conflict = await ResolvedAsync(world);
        world.Telegram.Faults.Add(new Fault(FaultKind.CutAfter) { Method = "sendMessage", ChatId = world.Customer.Id, Times = 1 });

        world.Telegram.People.Press(conflict, world.Staff, conflict.Button(Ask));

        var told = await world.Telegram.MessageAsync(world.StaffChat, message => message.Text!.StartsWith('⚠'));
        Assert.Contains("it may have arrived", told.Text, StringComparison.Ordinal);
        world.Bot.Advance(TimeSpan.FromMinutes(10));
        var question = await InAsync(world, customers, message => message.Keyboard is not null);
        Assert.Equal("Дякуємо за оцінку!", (await PressedAsync(world, question, world.Customer, question.Button("5")))?.Text);
        Assert.Single(customers.Messages.Values, message => message.Extra?.ContainsKey("sender_business_bot") == true);
        Assert.Equal(5, (await CaseAsync(world)).Rating?.Value);
    }

    [Fact]
    public async Task Group_TheCustomersMessageIsRepliedToAndOnlyTheirTapCounts()
    {
        await using var world = await FeedWorld.CreateAsync(TestDatabase);
        var group = await world.MeasuredGroupAsync();
        var asked = world.Telegram.People.Write(group, world.ClientPerson, "Чому звіт знову не той?");
        var conflict = await ResolvedAsync(world);

        world.Telegram.People.Press(conflict, world.Staff, conflict.Button(Ask));
        var question = await world.Telegram.MessageAsync(group, message => message.Text!.StartsWith("Acme: як ви оцінюєте", StringComparison.Ordinal));

        Assert.Equal(asked.Id, question.ReplyTo?.Id);
        Assert.DoesNotContain("Дякуємо", (await PressedAsync(world, question, world.Staff, question.Button("1")))?.Text ?? "", StringComparison.Ordinal);
        Assert.Equal("Дякуємо за оцінку!", (await PressedAsync(world, question, world.ClientPerson, question.Button("5")))?.Text);
        await world.Telegram.MessageAsync(group, message => message.Id == question.Id && message.Keyboard is null);
        Assert.Equal(5, (await CaseAsync(world)).Rating?.Value);
    }

    [Fact]
    public async Task ClientThatAsksNobody_HasNoButtonAndNothingIsKeptOfItsCustomers()
    {
        await using var world = await FeedWorld.CreateAsync(TestDatabase);
        await world.Bot.Get<ClientStore>().SetAsync(world.Acme.Id, [KeyValuePair.Create("ask-rating", "false")], Cancel);
        await ConnectedAsync(world);

        var conflict = await ResolvedAsync(world);

        Assert.DoesNotContain(Buttons(conflict), text => text.StartsWith(Ask, StringComparison.Ordinal));
        Assert.Contains("Оцінка", Buttons(conflict));
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from customer_chat"));
    }

    [Fact]
    public async Task CustomersAddress_IsForgottenADayLater_AndAllOfItWithTheClient()
    {
        await using var world = await FeedWorld.CreateAsync(TestDatabase);
        await ConnectedAsync(world);
        Assert.Equal(1, await world.ScalarAsync<long>("select count(*) from customer_chat where address is not null"));

        world.Bot.Advance(TimeSpan.FromHours(25));
        await world.Bot.Get<Housekeeping>().TidyAsync(Cancel);

        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from customer_chat where address is not null"));
        Assert.Equal(1, await world.ScalarAsync<long>("select count(*) from customer_chat"));
        await world.Bot.Get<ClientEraser>().EraseAsync(world.Acme.Id, Cancel);
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from customer_chat"));
    }

    [Fact]
    public async Task EnglishClient_IsAskedInEnglish()
    {
        await using var world = await FeedWorld.CreateAsync(TestDatabase);
        await world.Bot.Get<ClientStore>().SetAsync(world.Acme.Id, [KeyValuePair.Create("language", "en")], Cancel);
        var connection = await ConnectedAsync(world);
        var conflict = await ResolvedAsync(world);

        world.Telegram.People.Press(conflict, world.Staff, conflict.Button(Ask));

        var question = await InAsync(world, world.Telegram.Business.ChatOf(connection, world.Customer), message => message.Keyboard is not null);
        Assert.StartsWith("How would you rate the way Acme", question.Text, StringComparison.Ordinal);
        Assert.Equal("Thank you for your rating!", (await PressedAsync(world, question, world.Customer, question.Button("5")))?.Text);
    }

    private static async Task<BusinessConnection> ConnectedAsync(FeedWorld world)
    {
        var connection = world.Telegram.Business.Connect(world.Staff);
        await world.AssignAsync("Марко");
        world.Telegram.Business.Write(connection, world.Customer, "Поверніть гроші, будь ласка, замовлення так і не прийшло");
        await world.QuietAsync();
        return connection;
    }

    /// <summary>The team opens a conflict from the list of who waits, and resolves it.</summary>
    private static async Task<TelegramMessage> ResolvedAsync(FeedWorld world)
    {
        await world.QuietAsync();
        var asked = world.Telegram.People.Write(world.StaffChat, world.Staff, "/waiting");
        var list = await world.Telegram.MessageAsync(world.StaffChat, message => message.Id > asked.Id && message.Text!.Contains("Чекають на відповідь", StringComparison.Ordinal));
        world.Telegram.People.Press(list, world.Staff, list.Button("1"));
        var wait = await world.Telegram.MessageAsync(world.StaffChat, message => message.Id > list.Id && Buttons(message).Contains("Конфлікт"));
        world.Telegram.People.Press(wait, world.Staff, wait.Button("Конфлікт"));
        var opened = await world.Telegram.MessageAsync(world.StaffChat, message => message.Text!.StartsWith("🔴 Конфлікт", StringComparison.Ordinal));
        world.Telegram.People.Press(opened, world.Staff, opened.Button("Вирішено"));
        return await world.Telegram.MessageAsync(world.StaffChat, message => message.Id == opened.Id && message.Text!.StartsWith('✅'));
    }

    private static List<string> Buttons(TelegramMessage message) =>
        [.. message.Keyboard?["inline_keyboard"]?.AsArray().SelectMany(row => row!.AsArray()).Select(button => button!["text"]!.GetValue<string>()) ?? []];

    private static async Task SaysAsync(FeedWorld world, TelegramMessage conflict, string button, string why)
    {
        world.Telegram.People.Press(conflict, world.Staff, button);
        var said = await world.Telegram.MessageAsync(world.StaffChat, message => message.Text!.Contains(why, StringComparison.Ordinal));
        Assert.Contains("Запитайте людину самі й натисніть «Оцінка»", said.Text, StringComparison.Ordinal);
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from conflict_event where kind = 6"));
    }

    private static Task<TelegramMessage> InAsync(FeedWorld world, TelegramChat chat, Func<TelegramMessage, bool> fits) => world.Telegram.UntilAsync(() =>
    {
        lock (world.Telegram.World.Gate)
            return chat.Messages.Values.LastOrDefault(fits);
    });

    private static async Task<CallbackAnswer?> PressedAsync(FeedWorld world, TelegramMessage message, TelegramUser person, string button)
    {
        var answer = await world.Telegram.People.Press(message, person, button).Answered.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Cancel);
        await world.QuietAsync();
        return answer;
    }

    private static string Altered(string button) => (button[0] == 'A' ? 'B' : 'A') + button[1..];

    private static async Task<ConflictCase> CaseAsync(FeedWorld world)
    {
        await world.QuietAsync();
        await using var connection = await world.Bot.Get<Data.Database.Database>().OpenAsync(Cancel);
        return Assert.Single(await ConflictCases.OfClientAsync(connection, null, world.Acme.Id));
    }
}
