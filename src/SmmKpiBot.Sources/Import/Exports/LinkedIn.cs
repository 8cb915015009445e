using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Import.Layouts;

namespace SmmKpiBot.Sources.Import.Exports;

/// <summary>
/// Workbooks of a LinkedIn page: a description stands above the header, dates are month/day/year as text, counters may fall below zero.
/// "Total followers" of a day are the new ones of that day.
/// </summary>
internal static class LinkedIn
{
    private const string Name = "linkedin";

    private static ColumnSpec Date => ColumnSpec.Key("Date", ColumnType.Day);

    public static DailyExport Metrics { get; } = new(Name, Date,
    [
        new(new("Impressions (total)", ColumnType.SignedCount) { Needed = true }, MetricCatalogue.Views),
        new(new("Unique impressions (organic)", ColumnType.SignedCount), MetricCatalogue.Reach, "days:1"),
    ])
    { Order = DayOrder.MonthDay };

    public static DailyExport NewFollowers { get; } = new(Name, Date,
    [
        new(new("Total followers", ColumnType.SignedCount) { Needed = true }, MetricCatalogue.FollowersGained),
    ])
    { Order = DayOrder.MonthDay };

    public static DailyExport Visitors { get; } = new(Name, Date,
    [
        new(new("Total page views (total)", ColumnType.SignedCount) { Needed = true }, MetricCatalogue.ProfileVisits),
    ])
    { Order = DayOrder.MonthDay };

    public static PostsExport Posts { get; } = new(Name, new PostColumns
    {
        PublishedAt = ColumnSpec.Key("Created date", ColumnType.MomentOrDay),
        PostId = ColumnSpec.Key("Post link", ColumnType.Text),
        Type = new("Content Type", ColumnType.Text),
        Paid = new("Post type", ColumnType.Text),
        Views = new("Impressions", ColumnType.SignedCount),
        Reactions = new("Likes", ColumnType.SignedCount, "Reactions"),
        Comments = new("Comments", ColumnType.SignedCount),
        Shares = new("Reposts", ColumnType.SignedCount, "Shares"),
    })
    { IdOf = PostLink.IdOf, Order = DayOrder.MonthDay, PaidOf = type => type.Equals("Sponsored", StringComparison.OrdinalIgnoreCase) };
}
