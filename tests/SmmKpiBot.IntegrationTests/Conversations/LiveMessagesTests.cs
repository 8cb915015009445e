using Dapper;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Facts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Conversations;

public sealed class LiveMessagesSqliteTests(PostgresServer server) : LiveMessagesTests(Dialect.Sqlite, server);

public sealed class LiveMessagesPostgresTests(PostgresServer server) : LiveMessagesTests(Dialect.Postgres, server);

/// <summary>Messages as they happen, in the store.</summary>
public abstract class LiveMessagesTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    [Fact]
    public async Task Store_NewMessage_IsReadAsAFact()
    {
        var outcome = await StoreAsync(new LiveMessage(Message("1", Noon), "Where is my order?", "https://t.me/c/1/2"));

        var fact = Assert.Single((await ReadAsync()).Messages);
        Assert.Equal((1, "c"), (outcome.Stored, Assert.Single(outcome.Conversations)));
        Assert.Equal(("1", Noon, Direction.Inbound), (fact.MessageId, fact.At, fact.Direction));
        Assert.Equal("Where is my order?", await ScalarAsync<string>("select words from message_text"));
    }

    [Fact]
    public async Task Store_TheSameAgain_StoresNothingAndKeepsTheVersion()
    {
        await StoreAsync(new LiveMessage(Message("1", Noon)));
        var version = await ScalarAsync<long>("select version from client");

        var again = await StoreAsync(new LiveMessage(Message("1", Noon)), new LiveMessage(Message("1", Noon)));

        Assert.Equal(0, again.Stored);
        Assert.Equal(1, await ScalarAsync<long>("select count(*) from message"));
        Assert.Equal(version, await ScalarAsync<long>("select version from client"));
    }

    [Fact]
    public async Task Store_TheSameTwiceInOneDelivery_StoresOne()
    {
        Assert.Equal(1, (await StoreAsync(new LiveMessage(Message("1", Noon)), new LiveMessage(Message("1", Noon)))).Stored);
    }

    [Fact]
    public async Task Store_TheSameInTwoTransactionsAtOnce_StoresOne()
    {
        var delivery = new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(Message("1", Noon))] };
        var isStored = new TaskCompletionSource();
        var mayEnd = new TaskCompletionSource();
        await using var elsewhere = TestDatabase.OpenAgain();

        var first = Database.WriteAsync(
            async (connection, transaction) =>
            {
                await new LiveMessages(Clock).StoreAsync(connection, transaction, delivery);
                isStored.SetResult();
                await mayEnd.Task;
            },
            Cancel);
        await isStored.Task;
        var second = elsewhere.WriteAsync((connection, transaction) => new LiveMessages(Clock).StoreAsync(connection, transaction, delivery), Cancel);
        await WaitsForALockAsync();
        mayEnd.SetResult();
        await first;

        Assert.Equal(0, (await second).Stored);
        Assert.Equal(1, await ScalarAsync<long>("select count(*) from message"));
    }

    [Fact]
    public async Task Store_Edited_IsANewerObservation()
    {
        await StoreAsync(new LiveMessage(Message("1", Noon)));
        Clock.Advance(TimeSpan.FromHours(1));
        await StoreAsync(new LiveMessage(Message("1", Noon) with { NoAnswer = NoAnswerReason.Emoji }));

        Assert.Equal(NoAnswerReason.Emoji, Assert.Single((await ReadAsync()).Messages).NoAnswer);
        Assert.Equal(NoAnswerReason.None, Assert.Single((await ReadAsync(knownBy: Noon)).Messages).NoAnswer);
    }

    [Fact]
    public async Task Store_EditedTextOfTheSameClass_ReplacesTheWordsWhileTheyAreKept()
    {
        await StoreAsync(new LiveMessage(Message("1", Noon), "Wher is my ordr?"));
        var version = await ScalarAsync<long>("select version from client");

        var outcome = await StoreAsync(new LiveMessage(Message("1", Noon), "Where is my order?"));

        Assert.Equal((1, "c"), (outcome.Stored, Assert.Single(outcome.Conversations)));
        Assert.Equal("Where is my order?", await ScalarAsync<string>("select words from message_text"));
        Assert.Equal(1, await ScalarAsync<long>("select count(*) from message"));
        Assert.Equal(version + 1, await ScalarAsync<long>("select version from client"));
        Assert.Equal(0, (await StoreAsync(new LiveMessage(Message("1", Noon), "Where is my order?"))).Stored);
        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync("delete from message_text", null, transaction), Cancel);
        Assert.Equal(0, (await StoreAsync(new LiveMessage(Message("1", Noon), "Where?"))).Stored);
        Assert.Equal(0, await ScalarAsync<long>("select count(*) from message_text"));
    }

    [Fact]
    public async Task Store_Deleted_IsGoneWithItsWordsAndStaysGone()
    {
        await StoreAsync(new LiveMessage(Message("1", Noon), "secret"));
        Clock.Advance(TimeSpan.FromHours(1));
        var deletion = new LiveDelivery { AccountId = Account.Id, Deleted = [("c", "1"), ("c", "unknown")] };

        Assert.Equal(1, (await TakeAsync(deletion)).Stored);
        Assert.Equal(0, (await TakeAsync(deletion)).Stored);
        Assert.Equal(0, (await StoreAsync(new LiveMessage(Message("1", Noon), "secret"))).Stored);

        Assert.Empty((await ReadAsync()).Messages);
        Assert.Single((await ReadAsync(knownBy: Noon)).Messages);
        Assert.Equal(0, await ScalarAsync<long>("select count(*) from message_text"));
    }

    /// <summary>A deletion that overtakes its message: nobody ever saw it, and when it comes it stays gone.</summary>
    [Fact]
    public async Task Store_DeletionTogetherWithAMessageThatIsNotKnown_KeepsThatItIsGone()
    {
        var delivery = new LiveDelivery { AccountId = Account.Id, Messages = [new LiveMessage(Message("1", Noon) with { Author = "a" }, "secret"), new LiveMessage(Message("2", Noon))], Deleted = [("c", "1")] };

        Assert.Equal(2, (await TakeAsync(delivery)).Stored);
        Assert.Equal(0, (await TakeAsync(delivery)).Stored);
        Assert.Equal(0, (await StoreAsync(new LiveMessage(Message("1", Noon) with { Author = "a" }, "secret"))).Stored);

        Assert.Equal("2", Assert.Single((await ReadAsync()).Messages).MessageId);
        Assert.Equal("1 ", await ScalarAsync<string>("select deleted || ' ' || coalesce(author, '') from message where message_id = '1'"));
        Assert.Equal(0, await ScalarAsync<long>("select count(*) from message_text"));
    }

    [Fact]
    public async Task Store_LongText_KeepsAHundredLettersOnOneLine()
    {
        await StoreAsync(new LiveMessage(Message("1", Noon), string.Concat(Enumerable.Repeat("👩‍👩‍👧 \n", 120))));

        var words = await ScalarAsync<string>("select words from message_text");
        Assert.Equal(100, new System.Globalization.StringInfo(words!).LengthInTextElements);
        Assert.DoesNotContain('\n', words!);
    }

    [Fact]
    public async Task Store_Closure_IsReadWithWhoSaidSo()
    {
        var closure = new WaitClosure(Account.Id, "c", Noon, ClosureReason.Reaction, "Anna");

        Assert.Equal(1, (await TakeAsync(new LiveDelivery { AccountId = Account.Id, Closures = [closure] })).Stored);
        Assert.Equal(0, (await TakeAsync(new LiveDelivery { AccountId = Account.Id, Closures = [closure] })).Stored);

        Assert.Equal(closure, Assert.Single((await ReadAsync()).Closures));
    }

    [Fact]
    public async Task Store_MessageThatAFileBroughtToo_TheNetworkWins()
    {
        await StoreAsync(Noon, BatchOrigin.Import, async writer => await writer.WriteAsync(Message("1", Noon) with { Kind = MessageKind.Comment }, Cancel));

        Assert.Equal(1, (await StoreAsync(new LiveMessage(Message("1", Noon)))).Stored);

        Assert.Equal(MessageKind.Message, Assert.Single((await ReadAsync()).Messages).Kind);
    }

    [Fact]
    public async Task Read_OneConversation_GivesItsMessagesAsKnownNow()
    {
        await StoreAsync(new LiveMessage(Message("1", Noon)), new LiveMessage(Message("2", Noon.AddMinutes(1)) with { Conversation = "other" }));

        await using var connection = await Database.OpenAsync(Cancel);
        var tail = await ConversationTail.ReadAsync(connection, null, Account.Id, "c", DateTimeOffset.UnixEpoch, 1);

        Assert.Equal("1", Assert.Single(tail.Messages).MessageId);
        Assert.Empty(tail.Closures);
        Assert.True(tail.IsWhole);
    }

    [Fact]
    public async Task Read_NewestOfAConversation_LeavesOutWhatIsOlderAndKnowsLaterEdits()
    {
        for (var id = 0; id < 20; id++)
            await StoreAsync(new LiveMessage(Message($"{id}", Noon.AddMinutes(id))));
        Clock.Advance(TimeSpan.FromMinutes(1));
        // An edit that puts the newest message to an instant that is not read.
        await StoreAsync(new LiveMessage(Message("19", Noon.AddMinutes(-5))));

        await using var connection = await Database.OpenAsync(Cancel);
        var tail = await ConversationTail.ReadAsync(connection, null, Account.Id, "c", DateTimeOffset.UnixEpoch, 5);

        Assert.Equal(["15", "16", "17", "18"], tail.Messages.OrderBy(message => message.At).Select(message => message.MessageId));
        Assert.False(tail.IsWhole);
    }

    [Fact]
    public async Task Store_DifferentChanges_SaysSinceWhenEachConversationIsAnother()
    {
        await StoreAsync(new LiveMessage(Message("1", Noon)), new LiveMessage(Message("2", Noon.AddMinutes(9))));

        var added = Assert.Single((await StoreAsync(new LiveMessage(Message("3", Noon.AddMinutes(20))), new LiveMessage(Message("4", Noon.AddMinutes(10))))).Changes);
        var edited = Assert.Single((await StoreAsync(new LiveMessage(Message("1", Noon.AddMinutes(5))), new LiveMessage(Message("5", Noon.AddMinutes(30))))).Changes);

        Assert.Equal(Noon.AddMinutes(10), added.Since);
        Assert.Equal(["3", "4"], added.Added?.Select(message => message.MessageId));
        Assert.Equal(Noon, edited.Since);
        Assert.Null(edited.Added);
    }

    [Fact]
    public async Task CoverToday_OpenFeed_CountsASilentDayAsObservedOnce()
    {
        var feeds = new LiveFeeds(Database, Clock);
        await feeds.CoverTodayAsync([Client], new HashSet<long>(), Cancel);
        Assert.Empty((await ReadAsync()).Spans);

        await Database.WriteAsync((connection, transaction) => feeds.OpenAsync(connection, transaction, Account.Id), Cancel);
        await feeds.CoverTodayAsync([Client], new HashSet<long>(), Cancel);
        await feeds.CoverTodayAsync([Client], new HashSet<long>(), Cancel);

        var span = Assert.Single((await ReadAsync()).Spans);
        Assert.Equal((FactKind.Messages, new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 20)), (span.Kind, span.FromDay, span.ToDay));
        Assert.Equal([Account.Id], await feeds.OpenOfAsync(Client.Id, Cancel));

        await Database.WriteAsync((connection, transaction) => feeds.CloseAsync(connection, transaction, Account.Id), Cancel);
        Clock.Advance(TimeSpan.FromDays(1));
        await feeds.CoverTodayAsync([Client], new HashSet<long>(), Cancel);
        Assert.Single((await ReadAsync()).Spans);
    }

    /// <summary>Early in the morning in Kyiv it is the day before in Honolulu; of a deaf account nothing is known.</summary>
    [Fact]
    public async Task CoverToday_ClientsOfSeveralZones_CoversTheOwnDayOfEachAndNoDeafAccount()
    {
        var feeds = new LiveFeeds(Database, Clock);
        Clock.Advance(TimeSpan.FromHours(14));
        var clients = new ClientStore(Database, new ClientDefaults("Pacific/Honolulu", "uk"));
        var brew = await clients.AddAsync("brew", "Brew", [], Cancel);
        var accounts = new AccountStore(Database);
        var there = (await accounts.AddAsync(brew.Id, "facebook", "there", null, Cancel))!;
        var deaf = (await accounts.AddAsync(brew.Id, "facebook", "deaf", null, Cancel))!;
        foreach (var account in (long[])[Account.Id, there.Id, deaf.Id])
            await Database.WriteAsync((connection, transaction) => feeds.OpenAsync(connection, transaction, account), Cancel);

        await feeds.CoverTodayAsync([Client, brew], new HashSet<long> { deaf.Id }, Cancel);

        var spans = await new FactReader(Database).ReadAsync(new FactQuery { ClientId = brew.Id, From = Day, To = Day.AddDays(30), ConversationsSince = Noon.AddDays(-30) }, Cancel);
        Assert.Equal(new DateOnly(2026, 11, 21), Assert.Single((await ReadAsync()).Spans).FromDay);
        Assert.Equal((there.Id, new DateOnly(2026, 11, 20)), (Assert.Single(spans.Spans).AccountId, spans.Spans[0].FromDay));
    }

    private ConversationMessage Message(string id, DateTimeOffset at) => new()
    {
        AccountId = Account.Id,
        Conversation = "c",
        MessageId = id,
        At = at,
        Direction = Direction.Inbound,
        ObservedAt = Clock.GetUtcNow(),
    };

    private Task<LiveOutcome> StoreAsync(params LiveMessage[] messages) => TakeAsync(new LiveDelivery { AccountId = Account.Id, Messages = messages });

    private Task<LiveOutcome> TakeAsync(LiveDelivery delivery) =>
        Database.WriteAsync((connection, transaction) => new LiveMessages(Clock).StoreAsync(connection, transaction, delivery), Cancel);

    private async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await connection.ExecuteScalarAsync<T>(sql);
    }
}
