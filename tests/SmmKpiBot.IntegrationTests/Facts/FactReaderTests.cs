using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Facts;

public sealed class FactReaderSqliteTests(PostgresServer server) : FactReaderTests(Dialect.Sqlite, server);

public sealed class FactReaderPostgresTests(PostgresServer server) : FactReaderTests(Dialect.Postgres, server);

public abstract class FactReaderTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    private static readonly DateTimeOffset Later = Noon.AddHours(1);
    private static readonly DateTimeOffset Last = Noon.AddDays(3);

    [Fact]
    public async Task ReadAsync_CorrectedValue_IsTheLatestAndKnownByGivesTheOlder()
    {
        await CollectAsync(Noon, Point(Noon, 1));
        await CollectAsync(Last, Point(Last, 2));

        var now = Assert.Single((await ReadAsync()).Points);
        var then = Assert.Single((await ReadAsync(knownBy: Later)).Points);

        Assert.Equal((2, false), (now.Value, now.Provisional));
        Assert.Equal((1, true), (then.Value, then.Provisional));
        Assert.Empty((await ReadAsync(knownBy: Noon.AddTicks(-10))).Points);
    }

    [Fact]
    public async Task ReadAsync_BatchesStoredOutOfOrder_CountByObservation()
    {
        await ImportAsync(Last, Point(Last, 2));
        await ImportAsync(Noon, Point(Noon, 1));

        Assert.Equal(2, Assert.Single((await ReadAsync()).Points).Value);
    }

    [Fact]
    public async Task ReadAsync_NetworkAndLaterImport_NetworkWins()
    {
        await CollectAsync(Noon, Point(Noon, 1));
        await ImportAsync(Last, Point(Last, 2), Point(Last, 5, day: Day.AddDays(1)));

        Assert.Equal([1L, 5L], (await ReadAsync()).Points.Select(point => point.Value));
    }

    [Fact]
    public async Task ReadAsync_NetworkAnsweredNothing_ImportFillsIt()
    {
        await CollectAsync(Last, Point(Last, null));
        await ImportAsync(Noon, Point(Noon, 2));

        Assert.Equal(2, Assert.Single((await ReadAsync()).Points).Value);
    }

    [Fact]
    public async Task ReadAsync_AudienceOfNetworkAndImportOnOneDay_ComesFromTheNetworkAlone()
    {
        await CollectAsync(Noon, Point(Noon, 10, MetricCatalogue.Audience, "country:UA"), Point(Noon, 7, MetricCatalogue.Reach, "days:7"));
        await ImportAsync(Last, Point(Last, 20, MetricCatalogue.Audience, "country:PL"), Point(Last, 9, MetricCatalogue.Reach, "days:14"));

        var points = (await ReadAsync()).Points;

        Assert.Equal(["country:UA", "days:14", "days:7"], points.Select(point => point.Dimension).Order());
    }

    [Fact]
    public async Task ReadAsync_LaterFileWithGaps_ReplacesOnlyWhatItFills()
    {
        await StoreAsync(Noon, BatchOrigin.Import, async writer =>
            await writer.WriteAsync(Ad(Noon, "c") with { SpendMicros = 5, Currency = "UAH", Clicks = 1, Impressions = 9 }, Cancel));
        await StoreAsync(Later, BatchOrigin.Import, async writer =>
            await writer.WriteAsync(Ad(Later, "c") with { SpendMicros = 6, Currency = "EUR", Clicks = 2 }, Cancel));

        var ad = Assert.Single((await ReadAsync()).Ads);

        Assert.Equal(Ad(Later, "c") with { SpendMicros = 6, Currency = "EUR", Clicks = 2, Impressions = 9 }, ad);
    }

    [Fact]
    public async Task ReadAsync_AdsOfNetworkAndImportOnOneDay_DoNotCountTwice()
    {
        await StoreAsync(Noon, BatchOrigin.Network, async writer => await writer.WriteAsync(Ad(Noon, "Осінь") with { Clicks = 5 }, Cancel));
        await StoreAsync(Later, BatchOrigin.Import, async writer =>
        {
            await writer.WriteAsync(Ad(Later, "autumn") with { Clicks = 5 }, Cancel);
            await writer.WriteAsync(Ad(Later, "autumn") with { Day = Day.AddDays(1), Clicks = 6 }, Cancel);
        });

        Assert.Equal([5L, 6L], (await ReadAsync()).Ads.Select(ad => ad.Clicks));
    }

    /// <summary>A file may name a post otherwise than the network does. 21:30 UTC is the same day as noon in Kyiv, 22:30 is the next.</summary>
    [Fact]
    public async Task ReadAsync_PostsOfNetworkAndImportOnOneDayOfTheClient_DoNotCountTwice()
    {
        var noon = new DateTimeOffset(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);
        await StoreAsync(Noon, BatchOrigin.Network, async writer => await writer.WriteAsync(Post(Noon, "178_1") with { PublishedAt = noon, Reach = 5 }, Cancel));
        await StoreAsync(Later, BatchOrigin.Import, async writer =>
        {
            await writer.WriteAsync(Post(Later, "178_1") with { PublishedAt = noon, Topic = "меню" }, Cancel);
            await writer.WriteAsync(Post(Later, "instagram.com/p/1") with { PublishedAt = noon, Reach = 5 }, Cancel);
            await writer.WriteAsync(Post(Later, "same day") with { PublishedAt = noon.AddHours(9.5), Reach = 6 }, Cancel);
            await writer.WriteAsync(Post(Later, "next day") with { PublishedAt = noon.AddHours(10.5), Reach = 7 }, Cancel);
        });

        Assert.Equal([("178_1", 5L, "меню"), ("next day", 7L, null)], (await ReadAsync()).Posts.Select(post => (post.Latest.PostId, post.Latest.Reach!.Value, post.Latest.Topic)));
    }

    /// <summary>Networks tell stories while they live only: a day of which the network told posts but no story has the stories of the file.</summary>
    [Theory]
    [InlineData("IG story")]
    [InlineData("Історія")]
    [InlineData("сторіс")]
    public async Task ReadAsync_StoryThatOnlyAFileKnows_CountsUnlessTheNetworkTellsStoriesOfThatDay(string type)
    {
        var noon = new DateTimeOffset(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);
        await StoreAsync(Noon, BatchOrigin.Network, async writer =>
        {
            await writer.WriteAsync(Post(Noon, "photo") with { PublishedAt = noon, Type = "photo" }, Cancel);
            await writer.WriteAsync(Post(Noon, "live") with { PublishedAt = noon.AddDays(1), Type = "story" }, Cancel);
        });
        await StoreAsync(Later, BatchOrigin.Import, async writer =>
        {
            await writer.WriteAsync(Post(Later, "same photo") with { PublishedAt = noon, Type = "IG image" }, Cancel);
            await writer.WriteAsync(Post(Later, "gone") with { PublishedAt = noon.AddHours(1), Type = type }, Cancel);
            await writer.WriteAsync(Post(Later, "same story") with { PublishedAt = noon.AddDays(1), Type = type }, Cancel);
            await writer.WriteAsync(Post(Later, "next photo") with { PublishedAt = noon.AddDays(1).AddHours(1), Type = null }, Cancel);
        });

        Assert.Equal(["photo", "gone", "live", "next photo"], (await ReadAsync()).Posts.Select(post => post.Latest.PostId));
    }

    [Fact]
    public async Task ReadAsync_PostsOfAnImportBeforeTheNetworkTold_AreThereForWhatWasKnownThen()
    {
        await StoreAsync(Noon, BatchOrigin.Import, async writer => await writer.WriteAsync(Post(Noon, "link"), Cancel));
        await StoreAsync(Later, BatchOrigin.Network, async writer => await writer.WriteAsync(Post(Later, "178_1"), Cancel));

        Assert.Equal("link", Assert.Single((await ReadAsync(knownBy: Noon)).Posts).Latest.PostId);
        Assert.Equal("178_1", Assert.Single((await ReadAsync()).Posts).Latest.PostId);
    }

    [Fact]
    public async Task ReadAsync_PostSeenThreeTimes_FoldsCellByCellAndKeepsTheHistory()
    {
        await StoreAsync(Noon, BatchOrigin.Import, async writer => await writer.WriteAsync(Post(Noon, "p") with { Topic = "меню", Reach = 10, Shares = 1 }, Cancel));
        await StoreAsync(Later, BatchOrigin.Network, async writer => await writer.WriteAsync(Post(Later, "p") with { Reach = 20 }, Cancel));
        await StoreAsync(Last, BatchOrigin.Import, async writer => await writer.WriteAsync(Post(Last, "p") with { Reach = 15, Shares = 2, Topic = "рецепти" }, Cancel));

        var post = Assert.Single((await ReadAsync()).Posts);

        Assert.Equal([10L, 20L, 20L], post.Observations.Select(observation => observation.Reach));
        Assert.Equal([1L, 1L, 2L], post.Observations.Select(observation => observation.Shares));
        Assert.Equal(["меню", "меню", "рецепти"], post.Observations.Select(observation => observation.Topic));
        Assert.Equal(20, post.AsOf(Later).Reach);
        Assert.Equal(Post(Last, "p") with { Reach = 20, Shares = 2, Topic = "рецепти" }, post.Latest);
    }

    [Fact]
    public async Task ReadAsync_ConversationWithARecentMessage_IsReadWholeAndInOrder()
    {
        var at = Noon.AddDays(-20);
        await StoreAsync(Noon, BatchOrigin.Import, async writer =>
        {
            await writer.WriteAsync(Message("c", "3", Noon, Direction.Outbound), Cancel);
            await writer.WriteAsync(Message("c", "1", Noon, Direction.Inbound), Cancel);
            await writer.WriteAsync(Message("c", "0", Noon.AddDays(-300), Direction.Inbound), Cancel);
            await writer.WriteAsync(Message("old", "9", Noon.AddDays(-300), Direction.Inbound), Cancel);
            await writer.WriteAsync(Message("a", "5", at, Direction.Inbound), Cancel);
        });

        Assert.Equal(["5", "0", "1", "3"], (await ReadAsync()).Messages.Select(message => message.MessageId));
    }

    [Fact]
    public async Task ReadAsync_ConflictResolvedLater_CarriesItsLastResolution()
    {
        var opened = Noon.AddDays(-5);
        await StoreAsync(Noon, BatchOrigin.Import, async writer => await writer.WriteAsync(new Conflict(Account.Id, "c", opened, null, Noon), Cancel));
        await StoreAsync(Later, BatchOrigin.Import, async writer => await writer.WriteAsync(new Conflict(Account.Id, "c", opened, Noon, Later), Cancel));
        await StoreAsync(Last, BatchOrigin.Import, async writer => await writer.WriteAsync(new Conflict(Account.Id, "c", opened, null, Last), Cancel));

        Assert.Equal(Noon, Assert.Single((await ReadAsync()).Conflicts).ResolvedAt);
        Assert.Null(Assert.Single((await ReadAsync(knownBy: Noon)).Conflicts).ResolvedAt);
    }

    [Fact]
    public async Task ReadAsync_SpansOutsideTheDays_CountAsEverObservedAndTellSinceWhenNothingIsKnown()
    {
        var id = await StoreAsync(Noon, BatchOrigin.Import, async writer =>
        {
            await writer.WriteAsync(new ObservedSpan(Account.Id, FactKind.Ads, Day.AddDays(-90), Day.AddDays(-31), Noon), Cancel);
            await writer.WriteAsync(new ObservedSpan(Account.Id, FactKind.Ads, Day.AddDays(-99), Day.AddDays(-95), Noon), Cancel);
            await writer.WriteAsync(new ObservedSpan(Account.Id, FactKind.OfMetric("views"), Day.AddDays(-99), Day.AddDays(-31), Noon), Cancel);
            await writer.WriteAsync(new ObservedSpan(Account.Id, FactKind.OfMetric("views"), Day.AddDays(-90), Day.AddDays(-30), Noon), Cancel);
        });

        var facts = await ReadAsync();

        Assert.Equal("metric:views", Assert.Single(facts.Spans).Kind);
        Assert.Equal(["ads", "metric:views"], facts.EverObserved.Select(seen => seen.Kind).Order());
        Assert.Equal(new ObservedSpan(Account.Id, FactKind.Ads, Day.AddDays(-90), Day.AddDays(-31), Noon), Assert.Single(facts.EarlierSpans));
        await Batches.UndoAsync(id, Cancel);
        Assert.Empty((await ReadAsync()).EverObserved);
        Assert.Empty((await ReadAsync()).EarlierSpans);
    }

    [Fact]
    public async Task ReadAsync_AnotherClient_SeesNothing()
    {
        await ImportAsync(Noon, Point(Noon, 1));

        var facts = await new FactReader(Database).ReadAsync(
            new FactQuery { ClientId = Client.Id + 1, From = Day, To = Day, ConversationsSince = Noon }, Cancel);

        Assert.Empty(facts.Accounts);
        Assert.Empty(facts.Points);
    }

    private ConversationMessage Message(string conversation, string id, DateTimeOffset at, Direction direction) =>
        new() { AccountId = Account.Id, Conversation = conversation, MessageId = id, At = at, Direction = direction, ObservedAt = Noon };
}
