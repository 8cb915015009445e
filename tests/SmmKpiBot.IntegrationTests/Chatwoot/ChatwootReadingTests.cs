using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Telegram;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Chatwoot;

public sealed class ChatwootReadingSqliteTests(PostgresServer server) : ChatwootReadingTests(Dialect.Sqlite, server);

public sealed class ChatwootReadingPostgresTests(PostgresServer server) : ChatwootReadingTests(Dialect.Postgres, server);

/// <summary>What no delivery brought is read.</summary>
public abstract class ChatwootReadingTests(Dialect dialect, PostgresServer server) : ChatwootTest(dialect, server)
{
    [Fact]
    public async Task Read_LostDeliveries_AreFoundAndNothingIsCountedTwice()
    {
        await using var rig = await StartAsync();
        var delivered = rig.People.Customer(1, "delivered");
        await rig.DeliverAsync(delivered);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        var lost = rig.People.Agent(1, "lost");
        rig.People.Note(1, "a note");

        await rig.ReadAsync();
        await rig.DeliverAsync(lost);
        await rig.ReadAsync();

        Assert.Equal([$"{delivered}", $"{lost}"], (await rig.MessagesAsync(1)).Select(message => message.MessageId));
        Assert.Equal(2, await rig.ScalarAsync<long>("select count(*) from message"));
    }

    [Fact]
    public async Task Delivery_OfAnAnswerWhoseAuthorHasLeft_KeepsItAPersons()
    {
        await using var rig = await StartAsync();
        await rig.DeliverAsync(rig.People.Customer(1, "Is it there?"));
        var answer = rig.People.Agent(1, "It is");
        await rig.DeliverAsync(answer);
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        rig.People.AgentsLeave();

        await rig.Server.DeliverAsync(answer, name: "message_updated");
        await rig.ReadAsync();

        Assert.False((await rig.MessagesAsync(1)).Single(message => message.MessageId == $"{answer}").Automatic);
    }

    [Fact]
    public async Task Read_WhatComesInTheVeryInstantOfAReading_IsReadByTheNext()
    {
        await using var rig = await StartReadAsync();
        var deleted = rig.People.Customer(1, "It came broken");
        await rig.DeliverAsync(deleted);
        rig.People.Label(1, "conflict");
        await rig.Server.DeliverConversationAsync(1);
        Assert.Equal(1, await rig.ScalarAsync<long>("select is_on from chatwoot_label"));

        rig.People.Delete(deleted);
        rig.People.Rate(rig.People.Survey(1), 2);
        rig.People.Label(1);
        var lost = rig.People.Agent(1, "We send another one");
        await rig.ReadAsync();

        Assert.Equal([$"{lost}"], (await rig.MessagesAsync(1)).Select(message => message.MessageId));
        Assert.Equal(0, await rig.ScalarAsync<long>("select is_on from chatwoot_label"));
        Assert.Equal(2, await rig.ScalarAsync<long>("select value from conflict_event where kind = 5"));
    }

    /// <summary>The bot was away: it learns of label and answer at once, when the conversation has changed again.</summary>
    [Fact]
    public async Task Read_ALabelAndTheAnswerToTheSurveyAfterIt_RatesTheConflictHoweverLateItIsLearned()
    {
        await using var rig = await StartReadAsync();
        await rig.DeliverAsync(rig.People.Customer(1, "It came broken"));
        rig.Clock.Advance(TimeSpan.FromHours(1));
        rig.People.Label(1, "conflict");
        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        rig.People.Rate(rig.People.Survey(1), 2);
        rig.Clock.Advance(TimeSpan.FromMinutes(30));
        rig.People.Agent(1, "We send another one");

        await rig.ReadAsync();
        await rig.ReadAsync();

        Assert.Equal("1 2", await rig.ScalarAsync<string>("select count(*) || ' ' || max(value) from conflict_event where kind = 5"));
    }

    /// <summary>The delivery of the label was lost; that of the answer says too that the conversation is labelled.</summary>
    [Fact]
    public async Task Delivery_OfAnAnswerToASurvey_RatesTheConflictWhoseLabelItTellsOf()
    {
        await using var rig = await StartReadAsync();
        rig.People.Open(1);
        rig.People.Label(1, "conflict");
        rig.Clock.Advance(TimeSpan.FromMinutes(5));
        var survey = rig.People.Survey(1);
        rig.Clock.Advance(TimeSpan.FromMinutes(30));
        rig.People.Rate(survey, 2);

        await rig.Server.DeliverAsync(survey, name: "message_updated");

        Assert.Equal(2, await rig.ScalarAsync<long>("select value from conflict_event where kind = 5"));
    }

    /// <summary>A macro labels and resolves in one. The reading tells the moment of the survey in whole seconds.</summary>
    [Fact]
    public async Task Read_AnAnswerToASurveyOfTheSecondOfTheLabel_RatesTheConflict()
    {
        await using var rig = await StartReadAsync();
        rig.People.Open(1);
        rig.People.Label(1, "conflict");
        await rig.Server.DeliverConversationAsync(1);
        rig.People.Rate(rig.People.Survey(1), 2);

        await rig.ReadAsync();

        Assert.Equal(2, await rig.ScalarAsync<long>("select value from conflict_event where kind = 5"));
    }

    /// <summary>A bad rating is why the team puts the label on: it says nothing of how the conflict was resolved.</summary>
    [Fact]
    public async Task Read_AnAnswerToASurveyJustBeforeTheDeliveredLabel_RatesNothing()
    {
        await using var rig = await StartReadAsync();
        await rig.DeliverAsync(rig.People.Customer(1, "It came broken"));
        rig.Clock.Advance(TimeSpan.FromHours(1));
        rig.People.Rate(rig.People.Survey(1), 1);
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        rig.People.Label(1, "conflict");
        await rig.Server.DeliverConversationAsync(1);

        await rig.ReadAsync();

        Assert.Equal(1, await rig.ScalarAsync<long>("select count(*) from conflict_case"));
        Assert.Equal(0, await rig.ScalarAsync<long>("select count(*) from conflict_event where kind = 5"));
    }

    /// <summary>Nobody knows when the label was put on, but that it was not there at the last reading.</summary>
    [Fact]
    public async Task Read_AnAnswerToASurveyOfBeforeTheLastReading_RatesNoConflictWhoseLabelIsReadAfterIt()
    {
        await using var rig = await StartReadAsync();
        rig.Clock.Advance(TimeSpan.FromHours(1));
        rig.People.Rate(rig.People.Survey(1), 1);
        await rig.ReadAsync();
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        rig.People.Label(1, "conflict");

        await rig.ReadAsync();

        Assert.Equal(1, await rig.ScalarAsync<long>("select count(*) from conflict_case"));
        Assert.Equal(0, await rig.ScalarAsync<long>("select count(*) from conflict_event where kind = 5"));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(41)]
    public async Task Read_ManyMessages_GoesBackPageByPage(int messages)
    {
        await using var rig = await StartAsync();
        for (var n = 0; n < messages; n++)
            rig.People.Customer(1, $"{n}");

        await rig.ReadAsync();

        Assert.Equal(messages, await rig.ScalarAsync<long>("select count(*) from message"));
    }

    [Fact]
    public async Task Read_AfterDaysAway_SaysThatTheyAreObserved()
    {
        await using var rig = await StartAsync();
        await rig.ReadAsync();
        const string sql = "select count(distinct to_day) from observed_span where from_day = to_day";
        await Watching.UntilAsync(async () => await rig.ScalarAsync<long>(sql) == 1);

        await rig.ReadAsync(TimeSpan.FromDays(3));

        Assert.Equal(4, await rig.ScalarAsync<long>(sql));
        Assert.Equal(1, await rig.ScalarAsync<long>("select max(n) from (select count(*) as n from observed_span group by to_day) days"));
    }

    [Theory]
    [InlineData(25)]
    [InlineData(50)]
    [InlineData(51)]
    public async Task Read_AfterDaysAway_GoesThroughPagesOfConversationsResolvedOnesToo(int conversations)
    {
        await using var rig = await StartAsync();
        for (var n = 1; n <= conversations; n++)
        {
            rig.People.Customer(n, "hello");
            rig.People.Open(n, status: "resolved");
        }

        await rig.ReadAsync(TimeSpan.FromDays(2));

        Assert.Equal(conversations, await rig.ScalarAsync<long>("select count(*) from message"));
    }

    [Fact]
    public async Task Read_ADeletionThatWasNotDelivered_IsFound()
    {
        await using var rig = await StartAsync();
        var message = rig.People.Customer(1, "hello");
        await rig.DeliverAsync(message);
        rig.People.Delete(message);

        await rig.ReadAsync();

        Assert.Empty(await rig.MessagesAsync(1));
    }

    [Fact]
    public async Task Read_ALabelPutOnUnnoticed_IsFound()
    {
        await using var rig = await StartAsync();
        rig.People.Open(1);
        rig.People.Label(1, "conflict");

        await rig.ReadAsync();

        Assert.Equal(1, await rig.ScalarAsync<long>("select is_on from chatwoot_label"));
    }

    [Fact]
    public async Task Read_AnAnswerToASurveyThatWasNotDelivered_IsFoundOnce()
    {
        await using var rig = await StartAsync();
        rig.People.Customer(1, "It came broken");
        rig.People.Label(1, "conflict");
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        rig.People.Rate(rig.People.Survey(1), 2);

        await rig.ReadAsync();
        await rig.ReadAsync();

        Assert.Equal("1 2", await rig.ScalarAsync<string>("select count(*) || ' ' || max(value) from conflict_event where kind = 5"));
    }

    [Fact]
    public async Task Read_WithARoleThatMayNot_SaysForbiddenAndNotABadToken()
    {
        await using var rig = await StartAsync();
        rig.Server.MayRead = false;

        Assert.Equal("Forbidden", (await rig.ReadAsync()).Problem);
        await rig.Bot.SayAsync(BotUnderTest.InPrivate(BotUnderTest.OwnerId), "/start");
        var status = await rig.Bot.SayAsync(BotUnderTest.InPrivate(BotUnderTest.OwnerId), "/status");
        Assert.Contains("бракує права це читати", BotUnderTest.Visible(status[0]), StringComparison.Ordinal);
        rig.Server.MayRead = true;
        Assert.Null((await rig.ReadAsync(TimeSpan.FromMinutes(30))).Problem);
    }

    [Fact]
    public async Task Read_Throttled_WaitsAsLongAsTheServerAsks()
    {
        await using var rig = await StartAsync();
        rig.Server.Throttled = 1;
        rig.Server.RetryAfterSeconds = 3_600;

        Assert.Equal("RateLimited", (await rig.ReadAsync()).Problem);
        var calls = rig.Server.Calls;
        rig.Clock.Advance(TimeSpan.FromMinutes(59));
        await rig.Bot.Get<ChatwootRound>().RunAsync(ChatwootRig.Stop);

        Assert.Equal(calls, rig.Server.Calls);
        Assert.Null((await rig.ReadAsync(TimeSpan.FromMinutes(2))).Problem);
    }

    [Fact]
    public async Task Claim_TwoProcessesAtOnce_OneGetsIt()
    {
        await using var rig = await StartAsync(isConnected: false);
        await rig.ConnectAsync("secret", isUnsigned: false);
        var store = rig.Bot.Get<ChatwootStore>();

        var first = store.ClaimDueAsync(TimeSpan.FromMinutes(1), ChatwootRig.Stop);
        var second = store.ClaimDueAsync(TimeSpan.FromMinutes(1), ChatwootRig.Stop);

        Assert.Equal(1, (await first).Count + (await second).Count);
        Assert.True((await rig.InboxAsync()).ReadUntil < UnixMicros.Of(rig.Clock.GetUtcNow()));
    }
}
