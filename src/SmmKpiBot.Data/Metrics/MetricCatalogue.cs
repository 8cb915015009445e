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
public sealed record MetricDefinition(string Name, Aggregation Aggregation, bool NeedsDimension);

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
    ];

    public static MetricDefinition? Find(string name) => All.FirstOrDefault(metric => metric.Name == name);

    /// <summary>The dimension of a window figure: the unique people of the <paramref name="days"/> days that end on the point's day.</summary>
    public static string WindowDimension(int days) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"days:{days}");
}
