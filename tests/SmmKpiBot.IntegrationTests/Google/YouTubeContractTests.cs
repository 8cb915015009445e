using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sandbox.Networks.Google;
using SmmKpiBot.Sandbox.Networks.GoogleOAuth;
using SmmKpiBot.Sandbox.Networks.Model;
using SmmKpiBot.Sandbox.Networks.YouTube;
using SmmKpiBot.Sources.YouTube;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Google;

public sealed class YouTubeContractSqliteTests(PostgresServer server) : YouTubeContractTests(Dialect.Sqlite, server);

public sealed class YouTubeContractPostgresTests(PostgresServer server) : YouTubeContractTests(Dialect.Postgres, server);

public abstract class YouTubeContractTests(Dialect dialect, PostgresServer server) : NetworkContract(dialect, server)
{
    /// <summary>So many that videos and threads need two pages.</summary>
    protected override int Days => 60;

    protected override async Task<NetworkRig> CreateRigAsync(FakeTimeProvider clock) => await YouTubeContractRig.StartAsync(clock);
}

/// <summary>YouTube for the contract suite: a channel whose owner consented.</summary>
internal sealed class YouTubeContractRig : GoogleContractRig
{
    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    private static readonly (string Metric, ModelFigure Figure)[] Figures =
    [
        (MetricCatalogue.Views, YouTubeChannel.Views), (MetricCatalogue.EngagedViews, YouTubeChannel.EngagedViews), (MetricCatalogue.FollowersGained, YouTubeChannel.Gained), (MetricCatalogue.FollowersLost, YouTubeChannel.Lost),
        (MetricCatalogue.DailyLikes, YouTubeChannel.Likes), (MetricCatalogue.DailyComments, YouTubeChannel.Comments), (MetricCatalogue.DailyShares, YouTubeChannel.SharesByDay), (MetricCatalogue.WatchMinutes, YouTubeChannel.WatchMinutes),
    ];

    private readonly BrandModel _brand = new("acme", new(2026, 8, 1)) { FollowersAtStart = 15_400 };
    private readonly YouTubeChannel _channel;

    private YouTubeContractRig(FakeTimeProvider clock, GoogleServer google, GoogleServer foreign)
        : base(clock, google, foreign)
    {
        _channel = new("UC0123456789abcdefghijkl", "Acme Kitchen", "@acmekitchen", _brand) { Owner = "owner@example.com" };
        google.YouTube.Channels.Add(_channel);
        google.YouTube.MostItems = 40;
        Secrets = new Dictionary<string, string> { ["refresh_token"] = google.Accounts.Consented("owner@example.com") };
    }

    public override string Network => YouTubeNetwork.NetworkKey;

    public override string[] Settings =>
    [
        "--Networks:YouTube:ApiBaseUrl", Google.BaseUrl, "--Networks:YouTube:AnalyticsApiBaseUrl", Google.BaseUrl, "--Networks:YouTube:TokenUrl", Google.BaseUrl + GoogleOAuthEndpoint.TokenPath,
        "--Networks:YouTube:ApiKey", YouTubeEndpoint.ApiKey, "--Networks:YouTube:ClientId", GoogleAccounts.ClientId, "--Networks:YouTube:ClientSecret", GoogleAccounts.ClientSecret, "--Networks:YouTube:DailyUnits", "1000000",
    ];

    public override string PlaceId => _channel.Id;

    public override IReadOnlyDictionary<string, string> Secrets { get; }

    public override IReadOnlyList<string> PrivateTexts => ["Do you deliver?", "Скільки коштує?", "guest-canary"];

    public override IReadOnlySet<string> SnapshotMetrics { get; } = new HashSet<string> { MetricCatalogue.Followers, MetricCatalogue.ViewerShare };

    protected override IReadOnlyList<string> Paths => ["/youtube/", "/v2/"];

    public static async Task<YouTubeContractRig> StartAsync(FakeTimeProvider clock) => new(
        clock, await GoogleServer.StartAsync(clock, TestContext.Current.CancellationToken), await GoogleServer.StartAsync(clock, TestContext.Current.CancellationToken));

    public override BrandFacts Expected(DateOnly from)
    {
        var now = Clock.GetUtcNow();
        var today = LocalDay.Of(now, Pacific);
        var facts = new BrandFacts();
        facts.Points[(MetricCatalogue.Followers, "", today)] = YouTubeChannel.Rounded(_channel.Subscribers(today));
        var closed = now < LocalDay.Start(today, Pacific).AddHours(6) ? today.AddDays(-2) : today.AddDays(-1);
        foreach (var (dimension, hundredths) in new[] { ("gender:female|age:18-24", 1240), ("gender:female|age:25-34", 2170), ("gender:male|age:25-34", 1800), ("gender:other|age:35-44", 85), ("gender:male|age:65+", 210) })
            facts.Points[(MetricCatalogue.ViewerShare, dimension, closed)] = hundredths;
        for (var day = from; day <= today.AddDays(-3); day = day.AddDays(1))
        {
            foreach (var (metric, figure) in Figures)
                facts.Points[(metric, "", day)] = _brand.Told(figure, day, today, YouTubeAnalyticsEndpoint.Corrections) ?? 0;
        }

        foreach (var video in _channel.Videos(now).Where(video => LocalDay.Of(video.Post.PublishedAt, Pacific) >= from))
            facts.Posts[video.Id] = Post(video, now);
        foreach (var thread in _channel.Threads(now).Where(thread => LocalDay.Of(thread.Question.At, Pacific) >= from))
        {
            foreach (var word in thread.Replies.Prepend(thread.Question))
            {
                facts.Messages[($"Ug{thread.Question.Key}", word.Parent is null ? $"Ug{word.Key}" : $"Ug{word.Parent}.{word.Key}")] =
                    (word.At, word.Person is null ? Direction.Outbound : Direction.Inbound, MessageKind.Comment);
            }
        }

        return facts;
    }

    public override void Restate()
    {
        var today = LocalDay.Of(Clock.GetUtcNow(), Pacific);
        _brand.Restate(YouTubeChannel.Views, today.AddDays(-3), 70);
        _brand.Restate(YouTubeChannel.Gained, today.AddDays(-4), 130);
    }

    public override void Begin(Misbehaviour what)
    {
        base.Begin(what);
        (Google.YouTube.GivesTwice, Google.YouTube.IsOutOfOrder, Google.YouTube.IsEmpty, _channel.HidesSubscribers) =
            (what == Misbehaviour.DuplicatePages, what == Misbehaviour.PagesOutOfOrder, what == Misbehaviour.Empty, what == Misbehaviour.Empty);
    }

    public override void End()
    {
        base.End();
        (Google.YouTube.GivesTwice, Google.YouTube.IsOutOfOrder, Google.YouTube.IsEmpty, _channel.HidesSubscribers) = (false, false, false, false);
    }

    protected override GoogleFault TooMany() => GoogleFault.Reason(429, "rateLimitExceeded", "Too many requests.");

    protected override void AddField(JsonObject body)
    {
        foreach (var item in body["items"]?.AsArray() ?? [])
            item!["brandKit"] = new JsonObject();
    }

    /// <summary>A channel has but one record.</summary>
    protected override void Spoil(JsonObject body, bool isMissing)
    {
        if ((string?)body["kind"] == "youtube#channelListResponse" || body["items"]?.AsArray() is not [JsonObject first, ..])
            return;
        if (isMissing)
            first.Remove(first.ContainsKey("snippet") ? "snippet" : "contentDetails");
        else
            first["id"] = new JsonArray();
    }

    private Post Post(YouTubeVideo video, DateTimeOffset now)
    {
        var known = now.AddDays(-3);
        var (views, likes, comments) = _channel.Counters(video, now);
        return new()
        {
            AccountId = 0,
            PostId = video.Id,
            PublishedAt = video.Post.PublishedAt,
            Type = "video",
            Url = "https://www.youtube.com/watch?v=" + video.Id,
            Views = views,
            Reactions = likes,
            Comments = comments,
            Shares = video.Post.PublishedAt <= YouTubeChannel.Counted(known) ? _channel.Shares(video, known) : null,
            ObservedAt = default,
        };
    }
}
