using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.Networks.Model;

namespace SmmKpiBot.Sandbox.Networks.Graph;

/// <summary>A page of Facebook as the Graph API tells of it.</summary>
internal sealed class FacebookStandIn(BrandModel model, GraphFaults faults, GraphLists lists, GraphInsightAnswers insights)
{
    private const int MostDays = 90;

    private static readonly string[] Metrics =
    [
        "page_follows", "page_daily_follows", "page_daily_follows_unique", "page_daily_unfollows_unique", "page_media_view", "page_total_media_view_unique", "page_post_engagements",
        "page_views_total", "page_total_actions", "page_follows_country", "page_follows_city",
    ];

    private static readonly string[] PostMetrics = ["post_media_view", "post_total_media_view_unique", "post_clicks", "post_clicks_by_type", "post_reactions_by_type_total"];

    private readonly BrandModel _model = model;
    private readonly GraphFaults _faults = faults;
    private readonly GraphLists _lists = lists;
    private readonly GraphInsightAnswers _insights = insights;

    public JsonObject? Answer(GraphAsk ask) => ask.Path switch
    {
        ["me", "accounts"] => _lists.Page(ask, _faults.HidesPages ? [] : [Node(ask)]),
        [GraphBrand.PageId] => Node(ask),
        [GraphBrand.PageId, "insights"] => PageInsights(ask),
        [GraphBrand.PageId, "posts"] => Posts(ask),
        [var post, "insights"] when PostOf(ask, post) is { } known => PostInsights(ask, known),
        [var post, "comments"] when PostOf(ask, post) is { } known => _lists.Page(ask, Comments(ask, known)),
        _ => null,
    };

    private JsonObject Node(GraphAsk ask) => ask.Only(new()
    {
        ["id"] = GraphBrand.PageId,
        ["name"] = "Brand One",
        ["username"] = GraphBrand.Username,
        ["access_token"] = GraphBrand.PageToken,
        ["followers_count"] = Followers(ask),
        ["fan_count"] = Followers(ask),
        ["instagram_business_account"] = new JsonObject { ["id"] = GraphBrand.InstagramId, ["username"] = GraphBrand.Username },
    });

    private long? Followers(GraphAsk ask) =>
        _faults.IsEmpty ? null : _faults.IsSmall ? GraphBrand.FewFollowers : _model.Followers(GraphBrand.Gained, GraphBrand.Lost, GraphInsightAnswers.Today(ask.Now));

    private JsonObject PageInsights(GraphAsk ask)
    {
        if (!ask.IsPage)
            throw GraphRefusal.PageToken();
        _insights.Check(ask, Metrics);
        if (_faults.IsSmall || _faults.InsightsStopped)
            return _insights.Answer(ask, []);
        var period = ask["period"] ?? "day";
        if (period == "lifetime")
            return _insights.Answer(ask, ask.Metrics.Select(metric => GraphInsightAnswers.Series(GraphBrand.PageId, metric, period, People(ask, metric))));
        var days = GraphInsightAnswers.Days(ask, MostDays, () => new GraphRefusal(100, 1504016, "(#100) The time window is too long"));
        return _insights.Answer(ask, ask.Metrics.Select(metric => GraphInsightAnswers.Series(
            GraphBrand.PageId, metric, period, days.Select(day => (day, (JsonNode?)Value(metric, period, day, GraphInsightAnswers.Today(ask.Now)))))));
    }

    private long? Value(string metric, string period, DateOnly day, DateOnly today)
    {
        var figure = metric switch
        {
            "page_daily_follows_unique" or "page_daily_follows" => GraphBrand.Gained,
            "page_daily_unfollows_unique" => GraphBrand.Lost,
            "page_media_view" => GraphBrand.Views,
            "page_total_media_view_unique" => GraphBrand.Viewers,
            "page_views_total" => GraphBrand.Visits,
            "page_post_engagements" => GraphBrand.Interactions,
            _ => null,
        };
        return figure is not null
            ? _model.ToldOfWindow(figure, day, period switch { "week" => 7, "days_28" => 28, _ => 1 }, today, Revision.Usual)
            : metric == "page_follows" && _model.Told(GraphBrand.Gained, day, today, Revision.None) is not null ? _model.Followers(GraphBrand.Gained, GraphBrand.Lost, day) : null;
    }

    private IEnumerable<(DateOnly, JsonNode?)> People(GraphAsk ask, string metric)
    {
        var today = GraphInsightAnswers.Today(ask.Now);
        var followers = _model.Followers(GraphBrand.Gained, GraphBrand.Lost, today);
        var shares = metric == "page_follows_country" ? GraphBrand.Countries : GraphBrand.Cities;
        return [(today.AddDays(-1), new JsonObject([.. shares.Select(share => KeyValuePair.Create(share.Item1, (JsonNode?)(followers * share.Percent / 100)))]))];
    }

    private JsonObject Posts(GraphAsk ask)
    {
        var posts = All(ask).Where(post => post.PublishedAt >= (ask.Instant("since") ?? DateTimeOffset.MinValue) && post.PublishedAt < (ask.Instant("until") ?? ask.Now)).Reverse();
        if (_faults.LacksUserContent && (ask.Fields.Contains("reactions", StringComparison.Ordinal) || ask.Fields.Contains("comments", StringComparison.Ordinal)))
            throw new GraphRefusal(10, 0, "(#10) This endpoint requires the 'pages_read_user_content' permission");
        return _lists.Page(ask, [.. posts.Select(post => Post(ask, post))]);
    }

    private JsonObject Post(GraphAsk ask, ModelPost post)
    {
        var body = new JsonObject { ["id"] = IdOf(post), ["created_time"] = GraphInsightAnswers.Time(post.PublishedAt) };
        if (ask.Fields.Contains("status_type", StringComparison.Ordinal))
        {
            body["permalink_url"] = "https://www.facebook.com/" + IdOf(post);
            body["status_type"] = post.Number == 0 ? "added_photos" : "mobile_status_update";
            body["is_published"] = true;
            if (_model.OfPost(post, GraphBrand.PostShares, ask.Now) is > 0 and var shares)
                body["shares"] = new JsonObject { ["count"] = shares };
        }

        if (ask.Fields.Contains("reactions", StringComparison.Ordinal))
        {
            body["reactions"] = new JsonObject { ["data"] = new JsonArray(), ["summary"] = new JsonObject { ["total_count"] = _model.OfPost(post, GraphBrand.PostReactions, ask.Now) } };
            body["comments"] = new JsonObject { ["data"] = new JsonArray(), ["summary"] = new JsonObject { ["order"] = "ranked", ["total_count"] = _model.Comments(post, ask.Now).Count } };
        }
        else if (ask.Fields.Contains("comments", StringComparison.Ordinal))
        {
            body["comments"] = _lists.Nested(ask, [IdOf(post), "comments"], Comments(ask, post), 2);
        }

        return body;
    }

    private JsonObject PostInsights(GraphAsk ask, ModelPost post)
    {
        if (!ask.IsPage)
            throw GraphRefusal.PageToken();
        _insights.Check(ask, PostMetrics);
        long Of(ModelFigure figure) => _model.OfPost(post, figure, ask.Now);
        return _insights.Answer(ask, ask.Metrics.Select(metric => GraphInsightAnswers.Lifetime(IdOf(post), metric, metric switch
        {
            "post_media_view" => Of(GraphBrand.PostViews),
            "post_total_media_view_unique" => Of(GraphBrand.PostReach),
            "post_clicks_by_type" => Of(GraphBrand.PostClicks) is > 0 and var clicks ? new JsonObject { ["link clicks"] = clicks, ["other clicks"] = 2 } : new JsonObject { ["other clicks"] = 2 },
            _ => 1,
        })));
    }

    /// <summary>Newest first, answers among what they answer.</summary>
    private List<JsonObject> Comments(GraphAsk ask, ModelPost post) =>
    [
        .. _model.Comments(post, ask.Now).Reverse().Select(word =>
        {
            var body = new JsonObject { ["id"] = $"{post.Key}_{word.Key}", ["created_time"] = GraphInsightAnswers.Time(word.At), ["message"] = word.Text, ["permalink_url"] = "https://www.facebook.com/" + word.Key };
            if (word.Person is null || word.Person[^1] != '3')
                body["from"] = new JsonObject { ["id"] = word.Person ?? GraphBrand.PageId, ["name"] = _model.Talk.NameOf(word.Person ?? GraphBrand.PageId) };
            if (word.Parent is { } parent)
                body["parent"] = new JsonObject { ["id"] = $"{post.Key}_{parent}", ["created_time"] = GraphInsightAnswers.Time(word.At) };
            return body;
        }),
    ];

    private static string IdOf(ModelPost post) => $"{GraphBrand.PageId}_{post.Key}";

    private ModelPost? PostOf(GraphAsk ask, string id) => All(ask).FirstOrDefault(post => IdOf(post) == id);

    private IEnumerable<ModelPost> All(GraphAsk ask) => _model.Posts(_model.FirstDay, DateOnly.FromDateTime(ask.Now.UtcDateTime)).Where(post => post.PublishedAt <= ask.Now);
}
