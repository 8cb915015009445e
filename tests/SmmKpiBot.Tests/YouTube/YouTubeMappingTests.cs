using System.Text.Json;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.YouTube;
using Xunit;

namespace SmmKpiBot.Tests.YouTube;

/// <summary>Answers as the API's description has them; all ids and figures are invented.</summary>
public sealed class YouTubeMappingTests
{
    private static readonly Period Days = new(new(2026, 11, 8), new(2026, 11, 14));

    private static SourceReading Reading { get; } = new()
    {
        Client = new() { Id = 1, Slug = "acme", Name = "Acme", TimeZone = TimeZoneInfo.Utc, Language = "en" },
        Account = new Account { Id = 7, ClientId = 1, Network = "youtube", Name = "acme" },
        Place = new("UC0123456789abcdefghijkl", "Acme Kitchen") { DayZone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"), Details = new Dictionary<string, string> { ["handle"] = "@acmekitchen" } },
        Access = new(new Dictionary<string, string>()),
        Stream = new() { Name = "insights", Every = TimeSpan.FromHours(12) },
        From = Days.From,
        To = Days.To,
        ObservedAt = new(2026, 11, 15, 10, 0, 0, TimeSpan.Zero),
        Priority = CallPriority.Scheduled,
    };

    [Fact]
    public void Map_Videos_GivesExactlyThePublicOnes()
    {
        var page = VideosMapping.Map(Reading, Read<ListBody>("videos"), (new Dictionary<string, long> { ["abcDEF12345"] = 14 }, null), new RecordReader(YouTubeJson.Options));

        Assert.Equal(
        [
            new Post
            {
                AccountId = 7, PostId = "abcDEF12345", PublishedAt = new(2026, 11, 10, 9, 0, 0, TimeSpan.Zero), Type = "video", Url = "https://www.youtube.com/watch?v=abcDEF12345",
                Views = 5_210, Reactions = 301, Comments = 27, Shares = 14, ObservedAt = Reading.ObservedAt,
            },
            new Post
            {
                AccountId = 7, PostId = "hidden_1234", PublishedAt = new(2026, 11, 10, 10, 0, 0, TimeSpan.Zero), Type = "video", Url = "https://www.youtube.com/watch?v=hidden_1234",
                Views = 12, ObservedAt = Reading.ObservedAt,
            },
        ],
            page.Posts);
        Assert.Equal(2, page.Bad.Count);
        Assert.All(page.Bad, bad => Assert.DoesNotContain("secret", bad.Sample, StringComparison.Ordinal));
        Assert.Equal(1, page.UnknownFields["video.paidProductPlacementDetails"]);
    }

    [Fact]
    public void Map_AThread_IsAConversationWithAnswersOfTheChannel()
    {
        var hasher = new AuthorHasher(new byte[32]);
        var thread = Read<ThreadBody>("thread");

        var messages = CommentsMapping.Map(Reading, thread, [.. thread.Replies!.Comments.Select(reply => reply.Deserialize<CommentBody>(YouTubeJson.Options)!)], hasher).ToList();

        Assert.Equal(
        [
            Message("UgxTHREAD0001", "2026-11-10T10:02:11Z", Direction.Inbound) with { Author = hasher.Hash("youtube:UCguest0000000000000000a") },
            Message("UgxTHREAD0001.1", "2026-11-10T11:47:40Z", Direction.Outbound),
            Message("UgxTHREAD0001.3", "2026-11-10T12:00:00Z", Direction.Inbound) with { NoAnswer = NoAnswerReason.Thanks },
            Message("UgxTHREAD0001.2", "2026-11-15T10:00:00Z", Direction.Inbound) with { NoAnswer = NoAnswerReason.Tags, Author = hasher.Hash("youtube:UCguest0000000000000000b") },
        ],
            messages.Select(live => live.Message));
        Assert.Equal(["Where can I buy this?", null, "Дякую!", "@bob look"], messages.Select(live => live.Words));
        Assert.Equal("https://www.youtube.com/watch?v=abcDEF12345&lc=UgxTHREAD0001.1", messages[1].Link);
    }

    [Fact]
    public void Map_AThreadUnderAPostOfTheCommunity_LeadsThere()
    {
        var thread = Read<ThreadBody>("thread");

        Assert.Equal("https://www.youtube.com/post/Ugkx1?lc=UgxTHREAD0001", CommentsMapping.Map(Reading, thread with { Snippet = thread.Snippet with { VideoId = null, PostId = "Ugkx1" } }, [], new(new byte[32])).Single().Link);
        Assert.Null(CommentsMapping.Map(Reading, thread with { Snippet = thread.Snippet with { VideoId = null } }, [], new(new byte[32])).Single().Link);
    }

    [Fact]
    public void Map_Days_AreReadByNamesAndEndWithTheLastOneThatIsReady()
    {
        var page = InsightsMapping.Map(Reading, Days, [Read<ReportBody>("days")]);

        Assert.Equal(["08 views -", "09 views 812", "10 views -", "11 views 1290", "08 followers_lost -", "09 followers_lost 2", "10 followers_lost -", "11 followers_lost -", "08 watch_minutes -",
            "09 watch_minutes 1570", "10 watch_minutes -", "11 watch_minutes 2444"],
            page.Points.Select(point => $"{point.Day:dd} {point.Metric} {point.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"}"));
        Assert.Equal([(FactKind.OfMetric("views"), 8), (FactKind.OfMetric("views"), 11)], page.Told.Where(told => told.Kind == "metric:views").Select(told => (told.Kind, told.FromDay.Day)).Where((_, index) => index is 0 or 3));
        Assert.Equal(new(2026, 11, 15, 8, 0, 0, TimeSpan.Zero), page.Points[1].SettlesAt);
    }

    [Fact]
    public void Map_AReportWithoutRows_TellsOnlyOfDaysThatShouldLongBeThere()
    {
        var page = InsightsMapping.Map(Reading, Days, [Read<ReportBody>("days") with { Rows = [] }]);

        Assert.Equal([8, 9, 10], page.Points.Where(point => point.Metric == "views").Select(point => point.Day.Day));
        Assert.All(page.Points, point => Assert.Null(point.Value));
    }

    [Theory]
    [InlineData("""["2026-11-09", 1]""")]
    [InlineData("""[1, "yesterday", 2, 3]""")]
    [InlineData("""[1, "2026-11-09", "many", 3]""")]
    [InlineData("""{"day": "2026-11-09"}""")]
    public void Map_ARowOfAnotherShape_IsKeptAsideAndItsDayIsNotTold(string row)
    {
        var report = Read<ReportBody>("days");

        var page = InsightsMapping.Map(Reading, Days, [report with { Rows = [JsonElement.Parse(row), report.Rows[1]] }]);

        Assert.Single(page.Bad);
        Assert.Equal([11], page.Points.Where(point => point.Metric == "views").Select(point => point.Day.Day));
        Assert.Equal(page.Points.Count, page.Told.Count);
    }

    [Theory]
    [InlineData("""{"statistics": {"subscriberCount": "15400", "hiddenSubscriberCount": false}}""", 15_400L, 0)]
    [InlineData("""{"statistics": {"subscriberCount": "999"}}""", 999L, 0)]
    [InlineData("""{"statistics": {"subscriberCount": "0", "hiddenSubscriberCount": true}}""", null, 0)]
    [InlineData("""{"statistics": {"hiddenSubscriberCount": false}}""", null, 1)]
    [InlineData("""{"statistics": {"subscriberCount": "many"}}""", null, 1)]
    public void Map_Subscribers_AreKnownHiddenOrKeptAside(string statistics, long? expected, int bad)
    {
        var item = $$"""{"id": "UC0123456789abcdefghijkl", "snippet": {"title": "Acme"}, {{statistics[1..]}}""";

        var page = ChannelReading.Map(Reading, Days.To, new() { Items = [JsonElement.Parse(item)] });

        Assert.Equal((1 - bad, bad), (page.Points.Count, page.Bad.Count));
        Assert.Equal(expected, page.Points.SingleOrDefault()?.Value);
        Assert.Equal(page.Points.Count, page.Told.Count);
    }

    [Fact]
    public void Map_AChannelThatIsGone_IsTrouble() => Assert.Equal(SourceProblem.Forbidden, Assert.Throws<SourceException>(() => ChannelReading.Map(Reading, Days.To, new())).Problem);

    [Theory]
    [InlineData("UC0123456789abcdefghijkl", "id=UC0123456789abcdefghijkl")]
    [InlineData(" https://www.youtube.com/channel/UC0123456789abcdefghijkl/ ", "id=UC0123456789abcdefghijkl")]
    [InlineData("@кухня", "forHandle=%40%D0%BA%D1%83%D1%85%D0%BD%D1%8F")]
    public void Filter_ANameOfAChannel_IsFound(string name, string expected) => Assert.Equal(expected, ChannelName.Filter(name, isOwner: false));

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("UC&id=other")]
    [InlineData("mine=true")]
    public void Filter_AnythingElse_IsNone(string name) => Assert.Throws<SourceException>(() => ChannelName.Filter(name, isOwner: false));

    private static ConversationMessage Message(string id, string at, Direction direction) => new()
    {
        AccountId = 7,
        Conversation = "UgxTHREAD0001",
        MessageId = id,
        At = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture),
        Direction = direction,
        Kind = MessageKind.Comment,
        ObservedAt = Reading.ObservedAt,
    };

    private static T Read<T>(string name)
    {
        using var stream = typeof(YouTubeMappingTests).Assembly.GetManifestResourceStream($"YouTube.{name}.json")!;
        return JsonSerializer.Deserialize<T>(stream, YouTubeJson.Options)!;
    }
}
