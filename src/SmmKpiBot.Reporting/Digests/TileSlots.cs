using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>Which KPIs tell most for a goal. A slot lists alternatives of one family, the most telling first.</summary>
internal static class TileSlots
{
    /// <summary>The share of posts with a topic from which on engagement is judged by what serves the goal.</summary>
    public const decimal TopicsKnown = 0.8m;

    private static readonly string[] Followers = ["followers.total", "followers.net", "followers.gained"];
    private static readonly string[] Traffic = ["traffic.sessions", "traffic.link_clicks", "traffic.paid_sessions"];
    private static readonly string[] Reach = ["reach.followers_rate", "reach.rate", "reach.per_post", "reach.views"];
    private static readonly string[] Engagement = ["engagement.by_reach", "engagement.by_views", "engagement.by_followers", "engagement.per_post", "engagement.total"];

    private static readonly string[] Paid =
        ["paid.cost_per_follower", "paid.cost_per_follower_blended", "paid.cost_per_conversion", "paid.cpc", "paid.cpm", "paid.followers", "paid.ctr", "paid.spend"];

    private static readonly string[] Quality = ["quality.conversions", "quality.conversion_rate", "quality.engaged_rate", "quality.session_seconds", "quality.pages_per_session"];

    private static readonly string[] Feedback =
        ["feedback.working_median", "feedback.response_median", "feedback.first_response_median", "feedback.sla_rate", "feedback.response_rate", "feedback.waiting", "feedback.responses"];

    private static readonly string[] Conflicts = ["conflicts.resolved_rate", "conflicts.open"];

    /// <summary>Tiles that fill places left empty.</summary>
    public static IReadOnlyList<string> Spare { get; } =
    [
        "engagement.by_reach", "reach.followers_rate", "reach.rate", "quality.conversion_rate", "reach.views", "followers.net", "engagement.total", "audience.new_match", "reach.per_post", "feedback.sla_rate", "traffic.share",
        "engagement.on_topic", "quality.revenue", "traffic.link_clicks", "audience.match", "feedback.response_rate", "engagement.per_post", "quality.engaged_rate",
        "reach.frequency", "quality.session_seconds", "engagement.comments", "engagement.saves", "engagement.shares", "paid.followers", "paid.ctr",
    ];

    /// <summary>The alternatives of a family.</summary>
    public static IReadOnlyList<string> Of(KpiFamily family, bool topicsKnown) => family switch
    {
        KpiFamily.Followers => Followers,
        KpiFamily.Traffic => Traffic,
        KpiFamily.Reach => Reach,
        KpiFamily.Engagement => topicsKnown ? ["engagement.on_topic_by_reach", .. Engagement] : Engagement,
        KpiFamily.Paid => Paid,
        KpiFamily.Quality => Quality,
        KpiFamily.Feedback => Feedback,
        KpiFamily.Conflicts => Conflicts,
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "Not a family."),
    };

    /// <summary>The other families, those that tell most for the goal first.</summary>
    public static IReadOnlyList<KpiFamily> Families(Goal goal) => goal switch
    {
        Goal.Sales => [KpiFamily.Followers, KpiFamily.Traffic, KpiFamily.Reach, KpiFamily.Engagement, KpiFamily.Paid, KpiFamily.Feedback, KpiFamily.Conflicts],
        Goal.Traffic => [KpiFamily.Quality, KpiFamily.Followers, KpiFamily.Reach, KpiFamily.Engagement, KpiFamily.Paid, KpiFamily.Feedback, KpiFamily.Conflicts],
        Goal.Awareness => [KpiFamily.Followers, KpiFamily.Engagement, KpiFamily.Traffic, KpiFamily.Quality, KpiFamily.Paid, KpiFamily.Feedback, KpiFamily.Conflicts],
        Goal.Community => [KpiFamily.Followers, KpiFamily.Reach, KpiFamily.Feedback, KpiFamily.Conflicts, KpiFamily.Traffic, KpiFamily.Quality, KpiFamily.Paid],
        Goal.Support => [KpiFamily.Conflicts, KpiFamily.Followers, KpiFamily.Engagement, KpiFamily.Reach, KpiFamily.Traffic, KpiFamily.Quality, KpiFamily.Paid],
        _ => throw new ArgumentOutOfRangeException(nameof(goal), goal, "Not a goal."),
    };
}
