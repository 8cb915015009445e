namespace SmmKpiBot.Data.Metrics;

/// <summary>How values of a metric combine over days.</summary>
public enum Aggregation
{
    /// <summary>Days are summed (views, spend).</summary>
    Additive,

    /// <summary>The last value counts (followers).</summary>
    LastValue,

    /// <summary>Unique people: only the network's own figure for exactly that window.</summary>
    Unique,
}

/// <summary>A metric that points can have. Values are integers: counts.</summary>
public sealed record MetricDefinition(string Name, Aggregation Aggregation, bool NeedsDimension)
{
    /// <summary>Of a metric whose dimension is a word of its network: what stands before the colon.</summary>
    public string? DimensionName { get; init; }

    /// <summary>What one of the stored whole numbers stands for: 0.0001 where they are hundredths of a percent.</summary>
    public decimal Scale { get; init; } = 1;
}

/// <summary>The metrics of the <c>metrics</c> layout (design of import layouts); an unknown name is an error that lists these.</summary>
public static class MetricCatalogue
{
    public const string Followers = "followers";
    public const string FollowersGained = "followers_gained";
    public const string FollowersLost = "followers_lost";
    public const string Views = "views";

    /// <summary>Views by YouTube's stricter count, which did not change when its count of views did.</summary>
    public const string EngagedViews = "engaged_views";

    public const string LinkClicks = "link_clicks";
    public const string ProfileVisits = "profile_visits";
    public const string Reach = "reach";
    public const string FollowersReached = "followers_reached";
    public const string Audience = "audience";

    /// <summary>Social visitors of a whole window (GA4 totalUsers), dimension <c>days:N</c>; never summed.</summary>
    public const string TrafficUsers = "traffic_users";

    /// <summary>Interactions with any content on that day, by the network's own count; engagement of the KPIs is the sum over posts.</summary>
    public const string Interactions = "interactions";

    /// <summary>Unique accounts that interacted with any content.</summary>
    public const string AccountsEngaged = "accounts_engaged";

    /// <summary>Taps on the buttons of a profile that call, write or lead somebody.</summary>
    public const string ContactTaps = "contact_taps";

    /// <summary>What ads brought, by the type of action that the network names. Types contain each other: never added up.</summary>
    public const string AdActions = "ad_actions";

    /// <summary>Of the channel as a whole on that day, net of what was taken back.</summary>
    public const string DailyLikes = "daily_likes";

    /// <inheritdoc cref="DailyLikes"/>
    public const string DailyComments = "daily_comments";

    public const string DailyShares = "daily_shares";

    public const string WatchMinutes = "watch_minutes";

    /// <summary>Who watches, in hundredths of a percent of the signed-in viewers of 28 days, by gender and age: no audience, which counts followers.</summary>
    public const string ViewerShare = "viewer_share";

    /// <summary>Social visits of a site by ad content (<c>utm_content</c>).</summary>
    public const string ContentSessions = "content_sessions";

    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        new(Followers, Aggregation.LastValue, false),
        new(FollowersGained, Aggregation.Additive, false),
        new(FollowersLost, Aggregation.Additive, false),
        new(Views, Aggregation.Additive, false),
        new(EngagedViews, Aggregation.Additive, false),
        new(LinkClicks, Aggregation.Additive, false),
        new(ProfileVisits, Aggregation.Additive, false),
        new(Reach, Aggregation.Unique, true),
        new(FollowersReached, Aggregation.Unique, true),
        new(Audience, Aggregation.LastValue, true),
        new(TrafficUsers, Aggregation.Unique, true),
        new(Interactions, Aggregation.Additive, false),
        new(AccountsEngaged, Aggregation.Unique, true),
        new(ContactTaps, Aggregation.Additive, false),
        new(AdActions, Aggregation.Additive, true) { DimensionName = "action" },
        new(DailyLikes, Aggregation.Additive, false),
        new(DailyComments, Aggregation.Additive, false),
        new(DailyShares, Aggregation.Additive, false),
        new(WatchMinutes, Aggregation.Additive, false),
        new(ViewerShare, Aggregation.LastValue, true) { Scale = 0.0001m },
        new(ContentSessions, Aggregation.Additive, true) { DimensionName = "content" },
    ];

    public static MetricDefinition? Find(string name) => All.FirstOrDefault(metric => metric.Name == name);

    /// <summary>The dimension of a window figure: the unique people of the <paramref name="days"/> days that end on the point's day.</summary>
    public static string WindowDimension(int days) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"days:{days}");
}
