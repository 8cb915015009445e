using Dapper;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts.Collected;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Facts;

public sealed class CollectedFactsSqliteTests(PostgresServer server) : CollectedFactsTests(Dialect.Sqlite, server);

public sealed class CollectedFactsPostgresTests(PostgresServer server) : CollectedFactsTests(Dialect.Postgres, server);

public abstract class CollectedFactsTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    private CollectedPage Page => new() { AccountId = Account.Id, ObservedAt = Noon };

    [Fact]
    public async Task TakeAsync_TheSameAgain_WritesNothingAndKeepsTheVersion()
    {
        var page = Page with
        {
            Points = [Point(Noon, 5), Point(Noon, 3, MetricCatalogue.Audience, "country:UA"), Point(Noon, null, day: Day.AddDays(1))],
            Ads = [Ad(Noon, "spring") with { SpendMicros = 7, Currency = "UAH" }],
            Posts = [Post(Noon, "p") with { Reactions = 4 }],
            Traffic = [Visits(Noon)],
            Told = [Span(FactKind.Ads, Day, Day.AddDays(1))],
        };
        Assert.Equal(6, await TakeAsync(page));
        var (version, batches) = (await VersionAsync(), await CountAsync("batch"));

        Assert.Equal(0, await TakeAsync(Later(page, 1)));

        Assert.Equal((version, batches), (await VersionAsync(), await CountAsync("batch")));
    }

    [Fact]
    public async Task TakeAsync_AValueThatChanged_IsARevision()
    {
        await TakeAsync(Page with { Points = [Point(Noon, 5), Point(Noon, 8, day: Day.AddDays(1))] });

        var written = await TakeAsync(Later(Page with { Points = [Point(Noon, 6), Point(Noon, 8, day: Day.AddDays(1))] }, 1));

        Assert.Equal(1, written);
        Assert.Equal(6, (await ReadAsync()).Points.Single(point => point.Day == Day).Value);
        Assert.Equal(5, (await ReadAsync(Noon)).Points.Single(point => point.Day == Day).Value);
    }

    [Fact]
    public async Task TakeAsync_UnchangedButSettledNow_IsWrittenOnce()
    {
        var page = Page with { Points = [Point(Noon, 5)], Ads = [Ad(Noon, "a") with { Clicks = 1, SettlesAt = Noon.AddDays(2) }] };
        await TakeAsync(page);

        Assert.Equal(0, await TakeAsync(Later(page, 1)));
        Assert.Equal(2, await TakeAsync(Later(page, 3)));
        Assert.Equal(0, await TakeAsync(Later(page, 4)));
        Assert.False((await ReadAsync()).Points.Single().Provisional);
    }

    [Fact]
    public async Task TakeAsync_NothingAfterAValue_ChangesNothing()
    {
        await TakeAsync(Page with { Points = [Point(Noon, 5)], Ads = [Ad(Noon, "a") with { Clicks = 1 }] });

        Assert.Equal(0, await TakeAsync(Later(Page with { Points = [Point(Noon, null)], Ads = [Ad(Noon, "a")] }, 1)));
        Assert.Equal(5, (await ReadAsync()).Points.Single().Value);
    }

    [Fact]
    public async Task TakeAsync_WhatIsTakenBack_IsNotKnownAnyMoreAndWasKnownThen()
    {
        await TakeAsync(Page with { Traffic = [Visits(Noon) with { Signups = 7, ConvertingSessions = 5, OtherConversions = 1 }], Ads = [Ad(Noon, "a") with { Clicks = 3, NewFollowers = 9 }] });
        var recounted = Later(
            Page with
            {
                Traffic = [Visits(Noon) with { CallRequests = 7, TakenBack = ConversionCells.Signups | ConversionCells.ConvertingSessions | ConversionCells.Purchases }],
                Ads = [Ad(Noon, "a") with { Clicks = 3, AreFollowersTakenBack = true }],
            },
            1);

        Assert.Equal(2, await TakeAsync(recounted));
        Assert.Equal(0, await TakeAsync(Later(recounted, 1)));

        var (now, then) = (await ReadAsync(), await ReadAsync(Noon));
        Assert.Equal((4L, null, 7L, 1L, null), Conversions(now.Traffic.Single()));
        Assert.Equal((4L, 7L, null, 1L, 5L), Conversions(then.Traffic.Single()));
        Assert.Equal((3L, null, 3L, 9L), (now.Ads.Single().Clicks, now.Ads.Single().NewFollowers, then.Ads.Single().Clicks, then.Ads.Single().NewFollowers));

        Assert.Equal(2, await TakeAsync(Later(Page with { Traffic = [Visits(Noon) with { Signups = 2 }], Ads = [Ad(Noon, "a") with { NewFollowers = 1 }] }, 3)));
        Assert.Equal((4L, 2L, 7L, 1L, null), Conversions((await ReadAsync()).Traffic.Single()));

        static (long? Sessions, long? Signups, long? CallRequests, long? Others, long? Converting) Conversions(TrafficDay row) =>
            (row.Sessions, row.Signups, row.CallRequests, row.OtherConversions, row.ConvertingSessions);
    }

    [Fact]
    public async Task TakeAsync_WhatAFileSaidBefore_IsNotTheNetworksOwnWord()
    {
        await ImportAsync(Noon, Point(Noon, 5));

        Assert.Equal(1, await TakeAsync(Page with { Points = [Point(Noon, 5)] }));
    }

    [Fact]
    public async Task TakeAsync_PartsThatVanishedFromAToldDay_BecomeZeroInTheCellsTheyHad()
    {
        var (audience, reach) = (FactKind.OfMetric(MetricCatalogue.Audience), FactKind.OfMetric(MetricCatalogue.Reach));
        await TakeAsync(Page with
        {
            Points =
            [
                Point(Noon, 3, MetricCatalogue.Audience, "country:UA"), Point(Noon, 2, MetricCatalogue.Audience, "country:PL"),
                Point(Noon, 2, MetricCatalogue.Audience, "country:PL", Day.AddDays(1)), Point(Noon, 9, MetricCatalogue.Reach, "days:28"), Point(Noon, 4),
            ],
            Ads = [Ad(Noon, "gone") with { SpendMicros = 5, Currency = "UAH" }, Ad(Noon, "stays") with { Clicks = 2 }],
            Traffic = [Visits(Noon)],
        });

        var written = await TakeAsync(Later(
            Page with
            {
                Points = [Point(Noon, 3, MetricCatalogue.Audience, "country:UA")],
                Ads = [Ad(Noon, "stays") with { Clicks = 2 }],
                Told = [Span(audience), Span(reach), Span(FactKind.OfMetric(MetricCatalogue.Views)), Span(FactKind.Ads), Span(FactKind.Traffic)],
            },
            1));

        var facts = await ReadAsync();
        Assert.Equal(3, written);
        Assert.Equal([0L, 2L], facts.Points.Where(point => point.Dimension == "country:PL").Select(point => point.Value ?? -1));
        Assert.Equal(9, facts.Points.Single(point => point.Metric == MetricCatalogue.Reach).Value);
        Assert.Equal(4, facts.Points.Single(point => point.Metric == MetricCatalogue.Views).Value);
        var gone = facts.Ads.Single(row => row.Campaign == "gone");
        Assert.Equal((0L, "UAH", (long?)null), (gone.SpendMicros, gone.Currency, gone.Clicks));
        Assert.Equal((0L, (long?)null), (facts.Traffic.Single().Sessions, facts.Traffic.Single().PageViews));
    }

    [Fact]
    public async Task TakeAsync_APostWhoseFiguresFell_IsKeptAsToldAndCounted()
    {
        await TakeAsync(Page with { Posts = [Post(Noon, "p") with { Reactions = 9, Views = 100 }] });

        var news = await CompareAsync(Later(Page with { Posts = [Post(Noon, "p") with { Reactions = 7, Views = 100 }] }, 1));

        Assert.Equal((1, 1), (news.Rows, news.Decreased));
        await WriteAsync(news);
        Assert.Equal(7, (await ReadAsync()).Posts.Single().Latest.Reactions);
    }

    [Theory]
    [InlineData(0, 110)]
    [InlineData(-3, 110)]
    [InlineData(3, 110)]
    [InlineData(4, null)]
    public async Task TakeAsync_FollowersThatThePostDoesNotTell_AreThoseOfTheNearestDay(int daysOff, int? followers)
    {
        var published = DateOnly.FromDateTime(Noon.AddDays(-8).Date);
        await TakeAsync(Page with { Points = [Point(Noon, 110, MetricCatalogue.Followers, day: published.AddDays(daysOff)), Point(Noon, 90, MetricCatalogue.Followers, day: published.AddDays(-9))] });

        await TakeAsync(Page with { Posts = [Post(Noon, "p") with { Reactions = 1 }, Post(Noon, "told") with { Followers = 5 }] });

        var posts = (await ReadAsync()).Posts.ToDictionary(post => post.Latest.PostId, post => post.Latest.Followers);
        Assert.Equal(followers, posts["p"]);
        Assert.Equal(5, posts["told"]);
    }

    [Fact]
    public async Task TakeAsync_DaysThatAreCoveredAlready_AreNotCoveredAgain()
    {
        await TakeAsync(Page with { Told = [Span(FactKind.Posts, Day, Day.AddDays(3)), Span(FactKind.Ads, Day, Day)] });

        await TakeAsync(Later(Page with { Told = [Span(FactKind.Posts, Day.AddDays(-2), Day.AddDays(5)), Span(FactKind.Ads, Day, Day)] }, 1));

        var spans = (await ReadAsync()).Spans.Where(span => span.Kind == FactKind.Posts).Select(span => (span.FromDay.DayNumber - Day.DayNumber, span.ToDay.DayNumber - Day.DayNumber));
        Assert.Equal([(-2, -1), (0, 3), (4, 5)], spans);
        Assert.Equal(4, await CountAsync("observed_span"));
    }

    [Fact]
    public async Task TakeAsync_AfterTheClockWasSetBack_TheLastWordCounts()
    {
        await TakeAsync(Later(Page with { Points = [Point(Noon, 5)] }, 300));

        await TakeAsync(Page with { Points = [Point(Noon, 6)] });

        Assert.Equal(6, (await ReadAsync()).Points.Single().Value);
        Assert.Equal(0, await TakeAsync(Page with { Points = [Point(Noon, 6)] }));
    }

    private static CollectedPage Later(CollectedPage page, int days)
    {
        var at = page.ObservedAt.AddDays(days);
        return page with
        {
            ObservedAt = at,
            Points = [.. page.Points.Select(point => point with { ObservedAt = at })],
            Posts = [.. page.Posts.Select(post => post with { ObservedAt = at })],
            Ads = [.. page.Ads.Select(row => row with { ObservedAt = at })],
            Traffic = [.. page.Traffic.Select(row => row with { ObservedAt = at })],
        };
    }

    private TrafficDay Visits(DateTimeOffset at) => new() { AccountId = Account.Id, Day = Day, Source = "instagram", Medium = "social", Sessions = 4, ObservedAt = at, SettlesAt = Noon };

    private ObservedSpan Span(string kind, DateOnly? from = null, DateOnly? to = null) => new(Account.Id, kind, from ?? Day, to ?? Day, Noon);

    private Task<CollectedNews> CompareAsync(CollectedPage page) => new CollectedFacts(Database).CompareAsync(page, TimeZoneInfo.Utc, Cancel);

    private async Task<int> TakeAsync(CollectedPage page)
    {
        var news = await CompareAsync(page);
        await WriteAsync(news);
        return news.Rows;
    }

    private Task WriteAsync(CollectedNews news) => Database.WriteAsync((connection, transaction) => CollectedFacts.WriteAsync(connection, transaction, news, Cancel), Cancel);

    private async Task<long> VersionAsync() => (await new ClientStore(Database, new ClientDefaults("UTC", "uk")).FindAsync(Client.Id, Cancel))!.Version;

    private async Task<long> CountAsync(string table)
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await connection.ExecuteScalarAsync<long>($"select count(*) from {table}");
    }
}
