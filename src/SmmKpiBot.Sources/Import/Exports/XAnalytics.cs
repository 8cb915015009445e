using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Import.Layouts;

namespace SmmKpiBot.Sources.Import.Exports;

/// <summary>Tables of X analytics: the account by day, newest first, and the posts.</summary>
internal static class XAnalytics
{
    private const string Name = "x-analytics";

    public static DailyExport Daily { get; } = new(Name, ColumnSpec.Key("Date", ColumnType.Day),
    [
        new(new("Impressions", ColumnType.Count) { Needed = true }, MetricCatalogue.Views),
        new(new("New follows", ColumnType.Count) { Needed = true }, MetricCatalogue.FollowersGained),
        new(new("Unfollows", ColumnType.Count), MetricCatalogue.FollowersLost),
        new(new("Profile visits", ColumnType.Count), MetricCatalogue.ProfileVisits),
    ]);

    public static PostsExport Posts { get; } = new(Name, new PostColumns
    {
        PublishedAt = ColumnSpec.Key("time", ColumnType.MomentOrDay, "Date"),
        PostId = ColumnSpec.Key("Tweet id", ColumnType.Id, "Post id"),
        Url = new("Tweet permalink", ColumnType.Text, "Post Link", "Post permalink"),
        Views = new("impressions", ColumnType.Count),
        Reactions = new("likes", ColumnType.Count),
        Comments = new("replies", ColumnType.Count),
        Shares = new("retweets", ColumnType.Count, "Reposts"),
        Saves = new("Bookmarks", ColumnType.Count),
        LinkClicks = new("url clicks", ColumnType.Count),
    });
}
