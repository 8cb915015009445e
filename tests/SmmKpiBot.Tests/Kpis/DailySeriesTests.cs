using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Reporting.Kpis;
using Xunit;
using static SmmKpiBot.Tests.Kpis.FactSetBuilder;

namespace SmmKpiBot.Tests.Kpis;

public class DailySeriesTests
{
    private const string Page = "facebook/page";

    [Fact]
    public void Daily_AdditiveKpi_HasZerosOnCoveredDaysAndGapsOnOthers()
    {
        var set = new FactSetBuilder().Covers(Page, FactKind.Posts, "11-02", "11-04").Covers(Page, FactKind.Posts, "11-06", "11-06")
            .Post(Page, "1", "2026-11-03T10:00Z", post => post with { Reactions = 5 }).Post(Page, "2", "2026-11-03T12:00Z", post => post with { Reactions = 7 }).Build();

        Assert.Equal([0, 12, 0, null, 0], Values(set, "engagement.total", "11-02", "11-06"));
    }

    [Fact]
    public void Daily_Level_IsNotBridgedOverAGap()
    {
        var set = new FactSetBuilder().Covers(Page, FactKind.OfMetric(MetricCatalogue.Followers), "11-01", "11-05")
            .Point(Page, "followers", "11-01", 100).Point(Page, "followers", "11-02", 110).Point(Page, "followers", "11-04", 130).Point(Page, "followers", "11-05", 125).Build();

        Assert.Equal([110, null, 130, 125], Values(set, "followers.total", "11-02", "11-05"));
        Assert.Equal([10, null, null, -5], Values(set, "followers.net", "11-02", "11-05"));
    }

    [Fact]
    public void Daily_SourceOfViews_IsChosenForTheWholePeriod()
    {
        var set = new FactSetBuilder().Covers(Page, FactKind.OfMetric(MetricCatalogue.Views), "11-02", "11-03").Covers(Page, FactKind.Posts, "11-02", "11-05")
            .Point(Page, "views", "11-02", 30).Point(Page, "views", "11-03", 40).Post(Page, "1", "2026-11-04T10:00Z", post => post with { Views = 900 }).Build();

        Assert.Equal([30, 40, null, null], Values(set, "reach.views", "11-02", "11-05"));
    }

    [Fact]
    public void Daily_SumOfDays_IsTheFigureOfThePeriod()
    {
        var builder = ContractFiguresTests.Acme();
        var report = builder.Report();
        var set = builder.Build();

        Assert.All(report.Kpis.Where(kpi => kpi.Definition.Additive && kpi.Value is not null && kpi.Key != "followers.net"), kpi =>
            Assert.Equal(kpi.Value, KpiCatalogue.Daily(set, kpi.Key, set.Period, kpi.Currency).Sum(day => day.Value ?? 0)));
    }

    [Fact]
    public void Daily_UnsettledDays_AreProvisional()
    {
        var set = new FactSetBuilder().Covers(Page, FactKind.OfMetric(MetricCatalogue.FollowersGained), "11-02", "11-15")
            .Point(Page, MetricCatalogue.FollowersGained, "11-03", 4).Point(Page, MetricCatalogue.FollowersGained, "11-04", 4, settles: At("2026-12-01T00:00Z")).Build();

        Assert.Equal([false, true], KpiCatalogue.Daily(set, "followers.gained", Days("11-03", "11-04")).Select(day => day.Provisional));
    }

    [Fact]
    public void Daily_EarlierPeriod_HasPostsAsTheyWereKnownThen()
    {
        var set = new FactSetBuilder().Covers(Page, FactKind.Posts, "10-19", "11-15")
            .Post(Page, "old", "2026-10-20T10:00Z", post => post with { Reactions = 500 }, ("2026-10-30T10:00Z", post => post with { Reactions = 120 })).Build();

        Assert.Equal([120], Values(set, "engagement.total", "10-20", "10-20"));
    }

    private static IEnumerable<decimal?> Values(FactSet set, string key, string from, string to) => KpiCatalogue.Daily(set, key, Days(from, to)).Select(day => day.Value);
}
