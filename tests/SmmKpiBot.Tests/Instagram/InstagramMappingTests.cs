using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;
using SmmKpiBot.Sources.Instagram;
using SmmKpiBot.Tests.Meta;
using Xunit;

namespace SmmKpiBot.Tests.Instagram;

/// <summary>What was recorded of an account, in our words.</summary>
public sealed class InstagramMappingTests : IDisposable
{
    private const string Empty = """{"data":[]}""";
    private const string Views = """{"data":[{"name":"views","period":"day","total_value":{"value":1000}}]}""";

    private readonly GraphStub _stub = new();

    public void Dispose() => _stub.Dispose();

    [Fact]
    public async Task Insights_Recorded_AreTheseExactPoints()
    {
        _stub.On("metric=follows_and_unfollows", GraphStub.Fixture("Instagram.follows.json")).On("metric=views", GraphStub.Fixture("Instagram.account-total.json"))
            .On("metric=accounts_engaged", """{"data":[{"name":"accounts_engaged","period":"day","title":"t","description":"d","total_value":{"value":53},"id":"x"}]}""")
            .On("breakdown=follow_type", GraphStub.Fixture("Instagram.reach-window.json")).On("period=day&", GraphStub.Fixture("Instagram.reach-series.json")).On("/insights", Empty);

        var page = Assert.Single(await ReadAsync("insights", new(2026, 10, 31), new(2026, 11, 1)));

        Assert.Equal(
            [
                "accounts_engaged days:14 2026-11-01 53", "accounts_engaged days:28 2026-11-01 53", "accounts_engaged days:7 2026-11-01 53", "followers_gained  2026-10-31 12", "followers_gained  2026-11-01 12", "followers_lost  2026-10-31 -", "followers_lost  2026-11-01 -",
                "followers_reached days:14 2026-11-01 1800", "followers_reached days:28 2026-11-01 1800", "followers_reached days:7 2026-11-01 1800",
                "interactions  2026-10-31 61", "interactions  2026-11-01 61", "link_clicks  2026-10-31 -", "link_clicks  2026-11-01 -", "profile_visits  2026-10-31 44", "profile_visits  2026-11-01 44",
                "reach days:1 2026-10-31 310", "reach days:1 2026-11-01 295", "reach days:14 2026-11-01 5210", "reach days:28 2026-10-31 -", "reach days:28 2026-11-01 -", "reach days:7 2026-10-31 -",
                "reach days:7 2026-11-01 -", "views  2026-10-31 1036", "views  2026-11-01 1036",
            ],
            page.Points.Select(point => $"{point.Metric} {point.Dimension} {point.Day:O} {point.Value?.ToString(CultureInfo.InvariantCulture) ?? "-"}").Order(StringComparer.Ordinal));
    }

    /// <summary>Figures come up to two days late, and until then the answer is empty: a day that is only late is not covered, one that has settled without a value is.</summary>
    [Fact]
    public async Task Insights_DaysThatMayOnlyBeLate_AreNotCovered()
    {
        _stub.On(Ending(new(2026, 10, 31)), Views).On("/insights", Empty);

        var page = Assert.Single(await ReadAsync("insights", new(2026, 10, 30), new(2026, 11, 2)));

        Assert.Equal([(new DateOnly(2026, 10, 30), new DateOnly(2026, 10, 31))], page.Told.Where(told => told.Kind == "metric:views").Select(told => (told.FromDay, told.ToDay)));
        Assert.Equal([(new DateOnly(2026, 10, 30), new DateOnly(2026, 10, 30))], page.Told.Where(told => told.Kind == "metric:followers_gained").Select(told => (told.FromDay, told.ToDay)));
    }

    /// <summary>Of the past nothing comes later: a day without a value is beyond Instagram's memory.</summary>
    [Fact]
    public async Task Insights_OfHistory_CoverDaysWithAValueAlone()
    {
        _stub.On(Ending(new(2026, 10, 30)), Views).On(Ending(new(2026, 10, 31)), Views).On("/insights", Empty);

        var page = Assert.Single(await ReadAsync("insights", new(2026, 10, 5), new(2026, 11, 1), isHistory: true));

        Assert.Equal([("metric:views", new DateOnly(2026, 10, 30), new DateOnly(2026, 10, 31))], page.Told.Select(told => (told.Kind, told.FromDay, told.ToDay)));
    }

    /// <summary>What cannot be read is not known: it must not stand there as a day of which nothing was told.</summary>
    [Fact]
    public async Task Insights_OfWhichASeriesCannotBeRead_SayNothingOfItsDays()
    {
        const string followsOf = """{"data":[{"name":"follows_and_unfollows","period":"day","total_value":"many"}]}""";
        _stub.On("metric=follows_and_unfollows", followsOf).On("metric=views", """{"data":[{"name":"views","period":"day","total_value":[]},{"name":"total_interactions","period":"day","total_value":{"value":61}},{"name":"profile_views","period":"day","total_value":{"value":4}},{"name":"website_clicks","period":"day","total_value":{"value":2}},{"name":"profile_links_taps","period":"day","total_value":{"value":1}}]}""")
            .On("metric=reach", """{"data":[{"name":"reach","period":"day","values":7}]}""").On("/insights", Empty);

        var page = Assert.Single(await ReadAsync("insights", new(2026, 10, 29), new(2026, 10, 29)));

        Assert.Equal(5, page.Bad.Count);
        Assert.Equal(["contact_taps 1", "interactions 61", "link_clicks 2", "profile_visits 4"], page.Points.Select(point => $"{point.Metric} {point.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(["metric:contact_taps", "metric:interactions", "metric:link_clicks", "metric:profile_visits"], page.Told.Select(told => told.Kind).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task PostsAndComments_OfWhichARecordCannotBeRead_AreNotToldWhole()
    {
        const string media = """{"id":"17900000000000001","timestamp":"2026-11-02T08:00:00+0000","media_type":"IMAGE","comments":{"data":[{"id":"1","timestamp":[]}]}}""";
        _stub.On("/insights", Empty).On("comments.limit", "{\"data\":[" + media + "]}").On("/media", "{\"data\":[" + media + ",{\"id\":7}]}");

        var (posts, comments) = (await ReadAsync("posts", new(2026, 10, 31), new(2026, 11, 3)), await ReadAsync("comments", new(2026, 10, 31), new(2026, 11, 3)));

        Assert.All((List<SourcePage>[])[posts, comments], pages => Assert.Equal((1, 0), (pages.Sum(page => page.Bad.Count), pages.Sum(page => page.Told.Count))));
        Assert.Single(posts.SelectMany(page => page.Posts));
    }

    [Fact]
    public async Task Insights_OfADay_AreAskedForByTheInstantsItEndsBetween()
    {
        _stub.On("/insights", Empty);

        await ReadAsync("insights", new(2026, 10, 29), new(2026, 10, 29));

        var since = new DateTimeOffset(2026, 10, 30, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        Assert.Contains(_stub.Asked, call => call.Contains($"since={since}&until={since + 86_400}", StringComparison.Ordinal) && call.Contains("metric=views,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Posts_Recorded_AreTheseExactPosts()
    {
        _stub.On("metric=profile_activity", GraphStub.Fixture("Instagram.profile-activity.json")).On("17900000000000002/insights", GraphStub.Fixture("Instagram.reel-insights.json"))
            .On("/insights", Empty).On("/media", GraphStub.Fixture("Instagram.media.json"));

        var page = Assert.Single(await ReadAsync("posts", new(2026, 10, 31), new(2026, 11, 3)));

        Assert.Equal(
            [("17900000000000002", "reel", 888, 700, 61, 2, 3, 4, null), ("17900000000000001", "carousel", null, null, 9, 0, null, null, 3)],
            page.Posts.Select(post => (post.PostId, post.Type, post.Views, post.Reach, post.Reactions, post.Comments, post.Shares, post.Saves, post.LinkClicks)));
    }

    [Fact]
    public async Task Posts_FromBeforeTheAccountWasProfessional_HaveNoFiguresAndNoError()
    {
        _stub.On("/insights", """{"error":{"code":100,"error_subcode":2108006,"message":"Media posted before business account conversion"}}""", HttpStatusCode.BadRequest)
            .On("/media", GraphStub.Fixture("Instagram.media.json"));

        var page = Assert.Single(await ReadAsync("posts", new(2026, 10, 31), new(2026, 11, 3)));

        Assert.Equal([null, null], page.Posts.Select(post => post.Reach));
        Assert.Empty(page.Refused);
    }

    [Fact]
    public async Task Demographics_JointAndStrange_AreOfKnownShapesAlone()
    {
        _stub.On("breakdown=age,gender", GraphStub.Fixture("Instagram.demographics.json")).On("/insights", Empty);

        var page = Assert.Single(await ReadAsync("demographics", new(2026, 11, 3), new(2026, 11, 3)));

        Assert.Equal(
            [("gender:female|age:18-24", 10), ("gender:male|age:18-24", 7), ("gender:unknown|age:25-34", 2)],
            page.Points.Select(point => (point.Dimension, point.Value)));
        Assert.Empty(page.Told);
    }

    [Theory]
    [InlineData("""{"error":{"code":190,"message":"x"}}""", SourceProblem.Unauthorized)]
    [InlineData("""{"error":{"code":80002,"message":"x"}}""", SourceProblem.RateLimited)]
    [InlineData("""{"error":{"code":100,"message":"(#100) There cannot be more than 30 days (2592000 s) between since and until"}}""", SourceProblem.Unexpected)]
    public async Task Insights_Refused_AreTyped(string body, SourceProblem problem)
    {
        _stub.On("/insights", body, HttpStatusCode.BadRequest);

        Assert.Equal(problem, (await Assert.ThrowsAsync<SourceException>(() => ReadAsync("insights", new(2026, 10, 31), new(2026, 11, 1)))).Problem);
    }

    /// <summary>What questions for that single day are known by.</summary>
    private static string Ending(DateOnly day)
    {
        var since = new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
        return $"since={since}&until={since + 86_400}";
    }

    private async Task<List<SourcePage>> ReadAsync(string stream, DateOnly from, DateOnly to, bool isHistory = false)
    {
        var source = new InstagramSource(
            _stub.Client, new GraphConsent(_stub.Client, TimeProvider.System), Options.Create(new InstagramOptions { ApiBaseUrl = "https://graph.example.com/v26.0" }), new AuthorHasher("a key of at least 16 bytes"u8));
        var reading = new SourceReading
        {
            Client = new Client { Id = 1, Slug = "acme", Name = "Acme", Language = "uk", TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv") },
            Account = new Account { Id = 7, ClientId = 1, Network = "instagram", Name = "brand" },
            Place = new SourcePlace("17841400000000011", "brandone") { DayZone = MetaDay.Zone },
            Access = new SourceAccess(new Dictionary<string, string> { ["token"] = "EAAtoken0000000000000000000000000001" }),
            Stream = source.Streams.Single(plan => plan.Name == stream),
            From = from,
            To = to,
            ObservedAt = new(2026, 11, 3, 12, 0, 0, TimeSpan.Zero),
            Priority = CallPriority.Scheduled,
            IsHistory = isHistory,
        };
        var pages = new List<SourcePage>();
        await foreach (var page in source.ReadAsync(reading, TestContext.Current.CancellationToken))
            pages.Add(page);
        return pages;
    }
}
