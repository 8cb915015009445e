using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram.Conversations;

/// <summary>Groups of clients with the team in them.</summary>
public sealed class GroupTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AGroupThatIsNotMeasured_StoresNothing()
    {
        await using var world = await FeedWorld.CreateAsync();
        var group = world.Telegram.World.AddGroup(-1_000_000_000_700, "Acme", ChatKind.Supergroup, false, world.Staff, world.ClientPerson);
        await world.RedeemAsync(group, world.Staff, ChatPurpose.Client, world.Acme.Id);

        world.Telegram.People.Write(group, world.ClientPerson, "секрет-групи");

        Assert.Empty(await world.MessagesAsync());
        Assert.Equal(0, await world.ScalarAsync<long>("select (select count(*) from telegram_feed) + (select count(*) from telegram_message) + (select count(*) from message_text)"));
    }

    [Fact]
    public async Task AMeasuredGroup_ClientsAskAndTheTeamAnswers()
    {
        await using var world = await FeedWorld.CreateAsync();
        var group = await world.MeasuredGroupAsync();
        var asked = world.Telegram.People.Write(group, world.ClientPerson, "Коли буде звіт?");
        world.Telegram.People.Write(group, world.ClientPerson, "/kpi");
        world.Telegram.People.Write(group, new TelegramUser(77, "Other bot") { IsBot = true }, "бот каже");
        world.Bot.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(1, await world.KpiAsync("feedback.waiting"));
        Assert.Equal($"https://t.me/c/700/{asked.Id}", await world.ScalarAsync<string>("select link from message_text"));
        world.Telegram.Channels.WriteAnonymously(group, "За годину");

        var messages = await world.MessagesAsync();
        Assert.Equal([(Direction.Inbound, Answerer.Unknown), (Direction.Outbound, Answerer.Agency)], messages.OrderBy(message => message.At).Select(message => (message.Direction, message.Answerer)));
        Assert.Equal(0, await world.KpiAsync("feedback.waiting"));
        Assert.Equal(1, await world.KpiAsync("feedback.responses"));
    }

    [Fact]
    public async Task AMessageOfAMeasuredGroup_IsKnownByItsConversationAndWhatWasAsked()
    {
        await using var world = await FeedWorld.CreateAsync();
        var group = await world.MeasuredGroupAsync();
        var asked = world.Telegram.People.Write(group, world.ClientPerson, "Коли буде звіт?");
        var answer = world.Telegram.People.Write(group, world.Staff, "Ніколи");
        await world.QuietAsync();
        var feeds = world.Bot.Get<FeedStore>();

        var account = await world.ScalarAsync<long>("select account_id from telegram_feed");
        var expected = new MeasuredMessage(world.Acme.Id, account, "group", $"{asked.Id}");
        Assert.Equal(expected, await feeds.MeasuredAsync(group.Id, asked.Id, Stop));
        Assert.Equal(expected, await feeds.MeasuredAsync(group.Id, answer.Id, Stop));
        Assert.Null(await feeds.MeasuredAsync(group.Id, answer.Id + 100, Stop));
        Assert.Null(await feeds.MeasuredAsync(world.StaffChat.Id, asked.Id, Stop));
    }

    [Fact]
    public async Task SwitchedOff_NothingIsTakenAnyMore_AndOnAgainTheAccountGoesOn()
    {
        await using var world = await FeedWorld.CreateAsync();
        var group = await world.MeasuredGroupAsync();
        world.Telegram.People.Write(group, world.ClientPerson, "Перше питання");
        Assert.Single(await world.MessagesAsync());

        var asked = world.Telegram.People.Write(group, world.Staff, "/settings");
        var page = await world.Telegram.MessageAsync(group, message => message.Id > asked.Id && message.Keyboard is not null);
        world.Telegram.People.Press(page, world.Staff, page.Button("Вимірювати відповіді"));
        await Watching.UntilAsync(async () => (await world.Bot.Get<LiveFeeds>().OpenOfAsync(world.Acme.Id, Stop)).Count == 0);
        world.Telegram.People.Write(group, world.ClientPerson, "Друге питання");
        Assert.Single(await world.MessagesAsync());

        await world.SwitchOnAsync(group);
        world.Telegram.People.Write(group, world.ClientPerson, "Третє питання");
        Assert.Equal(2, (await world.MessagesAsync()).Count);
        Assert.Equal(1, await world.ScalarAsync<long>("select count(*) from account"));
    }

    [Fact]
    public async Task AClient_IsNotOfferedTheSwitchAndCannotPressIt()
    {
        await using var world = await FeedWorld.CreateAsync();
        var group = world.Telegram.World.AddGroup(-1_000_000_000_700, "Acme", ChatKind.Supergroup, false, world.Staff, world.ClientPerson);
        await world.RedeemAsync(group, world.Staff, ChatPurpose.Client, world.Acme.Id);
        world.Telegram.People.Write(group, world.Staff, "/settings");
        var page = await world.Telegram.MessageAsync(group, message => message.Keyboard is not null);
        world.Telegram.People.Press(page, world.ClientPerson, page.Button("Вимірювати відповіді"));
        world.Telegram.People.Write(group, world.ClientPerson, "/settings");
        var own = await world.Telegram.MessageAsync(group, message => message.Id > page.Id && message.Keyboard is not null);

        Assert.Throws<InvalidOperationException>(() => own.Button("Вимірювати відповіді"));
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from telegram_feed"));
    }

    [Fact]
    public async Task WhereNothingCanBeRead_TheSwitchSaysSoAndStaysOff()
    {
        await using var world = await FeedWorld.CreateAsync(new BotApiOptions { CanReadAllGroupMessages = false });
        var group = world.Telegram.World.AddGroup(-1_000_000_000_700, "Acme", ChatKind.Supergroup, false, world.Staff, world.ClientPerson);
        await world.RedeemAsync(group, world.Staff, ChatPurpose.Client, world.Acme.Id);
        world.Telegram.People.Write(group, world.Staff, "/settings");
        var page = await world.Telegram.MessageAsync(group, message => message.Keyboard is not null);

        world.Telegram.People.Press(page, world.Staff, page.Button("Вимірювати відповіді"));
        await world.Telegram.MessageAsync(group, message => message.Text?.Contains("/setprivacy", StringComparison.Ordinal) == true);
        Assert.Equal(0, await world.ScalarAsync<long>("select count(*) from telegram_feed"));

        world.Telegram.People.Promote(group);
        await world.SwitchOnAsync(group);
        world.Telegram.People.Write(group, world.ClientPerson, "Тепер мене видно");
        Assert.Single(await world.MessagesAsync());
    }

    [Fact]
    public async Task AGroupThatBecomesASupergroup_KeepsItsConversation()
    {
        await using var world = await FeedWorld.CreateAsync();
        var group = await world.MeasuredGroupAsync(ChatKind.Group, -700);
        world.Telegram.People.Write(group, world.ClientPerson, "Питання до переїзду");
        Assert.Single(await world.MessagesAsync());

        var supergroup = world.Telegram.People.Migrate(group, -1_000_000_000_701);
        await world.QuietAsync();
        world.Bot.Advance(TimeSpan.FromMinutes(1));
        for (var message = 0; message < 5; message++)
        {
            world.Telegram.People.Write(supergroup, world.Staff, "Відповідь після переїзду");
        }

        var messages = await world.MessagesAsync();
        Assert.Equal(6, messages.Count);
        Assert.Single(messages.Select(message => message.Conversation).Distinct());
        Assert.Equal(0, await world.KpiAsync("feedback.waiting"));
    }

    [Fact]
    public async Task AnEditedMessage_IsTheSameMessage()
    {
        await using var world = await FeedWorld.CreateAsync();
        var group = await world.MeasuredGroupAsync();
        var message = world.Telegram.People.Write(group, world.ClientPerson, "Коли звіт?");
        Assert.Equal(1, await world.KpiAsync("feedback.waiting"));

        world.Telegram.People.Edit(message, "👍");

        Assert.Equal(NoAnswerReason.Emoji, Assert.Single(await world.MessagesAsync()).NoAnswer);
        Assert.Equal(0, await world.KpiAsync("feedback.waiting"));
    }

    [Fact]
    public async Task AReactionOfTheTeam_CountsWhereTheClientChoseSo()
    {
        await using var world = await FeedWorld.CreateAsync();
        var group = await world.MeasuredGroupAsync();
        world.Telegram.People.Promote(group);
        var message = world.Telegram.People.Write(group, world.ClientPerson, "Звіт отримали, усе добре");
        await world.QuietAsync();
        world.Telegram.People.React(message, world.ClientPerson, "🔥");
        world.Telegram.People.React(message, world.Staff, "👍");

        Assert.Equal(1, await world.KpiAsync("feedback.waiting"));
        Assert.Single((await world.FactsAsync()).Closures);
        await world.Bot.Get<ClientStore>().SetAsync(world.Acme.Id, [KeyValuePair.Create("no-answer", "emoji,thanks,tags,reaction")], Stop);
        Assert.Equal(0, await world.KpiAsync("feedback.waiting"));
    }

    [Fact]
    public async Task AReactionOnAnAnsweredMessage_EndsNoLaterWait()
    {
        await using var world = await FeedWorld.CreateAsync();
        var group = await world.MeasuredGroupAsync();
        world.Telegram.People.Promote(group);
        var old = world.Telegram.People.Write(group, world.ClientPerson, "Перше питання");
        world.Bot.Advance(TimeSpan.FromMinutes(1));
        world.Telegram.People.Write(group, world.Staff, "Відповідь");
        world.Bot.Advance(TimeSpan.FromMinutes(1));
        world.Telegram.People.Write(group, world.ClientPerson, "Друге питання");
        await world.QuietAsync();

        world.Telegram.People.React(old, world.Staff, "👍");

        Assert.Empty((await world.FactsAsync()).Closures);
    }

    [Fact]
    public async Task PutOutOfTheGroup_ClosesTheFeedWithANotice_AndBackItOpens()
    {
        await using var world = await FeedWorld.CreateAsync();
        var group = await world.MeasuredGroupAsync();

        world.Telegram.People.SetBotOut(group, world.ClientPerson, isOut: true);
        await world.Telegram.MessageAsync(world.StaffChat, message => message.Text!.Contains("Мене прибрали з чату", StringComparison.Ordinal));
        Assert.Empty(await world.Bot.Get<LiveFeeds>().OpenOfAsync(world.Acme.Id, Stop));

        world.Telegram.People.SetBotOut(group, world.ClientPerson, isOut: false);
        await world.QuietAsync();
        Assert.Single(await world.Bot.Get<LiveFeeds>().OpenOfAsync(world.Acme.Id, Stop));
    }
}
