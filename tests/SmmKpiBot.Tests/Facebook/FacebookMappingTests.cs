using System.Net;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Facebook;
using SmmKpiBot.Sources.Http.Graph;
using SmmKpiBot.Tests.Meta;
using Xunit;

namespace SmmKpiBot.Tests.Facebook;

/// <summary>What was recorded of a page, in our words.</summary>
public sealed class FacebookMappingTests : IDisposable
{
    private const string Empty = """{"data":[]}""";

    private static readonly DateTimeOffset Now = new(2026, 11, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly AuthorHasher Hasher = new("a key of at least 16 bytes"u8);

    private readonly GraphStub _stub = new GraphStub().On("fields=id,name,username,access_token", GraphStub.Fixture("Facebook.page.json"));

    public void Dispose() => _stub.Dispose();

    [Fact]
    public async Task Insights_Recorded_AreTheseExactPoints()
    {
        _stub.On("period=day&", GraphStub.Fixture("Facebook.insights-day.json")).On("/insights", Empty);

        var page = Assert.Single(await ReadAsync("insights", new(2026, 10, 31), new(2026, 11, 1)));

        Assert.Equal(
            [
                "followers_gained  2026-10-31 9", "followers_gained  2026-11-01 12", "followers_lost  2026-10-31 -", "followers_lost  2026-11-01 -", "views  2026-10-31 3000000000", "views  2026-11-01 925",
                "profile_visits  2026-10-31 -", "profile_visits  2026-11-01 -", "interactions  2026-10-31 -", "interactions  2026-11-01 140",
                "followers  2026-10-31 2431", "followers  2026-11-01 2440", "reach days:1 2026-10-31 -", "reach days:1 2026-11-01 310",
                "reach days:7 2026-10-31 -", "reach days:7 2026-11-01 -", "reach days:28 2026-10-31 -", "reach days:28 2026-11-01 -",
            ],
            page.Points.Select(point => $"{point.Metric} {point.Dimension} {point.Day:O} {point.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"}"));
        Assert.All(page.Points.Where(point => point.Day == new DateOnly(2026, 10, 31)), point => Assert.Equal(new DateTimeOffset(2026, 11, 4, 7, 0, 0, TimeSpan.Zero), point.SettlesAt));
        Assert.Null(page.Cursor);
    }

    /// <summary>The history of followers is in the insights: the days that it tells are covered, and no others.</summary>
    [Fact]
    public async Task Insights_DaysOfWhichFollowersAreTold_AreCovered()
    {
        static string Day(int number, int day) => $$"""{"value":{{number}},"end_time":"2026-11-0{{day}}T08:00:00+0000"}""";
        _stub.On("period=day&", $$"""{"data":[{"name":"page_follows","period":"day","values":[{{Day(9, 1)}},{{Day(11, 3)}}]}]}""").On("/insights", Empty);

        var page = Assert.Single(await ReadAsync("insights", new(2026, 10, 31), new(2026, 11, 2)));

        Assert.Equal(
            [(new DateOnly(2026, 10, 31), new DateOnly(2026, 10, 31)), (new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 2))],
            page.Told.Where(told => told.Kind == FactKind.OfMetric(MetricCatalogue.Followers)).Select(told => (told.FromDay, told.ToDay)));
    }

    /// <summary>Figures come a day or two late: a day that Meta is only late with is not covered, and one that has settled without a value is.</summary>
    [Fact]
    public async Task Insights_DaysThatMayOnlyBeLate_AreNotCovered()
    {
        _stub.On("period=day&", Views((1, 900), (3, 950))).On("/insights", Empty);

        var page = Assert.Single(await ReadAsync("insights", new(2026, 10, 30), new(2026, 11, 2)));

        Assert.Equal(
            [(new DateOnly(2026, 10, 30), new DateOnly(2026, 10, 31)), (new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 2))],
            page.Told.Where(told => told.Kind == FactKind.OfMetric(MetricCatalogue.Views)).Select(told => (told.FromDay, told.ToDay)));
    }

    /// <summary>Of the past nothing comes later: a day without a value is beyond Meta's memory.</summary>
    [Fact]
    public async Task Insights_OfHistory_CoverDaysWithAValueAlone()
    {
        _stub.On("period=day&", Views((1, 900), (2, 950))).On("/insights", Empty);

        var page = Assert.Single(await ReadAsync("insights", new(2026, 10, 6), new(2026, 11, 2), isHistory: true));

        Assert.Equal(
            [(new DateOnly(2026, 10, 31), new DateOnly(2026, 11, 1))],
            page.Told.Where(told => told.Kind == FactKind.OfMetric(MetricCatalogue.Views)).Select(told => (told.FromDay, told.ToDay)));
    }

    /// <summary>What cannot be read is not known: it must not stand there as a day of which nothing was told.</summary>
    [Fact]
    public async Task Insights_OfWhichASeriesCannotBeRead_SayNothingOfItsDays()
    {
        _stub.On("period=day&", """{"data":[{"name":"page_media_view","period":"day","values":"many"},{"name":"page_post_engagements","period":"day","values":[{"value":140,"end_time":"2026-11-02T08:00:00+0000"}]}]}""").On("/insights", Empty);

        var page = Assert.Single(await ReadAsync("insights", new(2026, 11, 1), new(2026, 11, 1)));

        Assert.Single(page.Bad);
        Assert.Contains(page.Points, point => (point.Metric, point.Value) == (MetricCatalogue.Interactions, 140));
        Assert.DoesNotContain(page.Points, point => point.Metric == MetricCatalogue.Views);
        Assert.Equal([FactKind.OfMetric(MetricCatalogue.Interactions)], page.Told.Select(told => told.Kind));
    }

    [Fact]
    public async Task PostsAndComments_OfWhichARecordCannotBeRead_AreNotToldWhole()
    {
        _stub.On("122103/insights", Empty).On("122102/insights", Empty).On("comments.filter", """{"data":[{"id":"1_1","created_time":"2026-11-02T08:00:00+0000","comments":{"data":[{"id":"1_2","created_time":[]}]}}]}""").On("/posts", GraphStub.Fixture("Facebook.posts.json"));

        var (posts, comments) = (await ReadAsync("posts", new(2026, 10, 31), new(2026, 11, 3)), await ReadAsync("comments", new(2026, 10, 31), new(2026, 11, 3)));

        Assert.All((List<SourcePage>[])[posts, comments], pages => Assert.Equal((1, 0), (pages.Sum(page => page.Bad.Count), pages.Sum(page => page.Told.Count))));
        Assert.Equal(2, posts.Sum(page => page.Posts.Count));
    }

    [Fact]
    public async Task Insights_OfHistoryWithoutAny_AreNothing()
    {
        _stub.On("/insights", Empty);

        var page = Assert.Single(await ReadAsync("insights", new(2026, 10, 1), new(2026, 10, 7), isHistory: true));

        Assert.Empty(page.Points);
        Assert.Empty(page.Told);
    }

    [Fact]
    public async Task Posts_Recorded_AreTheseExactPosts()
    {
        _stub.On("122103/insights", GraphStub.Fixture("Facebook.post-insights.json")).On("122102/insights", Empty).On("/posts", GraphStub.Fixture("Facebook.posts.json"));

        var page = Assert.Single(await ReadAsync("posts", new(2026, 10, 31), new(2026, 11, 3)));

        Assert.Equal(
            [("1029000000000007_122103", "album", 340, 210, 31, 6, 4, 7), ("1029000000000007_122102", "text", null, null, 0, 0, 0, null)],
            page.Posts.Select(post => (post.PostId, post.Type, post.Views, post.Reach, post.Reactions, post.Comments, post.Shares, post.LinkClicks)));
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 9, 15, 0, TimeSpan.Zero), page.Posts[0].PublishedAt);
        Assert.Equal("post cannot be read", Assert.Single(page.Bad).What[..19]);
        Assert.Equal(1, page.UnknownFields["post.new_field"]);
    }

    /// <summary>A post that Meta always has trouble with keeps neither the others nor those before it from being read; trouble with several in a row, or with all, is the network's.</summary>
    [Theory]
    [InlineData("2", true)]
    [InlineData("23", true)]
    [InlineData("124", true)]
    [InlineData("234", false)]
    [InlineData("12", false, 2)]
    [InlineData("1", false, 1)]
    public async Task Posts_ThatMetaHasTroubleWith_CostTheOthersNothing(string troubled, bool isRead, int posts = 5)
    {
        foreach (var id in troubled)
            _stub.On($"/1_{id}/insights", """{"error":{"code":1,"message":"An unknown error occurred"}}""", HttpStatusCode.InternalServerError);
        _stub.On("/insights", """{"data":[{"name":"post_media_view","period":"lifetime","values":[{"value":340}]}]}""")
            .On("/posts", "{\"data\":[" + string.Join(',', Enumerable.Range(1, posts).Select(id => $$"""{"id":"1_{{id}}","created_time":"2026-11-02T0{{9 - id}}:00:00+0000"}""")) + "]}");

        if (!isRead)
        {
            Assert.Equal(Sources.Http.SourceProblem.Transient, (await Assert.ThrowsAsync<Sources.Http.SourceException>(() => ReadAsync("posts", new(2026, 11, 1), new(2026, 11, 3)))).Problem);
            return;
        }

        var page = Assert.Single(await ReadAsync("posts", new(2026, 11, 1), new(2026, 11, 3)));
        Assert.Equal(Enumerable.Range(1, 5).Select(id => ($"1_{id}", troubled.Contains($"{id}", StringComparison.Ordinal) ? (long?)null : 340)), page.Posts.Select(post => (post.PostId, post.Views)));
        Assert.Contains("could not give this time", Assert.Single(page.Remarks).En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comments_Recorded_AreConversationsOfWhoAskedFirst()
    {
        _stub.On("/posts", GraphStub.Fixture("Facebook.comments.json"));

        var page = Assert.Single(await ReadAsync("comments", new(2026, 10, 31), new(2026, 11, 3)));

        Assert.Equal(
            [
                ("comment:122103_9001", "122103_9002", Direction.Outbound, null, NoAnswerReason.None, null),
                ("comment:122103_9003", "122103_9003", Direction.Inbound, null, NoAnswerReason.Thanks, "Дякую!"),
                ("comment:122103_9001", "122103_9001", Direction.Inbound, Hasher.Hash("facebook:1029000000000007:7700000000000001"), NoAnswerReason.None, "Do you deliver?"),
            ],
            page.Messages.Select(live => (live.Message.Conversation, live.Message.MessageId, live.Message.Direction, live.Message.Author, live.Message.NoAnswer, live.Words)));
        Assert.Equal("https://www.facebook.com/c/9001", page.Messages[2].Link);
    }

    [Fact]
    public async Task Followers_NotTold_AreObservedWithoutAValue()
    {
        _stub.On("followers_count", """{"id":"1029000000000007","name":"Brand One"}""");

        var page = Assert.Single(await ReadAsync("followers", new(2026, 11, 3), new(2026, 11, 3)));

        var point = Assert.Single(page.Points);
        Assert.Equal((MetricCatalogue.Followers, new DateOnly(2026, 11, 3), null), (point.Metric, point.Day, point.Value));
        Assert.True(point.Provisional);
    }

    [Fact]
    public async Task Followers_OfDaysGoneBy_AreNotRead() => Assert.Empty(await ReadAsync("followers", new(2026, 10, 1), new(2026, 10, 31)));

    [Theory]
    [InlineData("""{"error":{"code":190,"message":"x"}}""", HttpStatusCode.BadRequest, Sources.Http.SourceProblem.Unauthorized)]
    [InlineData("""{"error":{"code":80001,"message":"x"}}""", HttpStatusCode.BadRequest, Sources.Http.SourceProblem.RateLimited)]
    [InlineData("""{"error":{"code":10,"message":"x"}}""", HttpStatusCode.BadRequest, Sources.Http.SourceProblem.Forbidden)]
    [InlineData("""{"datum":[]}""", HttpStatusCode.OK, Sources.Http.SourceProblem.Unexpected)]
    [InlineData("<html>Blocked</html>", HttpStatusCode.Forbidden, Sources.Http.SourceProblem.Transient)]
    [InlineData("""{"message":"blocked"}""", HttpStatusCode.Forbidden, Sources.Http.SourceProblem.Transient)]
    [InlineData("""{"error":{"code":200,"message":"x"}}""", HttpStatusCode.Forbidden, Sources.Http.SourceProblem.Forbidden)]
    public async Task Insights_Refused_AreTyped(string body, HttpStatusCode status, Sources.Http.SourceProblem problem)
    {
        _stub.On("/insights", body, status);

        Assert.Equal(problem, (await Assert.ThrowsAsync<Sources.Http.SourceException>(() => ReadAsync("insights", new(2026, 10, 31), new(2026, 11, 1)))).Problem);
    }

    /// <param name="values">Of days that end on these days of November.</param>
    private static string Views(params (int EndsOn, int Value)[] values) =>
        $$"""{"data":[{"name":"page_media_view","period":"day","values":[{{string.Join(',', values.Select(value => $$"""{"value":{{value.Value}},"end_time":"2026-11-0{{value.EndsOn}}T08:00:00+0000"}"""))}}]}]}""";

    private async Task<List<SourcePage>> ReadAsync(string stream, DateOnly from, DateOnly to, bool isHistory = false)
    {
        var source = new FacebookSource(_stub.Client, new GraphConsent(_stub.Client, TimeProvider.System), Options.Create(new FacebookOptions { ApiBaseUrl = "https://graph.example.com/v26.0" }), Hasher);
        var reading = new SourceReading
        {
            Client = new Client { Id = 1, Slug = "acme", Name = "Acme", Language = "uk", TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv") },
            Account = new Account { Id = 7, ClientId = 1, Network = "facebook", Name = "brand" },
            Place = new SourcePlace("1029000000000007", "Brand One") { DayZone = MetaDay.Zone },
            Access = new SourceAccess(new Dictionary<string, string> { ["token"] = "EAAtoken0000000000000000000000000001" }),
            Stream = source.Streams.Single(plan => plan.Name == stream),
            From = from,
            To = to,
            ObservedAt = Now,
            Priority = CallPriority.Scheduled,
            IsHistory = isHistory,
        };
        var pages = new List<SourcePage>();
        await foreach (var page in source.ReadAsync(reading, TestContext.Current.CancellationToken))
            pages.Add(page);
        return pages;
    }
}
