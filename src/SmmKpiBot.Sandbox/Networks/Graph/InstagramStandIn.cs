using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.Networks.Model;

namespace SmmKpiBot.Sandbox.Networks.Graph;

/// <summary>A professional account of Instagram as the Graph API tells of it.</summary>
internal sealed class InstagramStandIn(BrandModel model, GraphFaults faults, GraphLists lists, GraphInsightAnswers insights)
{
    private const int MostDays = 30;
    private const string StoryPrefix = "18";

    private static readonly TimeSpan StoryLife = TimeSpan.FromHours(24);

    private static readonly string[] Metrics =
    [
        "reach", "follower_count", "website_clicks", "profile_views", "online_followers", "accounts_engaged", "total_interactions", "likes", "comments", "shares", "saves", "replies",
        "follower_demographics", "follows_and_unfollows", "profile_links_taps", "views",
    ];

    private static readonly string[] SeriesOnly = ["follower_count"];
    private static readonly string[] TotalOnly = ["website_clicks", "profile_views", "accounts_engaged", "total_interactions", "likes", "comments", "shares", "saves", "follows_and_unfollows", "profile_links_taps", "views"];
    private static readonly string[] FeedMetrics = ["views", "reach", "likes", "comments", "saved", "shares", "total_interactions", "follows", "profile_visits", "profile_activity"];
    private static readonly string[] StoryMetrics = ["views", "reach", "replies", "shares", "total_interactions", "follows", "profile_visits", "profile_activity", "navigation"];

    private readonly BrandModel _model = model;
    private readonly GraphFaults _faults = faults;
    private readonly GraphLists _lists = lists;
    private readonly GraphInsightAnswers _insights = insights;

    public JsonObject? Answer(GraphAsk ask) => ask.Path switch
    {
        [GraphBrand.InstagramId] => ask.Only(new()
        {
            ["id"] = GraphBrand.InstagramId,
            ["username"] = GraphBrand.Username,
            ["name"] = "Brand One",
            ["followers_count"] = _faults.IsEmpty ? null : _faults.IsSmall ? GraphBrand.FewFollowers : _model.Followers(GraphBrand.Gained, GraphBrand.Lost, GraphInsightAnswers.Today(ask.Now)),
            ["media_count"] = 258,
        }),
        [GraphBrand.InstagramId, "insights"] => AccountInsights(ask),
        [GraphBrand.InstagramId, "media"] => Media(ask),
        [GraphBrand.InstagramId, "stories"] => _lists.Page(ask, [.. Stories(ask).Reverse().Select(story => MediaOf(ask, story, isStory: true))]),
        [var id, "insights"] when Find(ask, id) is { } post => MediaInsights(ask, id, post),
        [var id, "comments"] when Find(ask, id) is { } post => _lists.Page(ask, Comments(ask, post)),
        _ => null,
    };

    public static string IdOf(ModelPost post) => "17900" + post.Key;

    public static string StoryIdOf(ModelPost post) => StoryPrefix + post.Key;

    private JsonObject AccountInsights(GraphAsk ask)
    {
        _insights.Check(ask, Metrics);
        if (ask.Metrics is ["follower_demographics"])
            return _insights.Answer(ask, _faults.IsSmall ? [] : [Demographics(ask)]);
        var isTotal = ask["metric_type"] == "total_value";
        if (!isTotal && ask.Metrics.FirstOrDefault(TotalOnly.Contains) is { } total)
            throw new GraphRefusal(100, 0, $"(#100) The following metrics ({total}) should be specified with parameter metric_type=total_value");
        if (isTotal && ask.Metrics.FirstOrDefault(SeriesOnly.Contains) is { } series)
            throw new GraphRefusal(100, 0, $"(#100) The following metric ({series}) is incompatible with the metric type (total_value)");
        if (ask["breakdown"] == "follow_type" && ask.Metrics.FirstOrDefault(metric => metric is not ("reach" or "follows_and_unfollows")) is { } other)
            throw new GraphRefusal(100, 0, $"(#100) Incompatible breakdowns (follow_type) for metric ({other})");
        var days = GraphInsightAnswers.Days(ask, MostDays, () => new GraphRefusal(100, 0, "(#100) There cannot be more than 30 days (2592000 s) between since and until"));
        var today = GraphInsightAnswers.Today(ask.Now);
        return _insights.Answer(ask, isTotal
            ? ask.Metrics.Select(metric => Total(ask, metric, days, today)).OfType<JsonObject>()
            : ask.Metrics.Select(metric => GraphInsightAnswers.Series(GraphBrand.InstagramId, metric, ask["period"] ?? "day", days.Select(day =>
                (day, (JsonNode?)_model.ToldOfWindow(GraphBrand.Viewers, day, ask["period"] switch { "week" => 7, "days_28" => 28, _ => 1 }, today, Revision.Usual))))));
    }

    private JsonObject? Total(GraphAsk ask, string metric, IReadOnlyList<DateOnly> days, DateOnly today)
    {
        if (days.Count == 0 || _model.Told(GraphBrand.Views, days[^1], today, Revision.Usual) is null)
            return null;
        long Sum(ModelFigure figure) => days.Sum(day => _model.Told(figure, day, today, Revision.Usual) ?? 0);
        long Unique(ModelFigure figure) => _model.ToldOfWindow(figure, days[^1], days.Count, today, Revision.Usual) ?? 0;
        JsonObject Split(long follower, long other) => GraphInsightAnswers.Breakdown(["follow_type"], [(["FOLLOWER"], follower), (["NON_FOLLOWER"], other)]);
        var total = metric switch
        {
            "reach" when ask["breakdown"] == "follow_type" => new JsonObject
            {
                ["value"] = Unique(GraphBrand.Viewers),
                ["breakdowns"] = new JsonArray(Split(Unique(GraphBrand.FollowersReached), Unique(GraphBrand.Viewers) - Unique(GraphBrand.FollowersReached))),
            },
            "reach" => new JsonObject { ["value"] = Unique(GraphBrand.Viewers) },
            "follows_and_unfollows" when _faults.IsSmall => new JsonObject(),
            "follows_and_unfollows" => new JsonObject { ["breakdowns"] = new JsonArray(Split(Sum(GraphBrand.Gained), Sum(GraphBrand.Lost))) },
            "views" => new JsonObject { ["value"] = Sum(GraphBrand.Views) },
            "profile_views" => new JsonObject { ["value"] = Sum(GraphBrand.Visits) },
            "website_clicks" => new JsonObject { ["value"] = Sum(GraphBrand.BioClicks) },
            "total_interactions" => new JsonObject { ["value"] = Sum(GraphBrand.Interactions) },
            "accounts_engaged" => new JsonObject { ["value"] = Unique(GraphBrand.PeopleEngaged) },
            "profile_links_taps" when _faults.HasNoContactButton => new JsonObject(),
            "profile_links_taps" => new JsonObject { ["value"] = Sum(GraphBrand.ContactTaps) },
            _ => new JsonObject { ["value"] = 1 },
        };
        return GraphInsightAnswers.Total(GraphBrand.InstagramId, metric, "day", total);
    }

    private JsonObject Demographics(GraphAsk ask)
    {
        var followers = _model.Followers(GraphBrand.Gained, GraphBrand.Lost, GraphInsightAnswers.Today(ask.Now));
        var keys = (ask["breakdown"] ?? "").Split(',');
        var results = ask["breakdown"] switch
        {
            "country" => GraphBrand.Countries.Select(share => (new[] { share.Country }, followers * share.Percent / 100)),
            "city" => GraphBrand.Cities.Select(share => (new[] { share.City }, followers * share.Percent / 100)),
            "age,gender" => GraphBrand.People.Select(share => (new[] { share.Age, share.Gender }, followers * share.Percent / 100)),
            _ => throw new GraphRefusal(100, 0, "(#100) Incompatible breakdowns for metric (follower_demographics)"),
        };
        return GraphInsightAnswers.Total(GraphBrand.InstagramId, "follower_demographics", "lifetime", new JsonObject { ["breakdowns"] = new JsonArray(GraphInsightAnswers.Breakdown(keys, results)) });
    }

    private JsonObject Media(GraphAsk ask)
    {
        var posts = Posts(ask).Where(post => post.PublishedAt >= (ask.Instant("since") ?? DateTimeOffset.MinValue) && post.PublishedAt < (ask.Instant("until") ?? ask.Now)).Reverse();
        return _lists.Page(ask, [.. posts.Select(post => MediaOf(ask, post, isStory: false))]);
    }

    private JsonObject MediaOf(GraphAsk ask, ModelPost post, bool isStory)
    {
        var id = isStory ? StoryIdOf(post) : IdOf(post);
        var body = new JsonObject
        {
            ["id"] = id,
            ["timestamp"] = GraphInsightAnswers.Time(post.PublishedAt),
            ["media_type"] = post.Number == 0 ? "IMAGE" : "VIDEO",
            ["media_product_type"] = isStory ? "STORY" : post.Number == 0 ? "FEED" : "REELS",
            ["permalink"] = $"https://www.instagram.com/p/{id}/",
            ["username"] = GraphBrand.Username,
            ["like_count"] = _model.OfPost(post, GraphBrand.PostReactions, ask.Now),
            ["comments_count"] = _model.Comments(post, ask.Now).Count,
        };
        if (ask.Fields.Contains("replies{", StringComparison.Ordinal))
            body["comments"] = _lists.Nested(ask, [id, "comments"], Comments(ask, post), 2);
        return body;
    }

    private JsonObject MediaInsights(GraphAsk ask, string id, ModelPost post)
    {
        var isStory = id.StartsWith(StoryPrefix, StringComparison.Ordinal);
        _insights.Check(ask, isStory ? StoryMetrics : [.. FeedMetrics.Where(metric => post.Number == 0 || metric is not ("follows" or "profile_visits" or "profile_activity"))]);
        if (isStory && _faults.IsSmall)
            throw new GraphRefusal(10, 0, "(#10) Not enough viewers for the media to show insights");
        long Of(ModelFigure figure) => _model.OfPost(post, figure, ask.Now);
        return _insights.Answer(ask, ask.Metrics.Select(metric => metric == "profile_activity"
            ? GraphInsightAnswers.Total(id, metric, "lifetime", new JsonObject
            {
                ["value"] = Of(GraphBrand.PostClicks) + 1,
                ["breakdowns"] = new JsonArray(GraphInsightAnswers.Breakdown(["action_type"], [(["bio_link_clicked"], Of(GraphBrand.PostClicks)), (["email"], 1)])),
            })
            : GraphInsightAnswers.Lifetime(id, metric, metric switch
            {
                "views" => Of(GraphBrand.PostViews),
                "reach" => Of(GraphBrand.PostReach),
                "shares" => Of(GraphBrand.PostShares),
                "saved" => Of(GraphBrand.PostSaves),
                _ => 1L,
            })));
    }

    /// <summary>Only those at the top, newest first, with answers inside.</summary>
    private List<JsonObject> Comments(GraphAsk ask, ModelPost post)
    {
        var words = _model.Comments(post, ask.Now);
        JsonObject Of(ModelWord word) => new()
        {
            ["id"] = "178" + word.Key,
            ["text"] = word.Text,
            ["timestamp"] = GraphInsightAnswers.Time(word.At),
            ["username"] = word.Person is null ? GraphBrand.Username : "a.person",
            ["from"] = new JsonObject { ["id"] = word.Person ?? GraphBrand.InstagramId, ["username"] = word.Person is null ? GraphBrand.Username : "a.person" },
        };
        return
        [
            .. words.Where(word => word.Parent is null).Reverse().Select(word =>
            {
                var body = Of(word);
                var replies = words.Where(reply => reply.Parent == word.Key).Select(reply =>
                {
                    var inner = Of(reply);
                    inner["parent_id"] = "178" + word.Key;
                    return (JsonNode)inner;
                }).ToArray();
                if (replies.Length > 0)
                    body["replies"] = new JsonObject { ["data"] = new JsonArray(replies) };
                return body;
            }),
        ];
    }

    private ModelPost? Find(GraphAsk ask, string id) => Posts(ask).FirstOrDefault(post => IdOf(post) == id) ?? Stories(ask).FirstOrDefault(post => StoryIdOf(post) == id);

    /// <summary>The second post of a day appears as a story too, for as long as stories live.</summary>
    private IEnumerable<ModelPost> Stories(GraphAsk ask) => Posts(ask).Where(post => post.Number == 1 && ask.Now - post.PublishedAt < StoryLife);

    private IEnumerable<ModelPost> Posts(GraphAsk ask) => _model.Posts(_model.FirstDay, DateOnly.FromDateTime(ask.Now.UtcDateTime)).Where(post => post.PublishedAt <= ask.Now);
}
