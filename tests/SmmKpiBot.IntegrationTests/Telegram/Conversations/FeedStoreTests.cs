using Dapper;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Facts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram.Conversations;

public sealed class FeedStoreSqliteTests(PostgresServer server) : FeedStoreTests(Dialect.Sqlite, server);

public sealed class FeedStorePostgresTests(PostgresServer server) : FeedStoreTests(Dialect.Postgres, server);

/// <summary>Feeds and the places of messages, in the store.</summary>
public abstract class FeedStoreTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    private const long Chat = -1_000_000_000_700;

    private FeedStore Feeds => new(Database, new LiveFeeds(Database, Clock), Clock);

    [Fact]
    public async Task SwitchOn_ThenOff_ThenOn_IsOneAccountWithAnOpenFeed()
    {
        var feed = await OfferAsync(new NewFeed(FeedKind.Group, Chat, null, " Acme / чат\n"));
        await WriteAsync((connection, transaction) => Feeds.SwitchOnAsync(connection, transaction, feed, Client.Id));
        var on = await Feeds.OfChatAsync(Chat, null, Cancel);
        Assert.True(on!.IsOn(out var account, out var client));
        Assert.Equal((Client.Id, "Acme - чат"), (client, on.Title));
        Assert.Equal([account], await new LiveFeeds(Database, Clock).OpenOfAsync(client, Cancel));

        await WriteAsync(async (connection, transaction) => { await Feeds.SwitchOffAsync(connection, transaction, on); return 0; });
        Assert.Empty(await new LiveFeeds(Database, Clock).OpenOfAsync(client, Cancel));
        var off = await Feeds.OfChatAsync(Chat, null, Cancel);
        await WriteAsync((connection, transaction) => Feeds.SwitchOnAsync(connection, transaction, off!, Client.Id));

        Assert.Equal(account, (await Feeds.FindAsync(feed.Id, Cancel))!.AccountId);
        Assert.Equal(feed.Id, Assert.Single(await Feeds.OfClientAsync(Client.Id, Cancel)).Id);
    }

    [Fact]
    public async Task Found_MessagesAreKeptBack_IsTheHealthOfTheAccountUntilTheyAreHeardAgain()
    {
        var feed = await OnAsync();
        var account = feed.AccountId.GetValueOrDefault();
        Assert.Null((await HealthAsync()).TriedAt);
        Assert.Equal(feed.Id, Assert.Single(await Feeds.ToCheckAsync(Cancel)).Id);

        await FoundAsync(feed, AccountTrouble.SeesNothing);
        var began = Clock.GetUtcNow();
        Assert.Empty(await Feeds.ToCheckAsync(Cancel));
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Single(await Feeds.ToCheckAsync(Cancel));
        await FoundAsync(feed, AccountTrouble.SeesNothing);

        Assert.Equal(
            new AccountHealth(account, Client.Id) { Condition = AccountCondition.NeedsReconnecting, Reason = AccountTrouble.SeesNothing, Since = began, TriedAt = Clock.GetUtcNow() },
            await HealthAsync());
        await FoundAsync(feed, null);
        Assert.Equal(new AccountHealth(account, Client.Id) { TriedAt = Clock.GetUtcNow() }, await HealthAsync());
    }

    [Fact]
    public async Task Found_BotIsOutOfTheChat_ClosesTheFeedUntilItIsInAgain()
    {
        var feed = await OnAsync();

        await FoundAsync(feed, AccountTrouble.PutOut);

        Assert.Empty(await new LiveFeeds(Database, Clock).OpenOfAsync(Client.Id, Cancel));
        Assert.Equal((AccountCondition.NeedsReconnecting, AccountTrouble.PutOut), ((await HealthAsync()).Condition, (await HealthAsync()).Reason));
        await FoundAsync(feed, null);
        Assert.Single(await new LiveFeeds(Database, Clock).OpenOfAsync(Client.Id, Cancel));
        Assert.Equal(AccountCondition.Ok, (await HealthAsync()).Condition);
    }

    [Fact]
    public async Task Pause_OfABusinessAccount_SaysThatItWasDisconnected()
    {
        var feed = await OnAsync(FeedKind.Business);

        await WriteAsync(async (connection, transaction) => { await Feeds.PauseAsync(connection, transaction, feed); return 0; });

        Assert.Equal(AccountTrouble.Disconnected, (await HealthAsync()).Reason);
    }

    [Fact]
    public async Task SwitchOn_WhereTheNameIsTaken_GetsANumber()
    {
        foreach (var chat in new[] { Chat, Chat - 1 })
        {
            var feed = await OfferAsync(new NewFeed(FeedKind.Group, chat, null, "Acme"));
            await WriteAsync((connection, transaction) => Feeds.SwitchOnAsync(connection, transaction, feed, Client.Id));
        }

        await using var connection = await Database.OpenAsync(Cancel);
        Assert.Equal(["Acme", "Acme (2)"], await connection.QueryAsync<string>("select name from account where network = 'telegram' order by name"));
    }

    [Fact]
    public async Task OfChat_ATopicThatIsBoundToSomethingElse_IsNotTheChatsOwn()
    {
        const string bind = """
            insert into bound_chat (chat_id, thread_id, purpose, client_id, all_clients, language, enabled, frequency, weekday, minute_of_day, bound_at)
            values (@Chat, 7, 2, @client, 0, 'uk', 1, 1, 1, 540, 0)
            """;
        var feed = await OfferAsync(new NewFeed(FeedKind.Group, Chat, null, "Acme"));
        await WriteAsync((connection, transaction) => connection.ExecuteAsync(bind, new { Chat, client = Client.Id }, transaction));

        Assert.Equal(feed.Id, (await Feeds.OfChatAsync(Chat, null, Cancel))?.Id);
        Assert.Equal(feed.Id, (await Feeds.OfChatAsync(Chat, 5, Cancel))?.Id);
        Assert.Null(await Feeds.OfChatAsync(Chat, 7, Cancel));
    }

    [Fact]
    public async Task OfMessage_InATopicThatIsMeasuredByItself_IsTheTopicsFeed()
    {
        var feed = await OfferAsync(new NewFeed(FeedKind.Group, Chat, 7, "Acme"));
        var note = new NotedMessage(feed.MessageId(12), 7, "topic:7", true, Noon);
        await WriteAsync(async (connection, transaction) => { await ThreadStore.NoteAsync(connection, transaction, feed.Id, note); return 0; });
        Assert.Null(await Feeds.OfMessageAsync(Chat, 12, Cancel));

        await WriteAsync((connection, transaction) => Feeds.SwitchOnAsync(connection, transaction, feed, Client.Id));

        Assert.Equal(feed.Id, (await Feeds.OfMessageAsync(Chat, 12, Cancel))?.Id);
        Assert.Null(await Feeds.OfMessageAsync(Chat, 13, Cancel));
        Assert.Null(await Feeds.OfMessageAsync(Chat - 1, 12, Cancel));
    }

    [Fact]
    public async Task Move_KeepsTheAccountAndBeginsANewGenerationOfIds()
    {
        var feed = await OfferAsync(new NewFeed(FeedKind.Group, -700, null, "Acme"));

        await WriteAsync(async (connection, transaction) => { await FeedStore.MoveAsync(connection, transaction, -700, Chat); return 0; });

        var moved = await Feeds.OfChatAsync(Chat, null, Cancel);
        Assert.Equal(feed.Id, moved?.Id);
        Assert.True(moved!.MessageId(1) > feed.MessageId(int.MaxValue));
        Assert.Null(await Feeds.OfChatAsync(-700, null, Cancel));
    }

    [Fact]
    public async Task Connection_OfABusinessAccount_LeadsToItsFeed()
    {
        var feed = await OfferAsync(new NewFeed(FeedKind.Business, 2, null, "Марко", BroughtBy: 2));
        Assert.Null(await Feeds.OfConnectionAsync("c", Cancel));

        await WriteAsync(async (connection, transaction) =>
        {
            await FeedStore.ConnectAsync(connection, transaction, "c", feed.Id, enabled: true);
            await FeedStore.ConnectAsync(connection, transaction, "c", feed.Id, enabled: false);
            await FeedStore.MissAsync(connection, transaction, "c");
            return await FeedStore.IsConnectedAsync(connection, transaction, feed.Id);
        });

        var (found, enabled) = (await Feeds.OfConnectionAsync("c", Cancel)).GetValueOrDefault();
        Assert.Equal((feed.Id, 1L, false), (found.Id, found.Missed, enabled));
    }

    [Fact]
    public async Task Threads_AreNamedOnce_AndKnowWhoWroteLast()
    {
        var feed = await OfferAsync(new NewFeed(FeedKind.Comments, Chat, null, "Acme"));
        var now = Clock.GetUtcNow();
        await WriteAsync(async (connection, transaction) =>
        {
            Assert.Equal("post:5", await ThreadStore.KeyAsync(connection, transaction, feed.Id, 10, "post:5"));
            Assert.Equal("post:5", await ThreadStore.KeyAsync(connection, transaction, feed.Id, 10, "copy:10"));
            var asked = new NotedMessage(11, 10, "a", true, now);
            foreach (var message in new[] { asked, asked, new(12, 10, "b", true, now), new(13, 10, "a", false, now) })
            {
                await ThreadStore.NoteAsync(connection, transaction, feed.Id, message);
            }

            Assert.Equal("b", await ThreadStore.LastConversationAsync(connection, transaction, feed.Id, 10));
            Assert.True(await ThreadStore.IsAnsweredAsync(connection, transaction, feed.Id, asked));
            Assert.False(await ThreadStore.IsAnsweredAsync(connection, transaction, feed.Id, new(12, 10, "b", true, now)));
            Assert.Equal(asked, await ThreadStore.FindAsync(connection, transaction, feed.Id, 11));
            return 0;
        });

        Clock.Advance(TimeSpan.FromDays(91));
        await new ThreadStore(Database, Clock).PurgeAsync(Cancel);
        await using var read = await Database.OpenAsync(Cancel);
        Assert.Equal(0, await read.ExecuteScalarAsync<long>("select count(*) from telegram_message"));
    }

    [Fact]
    public async Task SetKeys_InATransaction_ChangeTheClientWithIt()
    {
        await WriteAsync(async (connection, transaction) =>
        {
            await ClientStore.SetAsync(connection, transaction, Client.Id, [KeyValuePair.Create("no-answer", "none")]);
            return 0;
        });

        await using var read = await Database.OpenAsync(Cancel);
        Assert.Equal("none", await read.ExecuteScalarAsync<string>("select value from client_key where key = 'no-answer'"));
    }

    private async Task<Feed> OnAsync(FeedKind kind = FeedKind.Group)
    {
        var feed = await OfferAsync(new NewFeed(kind, Chat, null, "Acme"));
        return await WriteAsync((connection, transaction) => Feeds.SwitchOnAsync(connection, transaction, feed, Client.Id));
    }

    private Task<int> FoundAsync(Feed feed, AccountTrouble? trouble) =>
        WriteAsync(async (connection, transaction) => { await Feeds.FoundAsync(connection, transaction, feed, trouble); return 0; });

    private async Task<AccountHealth> HealthAsync() => Assert.Single(await new FeedHealth(Database).ReadAsync(null, Cancel));

    private async Task<Feed> OfferAsync(NewFeed found) =>
        (await WriteAsync((connection, transaction) => Feeds.OfferAsync(connection, transaction, found)) ?? throw new InvalidOperationException("Too many wait already.")).Feed;

    private Task<T> WriteAsync<T>(Func<System.Data.Common.DbConnection, System.Data.Common.DbTransaction, Task<T>> work) => Database.WriteAsync(work, Cancel);
}
