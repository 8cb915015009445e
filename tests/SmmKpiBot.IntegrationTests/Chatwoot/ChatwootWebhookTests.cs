using System.Net;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.Sandbox.Networks.Chatwoot;
using SmmKpiBot.Sources.Chatwoot;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Chatwoot;

public sealed class ChatwootWebhookSqliteTests(PostgresServer server) : ChatwootWebhookTests(Dialect.Sqlite, server);

public sealed class ChatwootWebhookPostgresTests(PostgresServer server) : ChatwootWebhookTests(Dialect.Postgres, server);

/// <summary>What the stand-in delivers, over HTTP, and what the bot makes of it.</summary>
public abstract class ChatwootWebhookTests(Dialect dialect, PostgresServer server) : ChatwootTest(dialect, server)
{
    [Fact]
    public async Task Delivery_OfACustomerAndAnAnswer_IsStoredInOurWords()
    {
        await using var rig = await StartAsync();
        var question = rig.People.Customer(1042, "Де моє замовлення?");
        await rig.DeliverAsync(question);
        Assert.Equal("Де моє замовлення?", await rig.ScalarAsync<string>("select words from message_text"));
        Assert.Equal($"{rig.Server.BaseUrl}/app/accounts/1/conversations/1042?messageId={question}", await rig.ScalarAsync<string>("select link from message_text"));

        rig.Clock.Advance(TimeSpan.FromMinutes(20));
        await rig.DeliverAsync(rig.People.Agent(1042, "Вже їде"));

        var messages = await rig.MessagesAsync(1042);
        Assert.Equal([Direction.Inbound, Direction.Outbound], messages.Select(message => message.Direction));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero), messages[0].At);
        Assert.StartsWith("Anna", messages[1].Author, StringComparison.Ordinal);
        Assert.DoesNotContain("Canary", messages[0].Author!, StringComparison.Ordinal);
        Assert.Equal(0, await rig.ScalarAsync<long>("select count(*) from message_text where words like '%їде%'"));
    }

    [Fact]
    public async Task Delivery_OfEveryKind_CountsWhatCustomersAndAnswersAre()
    {
        await using var rig = await StartAsync();
        var people = rig.People;
        var human = new[] { people.Agent(1, "a"), people.Echo(1, "e") };
        var automatic = new[] { people.Bot(1, "b"), people.Assistant(1, "c"), people.Automation(1, "d"), people.Campaign(1, "f") };
        var ignored = new[] { people.Note(1, "n"), people.Template(1, "t"), people.Activity(1, "x") };

        await rig.DeliverAsync([.. human, .. automatic, .. ignored]);

        var messages = await rig.MessagesAsync(1);
        Assert.Equal(human.Select(id => $"{id}"), messages.Where(message => !message.Automatic).Select(message => message.MessageId));
        Assert.Equal(automatic.Select(id => $"{id}"), messages.Where(message => message.Automatic).Select(message => message.MessageId));
    }

    [Theory]
    [InlineData("wrong-secret")]
    [InlineData("")]
    public async Task Delivery_WithAWrongSignature_Is401AndNothingIsStored(string secret)
    {
        await using var rig = await StartAsync();
        var message = rig.People.Customer(1, "hello");

        Assert.Equal(HttpStatusCode.Unauthorized, await rig.Server.DeliverAsync(message, secret: secret));

        Assert.Equal(0, await rig.ScalarAsync<long>("select count(*) from message"));
        Assert.Equal(0, await rig.ScalarAsync<long>("select count(*) from chatwoot_delivery"));
    }

    [Theory]
    [InlineData("whk_test_secret_01", true, HttpStatusCode.Unauthorized)]
    [InlineData(null, true, HttpStatusCode.OK)]
    [InlineData(null, false, HttpStatusCode.Unauthorized)]
    public async Task Delivery_WithoutASignature_IsTakenOnlyWhereTheAccountWasConnectedSo(string? secret, bool isUnsigned, HttpStatusCode expected)
    {
        await using var rig = await StartAsync(secret: secret, isUnsigned: isUnsigned);
        rig.Server.Secret = null;

        Assert.Equal(expected, await rig.Server.DeliverAsync(rig.People.Customer(1, "hello")));

        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, await rig.ScalarAsync<long>("select count(*) from message"));
    }

    [Fact]
    public async Task Delivery_ToAnotherPath_Is404()
    {
        await using var rig = await StartAsync();
        var last = rig.Server.Webhook!.ToString();
        rig.Server.Webhook = new Uri(last[..^1] + (last[^1] == 'A' ? 'B' : 'A'));

        Assert.Equal(HttpStatusCode.NotFound, await rig.Server.DeliverAsync(rig.People.Customer(1, "hello")));
    }

    [Fact]
    public async Task Delivery_RepeatedAndOutOfOrder_IsStoredOnce()
    {
        await using var rig = await StartAsync();
        var question = rig.People.Customer(1, "hello");
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        var answer = rig.People.Agent(1, "hi");

        await rig.Server.DeliverAsync(answer, "d2");
        await rig.Server.DeliverAsync(question, "d1");
        Assert.Equal(HttpStatusCode.OK, await rig.Server.DeliverAsync(question, "d1"));
        Assert.Equal(HttpStatusCode.OK, await rig.Server.DeliverAsync(question, name: "message_updated"));

        Assert.Equal(2, await rig.ScalarAsync<long>("select count(*) from message"));
        Assert.Equal([$"{question}", $"{answer}"], (await rig.MessagesAsync(1)).Select(message => message.MessageId));
    }

    [Fact]
    public async Task Delivery_OfADeletion_TakesTheMessageAwayAndALateRepetitionDoesNotBringItBack()
    {
        await using var rig = await StartAsync();
        var message = rig.People.Customer(1, "secret words");
        await rig.DeliverAsync(message);
        rig.People.Delete(message);

        await rig.Server.DeliverAsync(message, name: "message_updated");
        await rig.DeliverAsync(message);

        Assert.Empty(await rig.MessagesAsync(1));
        Assert.Equal(0, await rig.ScalarAsync<long>("select count(*) from message_text"));
    }

    [Theory]
    [InlineData("a\0b\r\nc\u001b[31md", "a b c [31md")]
    [InlineData("<b>\u2028</b> \u202Ecilam", "<b> </b> \u202Ecilam")]
    [InlineData("\0", null)]
    public async Task Delivery_OfTextThatIsHardToKeep_IsKeptOnOneLine(string text, string? kept)
    {
        await using var rig = await StartAsync();

        await rig.DeliverAsync(rig.People.Customer(1, text));

        Assert.Equal(kept, await rig.ScalarAsync<string>("select words from message_text"));
    }

    [Fact]
    public async Task Delivery_OfAnotherInbox_IsNotTheClients()
    {
        await using var rig = await StartAsync();
        rig.People.Open(7, inbox: 4);

        await rig.DeliverAsync(rig.People.Customer(7, "hello"));

        Assert.Equal(0, await rig.ScalarAsync<long>("select count(*) from message"));
    }

    [Fact]
    public async Task Delivery_OfAConflictLabel_IsKeptWithItsLatestState()
    {
        await using var rig = await StartAsync();
        rig.People.Open(1);
        rig.People.Label(1, "vip", "conflict");
        await rig.Server.DeliverConversationAsync(1);
        Assert.Equal("conflict 1", await rig.ScalarAsync<string>("select label || ' ' || is_on from chatwoot_label"));
        Assert.Equal($"{rig.Server.BaseUrl}/app/accounts/1/conversations/1", await rig.ScalarAsync<string>("select link from conflict_case"));

        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        rig.People.Label(1);
        await rig.Server.DeliverConversationAsync(1);

        Assert.Equal("conflict 0", await rig.ScalarAsync<string>("select label || ' ' || is_on from chatwoot_label"));
    }

    /// <summary>Deliveries overtake each other: what was so before what is known already makes no conflict and ends none.</summary>
    [Fact]
    public async Task Labels_ToldInAnotherOrder_OnlyTheNewestCounts()
    {
        await using var rig = await StartAsync();
        var start = rig.Clock.GetUtcNow();

        await TakeAsync("1", 20, "conflict");
        await TakeAsync("1", 40, "vip", "conflict");
        await TakeAsync("1", 30);
        Assert.Equal("1 0", await rig.ScalarAsync<string>("select count(*) || ' ' || count(resolved_at) from conflict_case"));

        await TakeAsync("1", 60);
        await TakeAsync("1", 80, "vip");
        await TakeAsync("1", 70, "conflict");
        await TakeAsync("2", 20);
        await TakeAsync("2", 10, "conflict");
        Assert.Equal("1 1", await rig.ScalarAsync<string>("select count(*) || ' ' || count(resolved_at) from conflict_case"));

        Task TakeAsync(string conversation, int seconds, params string[] labels) => rig.Bot.Get<Data.Database.Database>().WriteAsync(
            (connection, transaction) => rig.Bot.Get<ChatwootIntake>().TakeAsync(
                connection, transaction, rig.Account.Id, ChatwootNews.None with { Labels = [new LabelledConversation(conversation, labels, start.AddSeconds(seconds), null, "https://chat.example.com")] }, ChatwootRig.Stop),
            ChatwootRig.Stop);
    }

    /// <summary>Both labels of the settings mean a conflict: it lasts as long as one of them is on.</summary>
    [Fact]
    public async Task Delivery_OfTwoConflictLabels_ResolvesWhenTheLastIsTakenOff()
    {
        await using var rig = await StartAsync();
        rig.Bot.Get<IOptions<ChatwootOptions>>().Value.ConflictLabels = ["conflict", "complaint"];
        rig.People.Open(1);
        foreach (var (labels, open) in new[] { ((string[])["complaint", "conflict"], 1L), (["conflict"], 1L), (["complaint"], 1L), ([], 0L) })
        {
            rig.People.Label(1, labels);
            await rig.Server.DeliverConversationAsync(1);
            rig.Clock.Advance(TimeSpan.FromSeconds(10));

            Assert.Equal(open, await rig.ScalarAsync<long>("select count(*) from conflict_case where resolved_at is null"));
            Assert.Equal(1, await rig.ScalarAsync<long>("select count(*) from conflict_case"));
        }

        Assert.Equal(2, await rig.ScalarAsync<long>("select count(*) from conflict_event"));
    }

    /// <summary>Chatwoot asks the customer; the last answer to the last survey is the rating of the conversation's conflict, however often and in whatever order it is told.</summary>
    [Fact]
    public async Task Delivery_OfAnAnswerToASurvey_RatesTheConflictOfItsConversation()
    {
        await using var rig = await StartReadAsync();
        var world = rig.Bot.Telegram.World;
        world.AddPrivateChat(world.AddUser(7, "Ольга", null, "uk"));
        await rig.Bot.JoinAsync(BotUnderTest.InPrivate(7), ChatPurpose.Staff, rig.Client.Id);
        await rig.DeliverAsync(rig.People.Customer(1, "It came broken"));
        var early = rig.People.Survey(1);
        await RateAsync(early, 1);
        Assert.Equal(0, await RatingsAsync());

        rig.Clock.Advance(TimeSpan.FromHours(1));
        await LabelAsync("conflict");
        await LabelAsync();
        var survey = rig.People.Survey(1);
        await rig.DeliverAsync(survey);
        Assert.Equal(0, await RatingsAsync());
        await RateAsync(survey, 4);
        await RateAsync(survey, 4);
        Assert.Equal((1, 4), (await RatingsAsync(), await RatingAsync()));

        await RateAsync(survey, 5);
        await RateAsync(early, 1);
        Assert.Equal((2, 5), (await RatingsAsync(), await RatingAsync()));
        Assert.Equal(1, await rig.ScalarAsync<long>("select count(*) from message"));
        await Watching.UntilAsync(() =>
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(world.MessagesOf(7).Count(message => message.Text?.Contains("Людина оцінила", StringComparison.Ordinal) == true) == 2);
        });

        Task<long> RatingsAsync() => rig.ScalarAsync<long>("select count(*) from conflict_event where kind = 5");

        Task<long> RatingAsync() => rig.ScalarAsync<long>("select value from conflict_event where kind = 5 order by id desc limit 1");

        async Task RateAsync(long asked, int rating)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(10));
            rig.People.Rate(asked, rating);
            Assert.Equal(HttpStatusCode.OK, await rig.Server.DeliverAsync(asked, name: "message_updated"));
        }

        async Task LabelAsync(params string[] labels)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(10));
            rig.People.Label(1, labels);
            await rig.Server.DeliverConversationAsync(1);
        }
    }

    [Fact]
    public async Task Connect_TheSecrets_AreNotInTheDatabaseAndOpenInTheirOwnRowOnly()
    {
        await using var rig = await StartAsync();

        Assert.Equal(3, await rig.ScalarAsync<long>("select count(*) from credential"));
        Assert.Equal(0, await rig.ScalarAsync<long>($"select count(*) from credential where ciphertext like '%{ChatwootServer.Token}%' or ciphertext like '%whk_test%'"));
        var credentials = rig.Bot.Get<Data.Security.Credentials>();
        Assert.Equal(ChatwootServer.Token, await credentials.ReadAsync(rig.Account, "token", ChatwootRig.Stop));
        await rig.Bot.Get<Data.Database.Database>().WriteAsync(
            (connection, transaction) => Dapper.SqlMapper.ExecuteAsync(connection, "update credential set ciphertext = (select ciphertext from credential where field = 'token') where field = 'hook'", transaction: transaction),
            ChatwootRig.Stop);
        await Assert.ThrowsAsync<Data.Security.KeyFileException>(() => credentials.ReadAsync(rig.Account, "hook", ChatwootRig.Stop));
    }
}
