using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Sandbox.BotApi;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram.Conversations;

/// <summary>A business account that is connected to the bot: from a customer's message over HTTP to the figure.</summary>
public sealed class BusinessTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AQuestionAndItsAnswer_AreMeasured()
    {
        await using var world = await FeedWorld.CreateAsync();
        var connection = world.Telegram.Business.Connect(world.Staff);
        await world.AssignAsync("Марко");

        world.Telegram.Business.Write(connection, world.Customer, "Де моє замовлення?");
        world.Bot.Advance(TimeSpan.FromMinutes(5));
        world.Telegram.Business.Write(connection, world.Customer, "Дякуємо за звернення!", BusinessWriter.Offline);
        world.Telegram.Business.Write(connection, world.Customer, "Я бот", BusinessWriter.Bot);
        world.Bot.Advance(TimeSpan.FromMinutes(25));
        world.Telegram.Business.Write(connection, world.Customer, "Уже їде", BusinessWriter.Owner);
        world.Telegram.Business.Write(connection, world.Customer, "дякую 🙏");

        var facts = await world.FactsAsync();
        var messages = facts.Messages.OrderBy(message => message.At).ThenBy(message => long.Parse(message.MessageId, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal("telegram/Марко", Assert.Single(facts.Accounts).FullName);
        Assert.Equal([(Direction.Inbound, false), (Direction.Outbound, true), (Direction.Outbound, true), (Direction.Outbound, false), (Direction.Inbound, false)], messages.Select(message => (message.Direction, message.Automatic)));
        Assert.Equal(("Марко", Answerer.Agency), (messages[3].Author, messages[3].Answerer));
        Assert.Equal(NoAnswerReason.Thanks, messages[4].NoAnswer);
        Assert.Single(messages.Select(message => message.Conversation).Distinct());
        Assert.DoesNotContain(messages, message => message.Conversation.Contains("501", StringComparison.Ordinal) || message.Author == "Тарас");
        Assert.Equal(1, await world.KpiAsync("feedback.responses"));
        Assert.Equal(0, await world.KpiAsync("feedback.waiting"));
        Assert.InRange((await world.KpiAsync("feedback.response_average"))!.Value, 1800, 1860);
    }

    [Fact]
    public async Task UntilSomebodyWithRightsChooses_MessagesAreCountedAndNothingIsKept()
    {
        await using var world = await FeedWorld.CreateAsync();
        var stranger = world.Telegram.World.AddUser(900, "Чужа Людина", null, "uk");
        var strangersChat = world.Telegram.World.AddPrivateChat(stranger);
        var connection = world.Telegram.Business.Connect(stranger);
        var question = await world.Telegram.MessageAsync(world.OwnerChat, message => message.Text!.Contains("Чужа Людина", StringComparison.Ordinal));
        world.Telegram.Business.Write(connection, world.Customer, "таємниця-чужої-людини");
        world.Telegram.Business.Write(connection, world.Customer, "ще одна таємниця-чужої-людини");
        await world.QuietAsync();

        // The stranger and the client press what only the owner was shown.
        world.Telegram.People.Press(question, stranger, question.Button("Acme"));
        world.Telegram.People.Press(question, world.ClientPerson, question.Button("Acme"));

        Assert.Empty(await world.MessagesAsync());
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from account"));
        Assert.Equal(2, await world.ScalarAsync<long>("select missed from telegram_feed"));
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from message_text"));
        Assert.DoesNotContain(world.Telegram.World.MessagesOf(strangersChat.Id), message => message.From.IsBot);

        await world.AssignAsync("Чужа Людина");
        var said = await world.Telegram.MessageAsync(world.OwnerChat, message => message.Id == question.Id);
        Assert.Contains("Не враховано: 2", said.Text, StringComparison.Ordinal);
        world.Telegram.Business.Write(connection, world.Customer, "Добрий день, є розмір M");
        Assert.Single(await world.MessagesAsync());
    }

    [Fact]
    public async Task DeclinedByTheOwner_IsNeverAskedAboutAgainAndItsNameIsForgotten()
    {
        await using var world = await FeedWorld.CreateAsync();
        var stranger = world.Telegram.World.AddUser(900, "Чужа Людина", null, "uk");
        var connection = world.Telegram.Business.Connect(stranger);
        var question = await world.Telegram.MessageAsync(world.OwnerChat, message => message.Text!.Contains("Чужа Людина", StringComparison.Ordinal));
        world.Telegram.People.Press(question, world.Owner, question.Button("Нічий"));
        await world.Telegram.MessageAsync(world.OwnerChat, message => message.Id == question.Id && message.Keyboard is null);

        world.Telegram.Business.SetEnabled(connection, false);
        world.Telegram.Business.SetEnabled(connection, true);
        world.Telegram.Business.Write(connection, world.Customer, "привіт");

        Assert.Equal(1, await world.ScalarAsync<long>("select count(*) from telegram_feed where state = 3 and title = '' and missed = 0"));
        Assert.DoesNotContain(world.Telegram.World.MessagesOf(world.OwnerChat.Id), message => message.Id > question.Id && message.From.IsBot);
    }

    [Fact]
    public async Task EditedAndDeleted_ChangeTheMeasurement()
    {
        await using var world = await FeedWorld.CreateAsync();
        var connection = world.Telegram.Business.Connect(world.Staff);
        await world.AssignAsync("Марко");
        var kept = world.Telegram.Business.Write(connection, world.Customer, "👍");
        var gone = world.Telegram.Business.Write(connection, world.OtherCustomer, "Скільки коштує?");
        Assert.Equal(1, await world.KpiAsync("feedback.waiting"));

        world.Telegram.Business.Edit(connection, kept, "👍 а доставка?");
        world.Telegram.Business.Delete(connection, gone);

        var left = Assert.Single(await world.MessagesAsync());
        Assert.Equal(NoAnswerReason.None, left.NoAnswer);
        Assert.Equal(1, await world.KpiAsync("feedback.waiting"));
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from message_text where words like 'Скільки%'"));
    }

    /// <summary>An answer of several pictures is one answer, until the last of them is taken away.</summary>
    [Fact]
    public async Task AnAlbumThatIsTakenAway_OpensTheWaitAgain()
    {
        await using var world = await FeedWorld.CreateAsync();
        var connection = world.Telegram.Business.Connect(world.Staff);
        await world.AssignAsync("Марко");
        world.Telegram.Business.Write(connection, world.Customer, "Які є кольори?");
        var first = world.Telegram.Business.SendPhoto(connection, world.Customer, "777", BusinessWriter.Owner);
        var second = world.Telegram.Business.SendPhoto(connection, world.Customer, "777", BusinessWriter.Owner);
        Assert.Equal(2, (await world.MessagesAsync()).Count);
        Assert.Equal(0, await world.KpiAsync("feedback.waiting"));

        world.Telegram.Business.Delete(connection, first);
        Assert.Equal(0, await world.KpiAsync("feedback.waiting"));
        world.Telegram.Business.Delete(connection, second);

        Assert.Equal(1, await world.KpiAsync("feedback.waiting"));
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from telegram_album_part"));
    }

    [Fact]
    public async Task APictureWithoutWords_IsFoundByWhatItIsAndWhere()
    {
        await using var world = await FeedWorld.CreateAsync();
        var connection = world.Telegram.Business.Connect(world.Staff);
        await world.AssignAsync("Марко");
        world.Telegram.Business.SendPhoto(connection, world.Customer);
        await world.QuietAsync();

        world.Telegram.People.Write(world.StaffChat, world.Staff, "/waiting");

        await world.Telegram.MessageAsync(world.StaffChat, message => message.Text?.Contains("[фото] · у чатах Telegram «Марко»", StringComparison.Ordinal) == true);
    }

    /// <summary>Whoever presses under /waiting and whoever passes the message on mean the same conflict.</summary>
    [Fact]
    public async Task AMessageThatIsPassedOn_IsTheConflictOfItsConversation()
    {
        await using var world = await FeedWorld.CreateAsync();
        var connection = world.Telegram.Business.Connect(world.Staff);
        await world.AssignAsync("Марко");
        var said = world.Telegram.Business.Write(connection, world.Customer, "Де мої гроші?");
        await world.QuietAsync();
        var staff = BotUnderTest.InPrivate(world.Staff.Id);

        var waiting = Assert.Single(await world.Bot.SayAsync(staff, "/waiting"));
        var one = await PressAsync(world.Bot, staff, waiting, "1");
        await PressAsync(world.Bot, staff, one, "Конфлікт");
        var passedOn = new IncomingText(staff, 20, "Де мої гроші?") { ForwardedFrom = DateTimeOffset.FromUnixTimeSeconds(said.SentAt.ToUnixTimeSeconds()) };
        var offer = Assert.Single(await world.Bot.AskAsync(passedOn));
        Assert.Contains("Клієнт: Acme.", BotUnderTest.Visible(offer), StringComparison.Ordinal);
        var again = await PressAsync(world.Bot, staff, offer, "Відкрити конфлікт");

        Assert.Contains("Конфлікт 1 ", BotUnderTest.Visible(again), StringComparison.Ordinal);
        Assert.Equal(1, await world.ScalarAsync<long>("select count(*) from conflict_case"));
        Assert.Equal(1, await world.KpiAsync("conflicts.opened"));
    }

    [Fact]
    public async Task Disconnected_ClosesTheFeedWithANotice_AndConnectedAgainItGoesOn()
    {
        await using var world = await FeedWorld.CreateAsync();
        var connection = world.Telegram.Business.Connect(world.Staff);
        await world.AssignAsync("Марко");
        Assert.Single(await world.Bot.Get<LiveFeeds>().OpenOfAsync(world.Acme.Id, Stop));

        world.Telegram.Business.SetEnabled(connection, false);
        await world.Telegram.MessageAsync(world.StaffChat, message => message.Text!.Contains("відключили", StringComparison.Ordinal));
        Assert.Empty(await world.Bot.Get<LiveFeeds>().OpenOfAsync(world.Acme.Id, Stop));

        var again = world.Telegram.Business.Connect(world.Staff);
        await world.Telegram.MessageAsync(world.StaffChat, message => message.Text!.Contains("знову підключено", StringComparison.Ordinal));
        world.Telegram.Business.Write(again, world.Customer, "Є хто?");
        Assert.Single(await world.MessagesAsync());
        Assert.Equal(1, await world.ScalarAsync<long>("select count(*) from account"));
    }

    [Fact]
    public async Task ConnectedWhileNobodyListened_IsFoundAtTheFirstMessage()
    {
        await using var world = await FeedWorld.CreateAsync();
        await world.QuietAsync();
        world.Telegram.Updates.Allowed.Set(["message"]);
        var connection = world.Telegram.Business.Connect(world.Staff);
        world.Telegram.Updates.Allowed.Set([.. Bot.Telegram.Updates.RawUpdates.Understood.Select(kind => (System.Text.Json.Nodes.JsonNode)Wire(kind))]);

        world.Telegram.Business.Write(connection, world.Customer, "Добрий день");

        await world.AssignAsync("Марко");
        Assert.Equal(1, await world.ScalarAsync<long>("select count(*) from business_connection where enabled = 1"));
    }

    [Fact]
    public async Task Colleagues_AreNoCustomers()
    {
        await using var world = await FeedWorld.CreateAsync();
        var connection = world.Telegram.Business.Connect(world.Staff);
        await world.AssignAsync("Марко");

        world.Telegram.Business.Write(connection, world.Owner, "Марку, глянь звіт");

        Assert.Empty(await world.MessagesAsync());
    }

    [Fact]
    public async Task Offers_AreBounded()
    {
        await using var world = await FeedWorld.CreateAsync();

        for (var person = 0; person < FeedStore.MostOffers + 5; person++)
        {
            world.Telegram.Business.Connect(world.Telegram.World.AddUser(9000 + person, $"Людина {person}", null, "uk"));
        }

        Assert.Equal(FeedStore.MostOffers, await world.ScalarAsync<long>("select count(*) from telegram_feed"));
    }

    private static async Task<OutboxMessage> PressAsync(BotUnderTest bot, Asker from, OutboxMessage under, string title)
    {
        var button = under.Content.Buttons.SelectMany(row => row).First(one => one.Text.StartsWith(title, StringComparison.Ordinal));
        return Assert.Single(await bot.PressAsync(from, button.CallbackData));
    }

    private static string Wire(global::Telegram.Bot.Types.Enums.UpdateType kind) =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
