using Dapper;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Facts;

public sealed class FactBatchStoreSqliteTests(PostgresServer server) : FactBatchStoreTests(Dialect.Sqlite, server);

public sealed class FactBatchStorePostgresTests(PostgresServer server) : FactBatchStoreTests(Dialect.Postgres, server);

public abstract class FactBatchStoreTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    [Fact]
    public async Task WriteAsync_EveryKindOfFact_IsReadBackAsWritten()
    {
        var point = Point(Noon, null);
        var post = Post(Noon, "p1") with { Type = "reel", Topic = "меню", Paid = false, Url = "https://x/1", Followers = 1, Reach = 2, Views = 3, Reactions = 4, Comments = 5, Shares = 6, Saves = 7, LinkClicks = 8 };
        var message = new ConversationMessage { AccountId = Account.Id, Conversation = "c", MessageId = "m", At = Noon.AddHours(-1).ToOffset(TimeSpan.FromHours(2)), Direction = Direction.Outbound, Kind = MessageKind.Comment, Author = "Оля", Automatic = true, ObservedAt = Noon };
        var ad = Ad(Noon, "c") with { SpendMicros = 1_000_000, Currency = "UAH", Impressions = 5, Clicks = 4, NewFollowers = 3 };
        var traffic = new TrafficDay { AccountId = Account.Id, Day = Day, Source = "t.me", Medium = "social", Campaign = "x", Channel = "Organic Social", Sessions = 1, Users = 2, EngagedSessions = 3, EngagedSeconds = 4, PageViews = 5, Purchases = 6, Signups = 7, CallRequests = 8, OtherConversions = 9, ConvertingSessions = 10, RevenueMicros = 11, Currency = "EUR", ObservedAt = Noon, SettlesAt = Noon };
        var conflict = new Conflict(Account.Id, "c", Noon.AddDays(-1), Noon, Noon);
        var span = new ObservedSpan(Account.Id, FactKind.Posts, Day, Day.AddDays(3), Noon);
        await StoreAsync(Noon, BatchOrigin.Import, async writer =>
        {
            await writer.WriteAsync(point, Cancel);
            await writer.WriteAsync(post, Cancel);
            await writer.WriteAsync(message, Cancel);
            await writer.WriteAsync(ad, Cancel);
            await writer.WriteAsync(traffic, Cancel);
            await writer.WriteAsync(conflict, Cancel);
            await writer.WriteAsync(span, Cancel);
        });

        var facts = await ReadAsync();

        Assert.Equal(point, Assert.Single(facts.Points));
        Assert.Equal(post, Assert.Single(facts.Posts).Latest);
        Assert.Equal(message, Assert.Single(facts.Messages));
        Assert.Equal(TimeSpan.Zero, facts.Messages[0].At.Offset);
        Assert.Equal(ad, Assert.Single(facts.Ads));
        Assert.Equal(traffic, Assert.Single(facts.Traffic));
        Assert.Equal(conflict, Assert.Single(facts.Conflicts));
        Assert.Equal(span, Assert.Single(facts.Spans));
        Assert.Equal((Account.Id, FactKind.Posts), Assert.Single(facts.EverObserved));
    }

    [Fact]
    public async Task WriteAsync_OthersWriteAllTheTime_EveryRowIsStoredOnce()
    {
        const int Rows = 20_000;
        using var stop = new CancellationTokenSource();
        var others = Enumerable.Range(0, 4).Select(_ => Task.Run(() => RenameUntilAsync(stop.Token), Cancel)).ToArray();

        var id = await StoreAsync(Noon, BatchOrigin.Import, async writer =>
        {
            for (var n = 0; n < Rows; n++)
                await writer.WriteAsync(Point(Noon, n, dimension: $"city:{n % 10}", day: Day.AddDays(-n / 10)), Cancel);
        });
        await stop.CancelAsync();
        await Task.WhenAll(others);

        await using var connection = await Database.OpenAsync(Cancel);
        Assert.Equal(Enumerable.Range(0, Rows).Select(n => (long)n), await connection.QueryAsync<long>("select value from metric_point order by value"));
        Assert.Equal(Rows, (await Batches.FindAsync(id, Cancel))!.Rows);
    }

    [Fact]
    public async Task WriteAsync_EqualKeys_AreDroppedAddedOrRefused()
    {
        await using var writer = await BeginAsync(Noon);

        Assert.Equal(RowOutcome.Added, await writer.WriteAsync(Point(Noon, 5), Cancel));
        Assert.Equal(RowOutcome.Repeated, await writer.WriteAsync(Point(Noon, 5), Cancel));
        Assert.Equal(RowOutcome.Conflicting, await writer.WriteAsync(Point(Noon, 6), Cancel));
        Assert.Equal(RowOutcome.Conflicting, await writer.WriteAsync(Point(Noon, null), Cancel));
        Assert.Equal(RowOutcome.Added, await writer.WriteAsync(Ad(Noon, "c") with { SpendMicros = 3, Currency = "UAH" }, Cancel));
        Assert.Equal(RowOutcome.Summed, await writer.WriteAsync(Ad(Noon, "c") with { SpendMicros = 4, Currency = "UAH", Clicks = 2 }, Cancel));
        Assert.Equal(RowOutcome.Conflicting, await writer.WriteAsync(Ad(Noon, "c") with { SpendMicros = 4, Currency = "EUR" }, Cancel));
        await writer.CompleteAsync(Cancel);

        var facts = await ReadAsync();
        Assert.Equal(5, Assert.Single(facts.Points).Value);
        Assert.Equal(Ad(Noon, "c") with { SpendMicros = 7, Currency = "UAH", Clicks = 2 }, Assert.Single(facts.Ads));
    }

    [Fact]
    public async Task WriteAsync_SumLargerThanTheStoreHolds_IsRefusedAndChangesNothing()
    {
        await using var writer = await BeginAsync(Noon);

        Assert.Equal(RowOutcome.Added, await writer.WriteAsync(Ad(Noon, "c") with { Impressions = long.MaxValue, Clicks = 1 }, Cancel));
        Assert.Equal(RowOutcome.TooLarge, await writer.WriteAsync(Ad(Noon, "c") with { Impressions = long.MaxValue, Clicks = 1 }, Cancel));
        await writer.CompleteAsync(Cancel);

        Assert.Equal(Ad(Noon, "c") with { Impressions = long.MaxValue, Clicks = 1 }, Assert.Single((await ReadAsync()).Ads));
    }

    [Fact]
    public async Task WriteAsync_EqualKeysFarApart_AreFoundInTheStore()
    {
        const int rows = 10_000;
        await using var writer = await BeginAsync(Noon);
        for (var i = 0; i < rows; i++)
        {
            Assert.Equal(RowOutcome.Added, await writer.WriteAsync(Ad(Noon, $"c{i}") with { Clicks = i }, Cancel));
            Assert.Equal(RowOutcome.Added, await writer.WriteAsync(Point(Noon, i, dimension: $"city:{i}", metric: MetricCatalogue.Audience), Cancel));
        }

        Assert.Equal(RowOutcome.Summed, await writer.WriteAsync(Ad(Noon, "c7") with { Clicks = 1, Impressions = 2 }, Cancel));
        Assert.Equal(RowOutcome.Summed, await writer.WriteAsync(Ad(Noon, "c7") with { Clicks = 1 }, Cancel));
        Assert.Equal(RowOutcome.Repeated, await writer.WriteAsync(Point(Noon, 3, dimension: "city:3", metric: MetricCatalogue.Audience), Cancel));
        Assert.Equal(RowOutcome.Conflicting, await writer.WriteAsync(Point(Noon, 3, dimension: "city:4", metric: MetricCatalogue.Audience), Cancel));
        await writer.CompleteAsync(Cancel);

        var facts = await ReadAsync();
        Assert.Equal(rows, facts.Points.Count);
        Assert.Equal(Ad(Noon, "c7") with { Clicks = 9, Impressions = 2 }, facts.Ads.Single(ad => ad.Campaign == "c7"));
        Assert.Equal((long)rows * (rows - 1) / 2 + 2, facts.Ads.Sum(ad => ad.Clicks));
        Assert.Equal(2 * rows, (await Batches.FindAsync(writer.BatchId, Cancel))!.Rows, tolerance: 1);
    }

    [Fact]
    public async Task DisposeAsync_WithoutCompleting_LeavesNothing()
    {
        long id;
        await using (var writer = await BeginAsync(Noon, hash: "h"))
        {
            id = writer.BatchId;
            for (var i = 0; i < 20_000; i++)
                await writer.WriteAsync(Ad(Noon, $"c{i}"), Cancel);
            Assert.Empty((await ReadAsync()).Ads);
        }

        Assert.Empty((await ReadAsync()).Ads);
        Assert.Null(await Batches.FindAsync(id, Cancel));
        Assert.Null(await Batches.FindByHashAsync("h", Cancel));
        Assert.Equal(0, await CountAsync("select count(*) from ad_day"));
    }

    [Fact]
    public async Task SweepAsync_WriterDiedMidway_RemovesItsRowsAfterItsLease()
    {
        var died = await BeginAsync(Noon);
        for (var i = 0; i < 20_000; i++)
            await died.WriteAsync(Ad(Noon, $"c{i}"), Cancel);
        await Batches.SweepAsync(Cancel);
        var whileAlive = await CountAsync("select count(*) from batch");

        // A chunk may still be on its way to the store and renew the lease; then the next sweep takes it.
        for (var sweeps = 0; sweeps < 2; sweeps++)
        {
            Clock.Advance(FactBatchStore.Lease + TimeSpan.FromSeconds(1));
            await Batches.SweepAsync(Cancel);
        }

        Assert.Equal(1, whileAlive);
        Assert.Equal(0, await CountAsync("select count(*) from ad_day"));
        Assert.Equal(0, await CountAsync("select count(*) from batch"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => died.CompleteAsync(Cancel));
        await died.DisposeAsync();
    }

    [Fact]
    public async Task BeginAsync_SameHashAgain_NamesTheFirst()
    {
        await using var first = await BeginAsync(Noon, hash: "h");
        await using var race = await BeginAsync(Noon, hash: "h");
        await first.CompleteAsync(Cancel);

        var error = await Assert.ThrowsAsync<RepeatedBatchException>(() => BeginAsync(Noon, hash: "h"));
        var lost = await Assert.ThrowsAsync<RepeatedBatchException>(() => race.CompleteAsync(Cancel));

        Assert.Equal(first.BatchId, error.First!.Id);
        Assert.Equal(first.BatchId, lost.First!.Id);
    }

    [Fact]
    public async Task UndoAsync_LaterImport_ShowsOlderValuesAgain()
    {
        await ImportAsync(Noon, Point(Noon, 1));
        var later = await ImportAsync(Noon.AddHours(1), Point(Noon.AddHours(1), 2), Point(Noon.AddHours(1), 3, day: Day.AddDays(1)));
        var before = await ReadAsync();

        Assert.True(await Batches.UndoAsync(later, Cancel));

        Assert.Equal([2L, 3L], before.Points.Select(point => point.Value));
        Assert.Equal(Point(Noon, 1), Assert.Single((await ReadAsync()).Points));
        Assert.False(await Batches.UndoAsync(later, Cancel));
        Assert.Equal(1, await CountAsync("select count(*) from metric_point"));
        Assert.Equal(Clock.GetUtcNow(), (await Batches.ListImportsAsync(Client.Id, Cancel))[0].UndoneAt);
    }

    [Fact]
    public async Task UndoAsync_HashOfAnUndoneImport_MayBeImportedAgain()
    {
        await using (var first = await BeginAsync(Noon, hash: "h"))
        {
            await first.CompleteAsync(Cancel);
            await Batches.UndoAsync(first.BatchId, Cancel);
        }

        await using var again = await BeginAsync(Noon, hash: "h");
        await again.CompleteAsync(Cancel);

        Assert.Equal(again.BatchId, (await Batches.FindByHashAsync("h", Cancel))!.Id);
    }

    [Fact]
    public async Task UndoAsync_RunOfANetwork_IsRefused()
    {
        var run = await CollectAsync(Noon, Point(Noon, 1));

        Assert.False(await Batches.UndoAsync(run, Cancel));

        Assert.Single((await ReadAsync()).Points);
        Assert.Empty(await Batches.ListImportsAsync(Client.Id, Cancel));
    }

    [Fact]
    public async Task WriteAsync_RowOfAnotherAccountOrInstant_IsRefused()
    {
        await using var writer = await BeginAsync(Noon);

        await Assert.ThrowsAsync<ArgumentException>(async () => await writer.WriteAsync(Point(Noon.AddTicks(10), 1), Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await writer.WriteAsync(Point(Noon, 1) with { AccountId = Account.Id + 1 }, Cancel));
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }

    private async Task RenameUntilAsync(CancellationToken stop)
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            await Database.WriteAsync(
                (connection, transaction) => connection.ExecuteAsync("update client set name = @name where id = @Id", new { name = $"Acme {n}", Client.Id }, transaction), Cancel);
        }
    }
}
