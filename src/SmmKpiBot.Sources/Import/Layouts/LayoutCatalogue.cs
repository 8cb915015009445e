using SmmKpiBot.Sources.Import.Exports;

namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>Every layout that a table may have; where two fit equally, the first wins.</summary>
internal static class LayoutCatalogue
{
    public static IReadOnlyList<Layout> Own { get; } =
        [new MetricsLayout(), new PostsLayout(), new MessagesLayout(), new AdsLayout(), new TrafficLayout(), new ConflictsLayout()];

    public static IReadOnlyList<Layout> Exports { get; } =
    [
        MetaPosts.Layout, new MetaSeries(), new MetaAdsManager(), new Import.Exports.GoogleAnalytics(), TikTokStudio.Overview, TikTokStudio.Followers, TikTokStudio.Content,
        LinkedIn.Metrics, LinkedIn.NewFollowers, LinkedIn.Visitors, LinkedIn.Posts, YouTubeStudio.Daily, YouTubeStudio.Videos, XAnalytics.Daily, XAnalytics.Posts,
        Metricool.Posts,
    ];

    public static IReadOnlyList<Layout> All { get; } = [.. Own, .. Exports];

    public static IReadOnlyList<Layout> Named(string name) => [.. All.Where(layout => layout.Name == name)];
}
