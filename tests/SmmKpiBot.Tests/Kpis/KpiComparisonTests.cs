using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Reporting.Kpis;
using Xunit;
using static SmmKpiBot.Tests.Kpis.FactSetBuilder;

namespace SmmKpiBot.Tests.Kpis;

public class KpiComparisonTests
{
    private const string Page = "facebook/page";
    private const string Gram = "instagram/gram";
    private static readonly string Gained = FactKind.OfMetric(MetricCatalogue.FollowersGained);

    [Theory]
    [InlineData(100, 105, Verdict.Better)] // exactly 5 %
    [InlineData(1000, 1049, Verdict.Same)]
    [InlineData(1000, 951, Verdict.Same)]
    [InlineData(100, 95, Verdict.Worse)]
    [InlineData(100, 100, Verdict.Same)]
    [InlineData(20, 21, Verdict.Better)] // exactly 20 events
    [InlineData(19, 40, Verdict.Unknown)]
    [InlineData(40, 19, Verdict.Unknown)]
    public void Verdict_OfACountThatIsBetterHigher_KeepsItsThresholds(long previous, long value, Verdict expected)
    {
        var kpi = Counted(previous, value)["followers.gained"];

        Assert.Equal(expected, kpi.Verdict);
        Assert.Equal(value - previous, kpi.Change);
        Assert.Equal((decimal)(value - previous) / previous, kpi.ChangeRatio);
    }

    [Fact]
    public void Verdict_OfACountThatIsBetterLower_IsTurnedRound()
    {
        var builder = new FactSetBuilder()
            .Covers(Page, FactKind.OfMetric(MetricCatalogue.FollowersLost), "10-19", "11-15")
            .Point(Page, MetricCatalogue.FollowersLost, "10-20", 100).Point(Page, MetricCatalogue.FollowersLost, "11-03", 50);

        Assert.Equal(Verdict.Better, builder["followers.lost"].Verdict);
    }

    [Theory]
    [InlineData("11-05", 4, Verdict.Unknown)] // 4 of 14 days
    [InlineData("11-12", 11, Verdict.Unknown)] // 0.786
    [InlineData("11-13", 12, Verdict.Better)] // 0.857
    public void Verdict_CoverageBelowFourFifths_IsUnknown(string coveredTo, int days, Verdict expected)
    {
        var kpi = new FactSetBuilder().Covers(Page, Gained, "10-19", coveredTo)
            .Point(Page, MetricCatalogue.FollowersGained, "10-20", 100).Point(Page, MetricCatalogue.FollowersGained, "11-03", 500)["followers.gained"];

        Assert.Equal(days / 14m, kpi.Coverage);
        Assert.Equal(expected, kpi.Verdict);
    }

    [Fact]
    public void Verdict_CoverageOfExactlyFourFifths_IsEnough()
    {
        var builder = new FactSetBuilder { Period = Days("11-06", "11-15"), Comparison = Days("10-27", "11-05") };
        builder.Covers(Page, Gained, "10-27", "11-13").Point(Page, MetricCatalogue.FollowersGained, "10-28", 100).Point(Page, MetricCatalogue.FollowersGained, "11-07", 200);

        Assert.Equal(0.8m, builder["followers.gained"].Coverage);
        Assert.Equal(Verdict.Better, builder["followers.gained"].Verdict);
    }

    [Fact]
    public void Change_CoveredDaysDiffer_IsOfTheMeansPerCoveredDayWhileTheFiguresStayWhole()
    {
        var kpi = new FactSetBuilder().Covers(Page, Gained, "10-19", "11-08")
            .Point(Page, MetricCatalogue.FollowersGained, "10-20", 140).Point(Page, MetricCatalogue.FollowersGained, "11-03", 84)["followers.gained"];

        Assert.True(kpi.PerDay);
        Assert.Equal((84m, 140m), (kpi.Value, kpi.Previous));
        Assert.Equal(2m, kpi.Change); // 84 / 7 − 140 / 14
        Assert.Equal(0.2m, kpi.ChangeRatio);
        Assert.Equal((0.5m, 1m), (kpi.Coverage, kpi.PreviousCoverage));
    }

    [Fact]
    public void Change_MonthsOfDifferentLength_IsPerDayToo()
    {
        var builder = new FactSetBuilder { Period = Days("10-01", "10-31"), Comparison = Days("09-01", "09-30") };
        builder.Covers(Page, Gained, "09-01", "10-31").Point(Page, MetricCatalogue.FollowersGained, "09-10", 300).Point(Page, MetricCatalogue.FollowersGained, "10-10", 310);

        Assert.True(builder["followers.gained"].PerDay);
        Assert.Equal(0m, builder["followers.gained"].Change);
        Assert.Equal(Verdict.Same, builder["followers.gained"].Verdict);
    }

    [Fact]
    public void Change_OneAccountMissesDays_DoesNotThinOutTheOther()
    {
        var kpi = new FactSetBuilder()
            .Covers(Page, Gained, "10-19", "11-15").Covers(Gram, Gained, "10-19", "11-08")
            .Point(Page, MetricCatalogue.FollowersGained, "10-20", 1400).Point(Page, MetricCatalogue.FollowersGained, "11-03", 1400)
            .Point(Gram, MetricCatalogue.FollowersGained, "10-20", 14).Point(Gram, MetricCatalogue.FollowersGained, "11-03", 7)["followers.gained"];

        Assert.True(kpi.PerDay);
        Assert.Equal(0m, kpi.Change);
    }

    [Fact]
    public void Change_AccountWithFiguresInOnePeriodOnly_IsLeftOutAndNamed()
    {
        var followers = FactKind.OfMetric(MetricCatalogue.Followers);
        var kpi = new FactSetBuilder()
            .Covers(Page, followers, "10-19", "11-15").Covers(Gram, followers, "11-10", "11-15")
            .Point(Page, MetricCatalogue.Followers, "11-01", 1000).Point(Page, MetricCatalogue.Followers, "11-15", 1100)
            .Point(Gram, MetricCatalogue.Followers, "11-15", 5000)["followers.total"];

        Assert.Equal((6100m, 1000m), (kpi.Value, kpi.Previous));
        Assert.Equal((100m, 0.1m), (kpi.Change, kpi.ChangeRatio));
        Assert.Contains(kpi.Notes, note => note.En.Contains("Instagram “gram”", StringComparison.Ordinal) && note.Uk.Contains("Instagram «gram»", StringComparison.Ordinal));
    }

    [Fact]
    public void Change_NoAccountInBothPeriods_IsNull()
    {
        var followers = FactKind.OfMetric(MetricCatalogue.Followers);
        var kpi = new FactSetBuilder()
            .Covers(Page, followers, "10-19", "11-15").Covers(Gram, followers, "10-19", "11-15")
            .Point(Page, MetricCatalogue.Followers, "10-10", 1000).Point(Gram, MetricCatalogue.Followers, "11-15", 5000)["followers.total"];

        Assert.Equal((5000m, 1000m, null, null), (kpi.Value, kpi.Previous, kpi.Change, kpi.ChangeRatio));
        Assert.Equal(Verdict.Unknown, kpi.Verdict);
        Assert.Contains(kpi.Notes, note => note.En.Contains("Facebook “page”", StringComparison.Ordinal) && note.En.Contains("Instagram “gram”", StringComparison.Ordinal));
    }

    [Fact]
    public void ChangeRatio_PreviousOfZero_IsNullAndTheChangeIsKnown()
    {
        var kpi = Counted(0, 50)["followers.gained"];

        Assert.Equal((0m, 50m), (kpi.Previous, kpi.Change));
        Assert.Null(kpi.ChangeRatio);
        Assert.Equal(Verdict.Unknown, kpi.Verdict);
    }

    [Fact]
    public void ChangeRatio_NegativePrevious_GoesByItsSize()
    {
        var followers = FactKind.OfMetric(MetricCatalogue.Followers);
        var kpi = new FactSetBuilder().Covers(Page, followers, "10-18", "11-15")
            .Point(Page, MetricCatalogue.Followers, "10-18", 1100).Point(Page, MetricCatalogue.Followers, "11-01", 1000).Point(Page, MetricCatalogue.Followers, "11-15", 950)["followers.net"];

        Assert.Equal((-50m, -100m, 50m, 0.5m), (kpi.Value, kpi.Previous, kpi.Change, kpi.ChangeRatio));
        Assert.Equal(Verdict.Better, kpi.Verdict);
    }

    [Fact]
    public void Compute_NoComparison_HasNoPreviousAndNoVerdictButUnknown()
    {
        var builder = Counted(100, 200);
        builder.Comparison = null;

        var kpi = builder["followers.gained"];

        Assert.Equal((200m, null, null, null), (kpi.Value, kpi.Previous, kpi.Change, kpi.PreviousCoverage));
        Assert.Equal(Verdict.Unknown, kpi.Verdict);
    }

    [Fact]
    public void Verdict_NoBetterDirection_IsNeutralWhateverTheFigures()
    {
        Assert.Equal(Verdict.Neutral, new FactSetBuilder()["paid.spend"].Verdict);
        Assert.Equal(Verdict.Neutral, ContractFiguresTests.Acme()["conflicts.opened"].Verdict);
    }

    [Fact]
    public void Previous_PostsObservedOnePeriodAgo_AreTakenAsTheyWereThen()
    {
        var builder = new FactSetBuilder()
            .Covers(Page, FactKind.Posts, "10-19", "11-15")
            .Post(Page, "old", "2026-10-25T10:00Z", post => post with { Reactions = 500, Topic = "menu" },
                ("2026-10-26T10:00Z", post => post with { Reactions = 10 }), ("2026-11-08T10:00Z", post => post with { Reactions = 120 }), ("2026-11-20T10:00Z", post => post with { Reactions = 400 }))
            .Post(Page, "new", "2026-11-08T10:00Z", post => post with { Reactions = 150 });

        var kpi = builder["engagement.total"];

        // As of 22 Nov 22:00 UTC minus 14 days is 8 Nov 22:00.
        Assert.Equal((150m, 120m), (kpi.Value, kpi.Previous));
        Assert.Equal(Verdict.Better, kpi.Verdict);
    }

    [Fact]
    public void Previous_PostsObservedOnlyLater_AreTakenAsTheyAreNow()
    {
        var kpi = new FactSetBuilder().Covers(Page, FactKind.Posts, "10-19", "11-15")
            .Post(Page, "old", "2026-10-25T10:00Z", post => post with { Reactions = 500 })["engagement.total"];

        Assert.Equal((0m, 500m), (kpi.Value, kpi.Previous));
    }

    [Theory]
    [InlineData("2026-11-15T22:00Z", false)] // exactly 7 days before as-of
    [InlineData("2026-11-15T21:59Z", false)]
    [InlineData("2026-11-09T10:00Z", false)]
    public void Provisional_PostsOfSevenDaysOrMore_AreSettled(string publishedAt, bool provisional)
    {
        var builder = new FactSetBuilder { Period = Days("11-02", "11-16") };
        builder.Covers(Page, FactKind.Posts, "11-02", "11-16").Post(Page, "1", publishedAt, post => post with { Reactions = 1 });

        Assert.Equal(provisional, builder["engagement.total"].Provisional);
    }

    [Fact]
    public void Provisional_YoungPostsOrUnsettledPoints_AreMarked()
    {
        var builder = new FactSetBuilder { Period = Days("11-02", "11-16") };
        builder.Covers(Page, FactKind.Posts, "11-02", "11-16").Post(Page, "1", "2026-11-15T22:01Z", post => post with { Reactions = 1 })
            .Covers(Page, Gained, "11-02", "11-16").Point(Page, MetricCatalogue.FollowersGained, "11-16", 5, settles: At("2026-11-25T00:00Z"))
            .Covers(Page, FactKind.OfMetric(MetricCatalogue.FollowersLost), "11-02", "11-16").Point(Page, MetricCatalogue.FollowersLost, "11-16", 5);

        Assert.True(builder["engagement.total"].Provisional);
        Assert.True(builder["followers.gained"].Provisional);
        Assert.False(builder["followers.lost"].Provisional);
    }

    [Fact]
    public void Plan_AdditiveKpi_IsProratedByDaysAndOthersHold()
    {
        var builder = ContractFiguresTests.Acme();
        builder.Client = builder.Client with { Plans = [new("quality.purchases", 340, PlanUnit.Month), new("engagement.by_reach", 0.05m, PlanUnit.Month), new("paid.spend", 3000, PlanUnit.Month)] };
        var report = builder.Report();

        Assert.Equal(340m * 14 / 30, report["quality.purchases"].Plan);
        Assert.Equal(0.05m, report["engagement.by_reach"].Plan);
        Assert.Equal([null, 1400m], report.Kpis.Where(kpi => kpi.Key == "paid.spend").Select(kpi => kpi.Plan));
        Assert.Null(report["quality.signups"].Plan);
    }

    [Theory]
    [InlineData("2026-11-01", "2026-11-30", PlanUnit.Month, 300)]
    [InlineData("2026-10-29", "2026-11-02", PlanUnit.Month, 300.0 * 3 / 31 + 300.0 * 2 / 30)]
    [InlineData("2024-02-29", "2024-02-29", PlanUnit.Month, 300.0 / 29)]
    [InlineData("2026-07-01", "2026-09-30", PlanUnit.Quarter, 300)]
    [InlineData("2026-07-01", "2026-07-31", PlanUnit.Quarter, 300.0 * 31 / 92)]
    [InlineData("2026-01-01", "2026-12-31", PlanUnit.Month, 3600)]
    public void Prorated_AnyPeriod_SumsTheDaysShares(string from, string to, PlanUnit unit, double expected)
    {
        Assert.Equal(expected, (double)PlanProration.Prorated(new("k", 300, unit), Days(from, to)), 9);
    }

    private static FactSetBuilder Counted(long previous, long value) => new FactSetBuilder()
        .Covers(Page, Gained, "10-19", "11-15")
        .Point(Page, MetricCatalogue.FollowersGained, "10-20", previous).Point(Page, MetricCatalogue.FollowersGained, "11-03", value);
}
