using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;
using Xunit;
using static SmmKpiBot.Tests.Kpis.FactSetBuilder;

namespace SmmKpiBot.Tests.Kpis;

/// <summary>The formulas at their edges: what is missing, zero, unique, of two currencies, or on the border of a period.</summary>
public class FormulaTests
{
    private const string Page = "facebook/page";
    private const string Gram = "instagram/gram";
    private const string Ads = "meta-ads/ads";
    private const string Site = "google-analytics/site";
    private static readonly string Followers = FactKind.OfMetric(MetricCatalogue.Followers);

    [Theory]
    [InlineData("10-16", true)] // 30 days before the end
    [InlineData("10-15", false)]
    public void FollowersTotal_OldLastValue_CountsUpTo30Days(string day, bool known)
    {
        var kpi = new FactSetBuilder { Comparison = null }.Covers(Page, Followers, "10-01", "11-15").Point(Page, "followers", day, 700)["followers.total"];

        Assert.Equal(known ? 700m : null, kpi.Value);
        Assert.NotEmpty(kpi.Notes);
    }

    [Theory]
    [InlineData("11-12", 0)]
    [InlineData("11-11", 1)]
    public void FollowersTotal_ValueOlderThan3Days_IsNamedInTheNote(string day, int notes)
    {
        var kpi = new FactSetBuilder().Covers(Page, Followers, "10-01", "11-15").Point(Page, "followers", day, 700)["followers.total"];

        Assert.Equal(notes, kpi.Notes.Count);
        Assert.All(kpi.Notes, note => Assert.Equal($"Останнє значення давніше ніж 3 дні: {NetworkNames.Account(Page, Language.Uk)} (11.11.2026).", note.Uk));
        Assert.All(kpi.Notes, note => Assert.Equal($"The last value is older than 3 days: {NetworkNames.Account(Page, Language.En)} (2026-11-11).", note.En));
    }

    [Fact]
    public void FollowersTotal_ObservationWithoutValueOrAfterTheEnd_IsPassedOver()
    {
        var builder = new FactSetBuilder().Covers(Page, Followers, "10-01", "11-20").Point(Page, "followers", "11-14", 700).Point(Page, "followers", "11-15", null).Point(Page, "followers", "11-16", 900);

        Assert.Equal(700m, builder["followers.total"].Value);
    }

    [Theory]
    [InlineData("10-29", "11-12", 60)] // both 3 days old
    [InlineData("10-28", "11-12", null)]
    [InlineData("10-29", "11-11", null)]
    public void FollowersNet_ValuesOlderThan3Days_GiveNone(string start, string end, int? expected)
    {
        var kpi = new FactSetBuilder().Covers(Page, Followers, "10-01", "11-15").Point(Page, "followers", start, 1000).Point(Page, "followers", end, 1060)["followers.net"];

        Assert.Equal(expected, kpi.Value);
    }

    [Fact]
    public void GrowthRate_NoFollowersAtTheStart_IsNoFigure()
    {
        var kpi = new FactSetBuilder().Covers(Page, Followers, "10-01", "11-15").Point(Page, "followers", "11-01", 0).Point(Page, "followers", "11-15", 60)["followers.growth_rate"];

        Assert.Null(kpi.Value);
        Assert.Contains("0", Assert.Single(kpi.Notes).En, StringComparison.Ordinal);
    }

    [Fact]
    public void GainedFollowers_ObservedWithoutValue_IsNeitherZeroNorMissing()
    {
        var gained = FactKind.OfMetric(MetricCatalogue.FollowersGained);

        Assert.Null(new FactSetBuilder().Covers(Page, gained, "11-02", "11-15").Point(Page, MetricCatalogue.FollowersGained, "11-03", null)["followers.gained"].Value);
        Assert.Equal(0m, new FactSetBuilder().Covers(Page, gained, "11-02", "11-15")["followers.gained"].Value);
        Assert.Null(new FactSetBuilder().Gives(Page, gained)["followers.gained"].Value);
    }

    [Fact]
    public void Reach_DaysOrOtherWindows_AreNeverSummed()
    {
        var builder = new FactSetBuilder().Covers(Page, FactKind.OfMetric(MetricCatalogue.Reach), "11-01", "11-15")
            .Point(Page, "reach", "11-14", 100, "days:1").Point(Page, "reach", "11-15", 100, "days:1").Point(Page, "reach", "11-15", 900, "days:28").Point(Page, "reach", "11-14", 500, "days:14");

        var kpi = builder["reach.account"];

        Assert.Null(kpi.Value);
        Assert.Null(Assert.Single(kpi.Accounts).Value);
    }

    [Fact]
    public void Reach_ExactWindowOfTwoAccounts_IsListedPerAccountWithoutACommonFigure()
    {
        var reach = FactKind.OfMetric(MetricCatalogue.Reach);
        var kpi = new FactSetBuilder().Covers(Page, reach, "11-15", "11-15").Covers(Gram, reach, "11-15", "11-15")
            .Point(Page, "reach", "11-15", 500, "days:14").Point(Gram, "reach", "11-15", 300, "days:14")["reach.account"];

        Assert.Null(kpi.Value);
        Assert.Equal([500m, 300m], kpi.Accounts.Select(account => account.Value));
        Assert.Equal(1m, kpi.Coverage);
    }

    [Fact]
    public void FollowersReached_OverAccounts_IsSumOverSum()
    {
        var reached = FactKind.OfMetric(MetricCatalogue.FollowersReached);
        var kpi = new FactSetBuilder().Covers(Page, reached, "11-15", "11-15").Covers(Gram, reached, "11-15", "11-15")
            .Point(Page, "followers_reached", "11-15", 100, "days:14").Point(Page, "followers", "11-15", 1000)
            .Point(Gram, "followers_reached", "11-15", 300, "days:14").Point(Gram, "followers", "11-15", 600)["reach.followers_rate"];

        Assert.Equal(0.25m, kpi.Value);
    }

    [Fact]
    public void Users_OfTheExactWindow_AreTakenAndNeverSummedOverSites()
    {
        var users = FactKind.OfMetric(MetricCatalogue.TrafficUsers);
        var one = new FactSetBuilder().Covers(Site, users, "11-15", "11-15").Point(Site, "traffic_users", "11-15", 90, "days:14");

        Assert.Equal(90m, one["traffic.users"].Value);

        one.Covers("google-analytics/shop", users, "11-15", "11-15").Point("google-analytics/shop", "traffic_users", "11-15", 60, "days:14");

        Assert.Null(one["traffic.users"].Value);
        Assert.Equal([60m, 90m], one["traffic.users"].Accounts.Select(account => account.Value));
    }

    [Fact]
    public void Users_OfTrafficRows_AreNotAddedUp()
    {
        var builder = new FactSetBuilder { Period = Days("11-03", "11-03") };
        builder.Covers(Site, FactKind.Traffic, "11-03", "11-03").Traffic(Site, "11-03", "facebook", "social", 5, row => row with { Users = 4 });

        Assert.Null(builder["traffic.users"].Value);
    }

    [Theory]
    [InlineData("instagram", "cpc", "", true, true)]
    [InlineData("l.facebook.com", "referral", "Referral", true, false)]
    [InlineData("notfacebook.com", "referral", "Referral", false, false)]
    [InlineData("t.me", "referral", "Referral", true, false)]
    [InlineData("telegram", "organic", "Organic Search", true, false)]
    [InlineData("X.com", "referral", "Referral", true, false)]
    [InlineData("threads", "(not set)", "Unassigned", true, false)]
    [InlineData("newsletter", "smm", "Unassigned", true, false)]
    [InlineData("partner", "social-media", "Organic Social", true, false)]
    [InlineData("partner", "post", "Paid Social", true, true)]
    [InlineData("google", "cpc", "Paid Search", false, false)]
    [InlineData("google", "organic", "Organic Search", false, false)]
    [InlineData("(direct)", "(none)", "Direct", false, false)]
    [InlineData("facebook", "retargeting", "", true, true)]
    [InlineData("facebook", "paid_social", "", true, true)]
    [InlineData("facebook", "cpm", "Display", true, true)]
    [InlineData("instagram", "ppc", "Paid Shopping", true, true)]
    [InlineData("instagram", "bppc", "Paid Shopping", true, false)]
    public void SocialTraffic_SourceMediumAndChannel_DecideTogether(string source, string medium, string channel, bool social, bool paid)
    {
        var builder = new FactSetBuilder().Covers(Site, FactKind.Traffic, "11-02", "11-15").Traffic(Site, "11-03", source, medium, 7, row => row with { Channel = channel });

        Assert.Equal((social ? 7m : 0m, paid ? 7m : 0m), (builder["traffic.sessions"].Value, builder["traffic.paid_sessions"].Value));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("(not set)", 1)]
    [InlineData("(referral)", 1)]
    [InlineData("autumn", 0)]
    public void UntaggedShare_CampaignName_CountsOnlyWhereSomebodyWroteOne(string campaign, int expected)
    {
        var builder = new FactSetBuilder().Covers(Site, FactKind.Traffic, "11-02", "11-15").Traffic(Site, "11-03", "facebook", "social", 7, row => row with { Campaign = campaign });

        Assert.Equal(expected, builder["traffic.untagged_share"].Value);
    }

    [Fact]
    public void TrafficShare_NoVisits_IsNoFigureWhileTheCountIsZero()
    {
        var builder = new FactSetBuilder().Covers(Site, FactKind.Traffic, "11-02", "11-15");

        Assert.Equal(0m, builder["traffic.sessions"].Value);
        Assert.Null(builder["traffic.share"].Value);
        Assert.Null(builder["quality.session_seconds"].Value);
    }

    [Fact]
    public void Purchases_NeverMeasured_AreNotZero()
    {
        var builder = new FactSetBuilder().Covers(Site, FactKind.Traffic, "11-02", "11-15").Traffic(Site, "11-03", "google", "organic", 60).Traffic(Site, "11-04", "facebook", "social", 6);

        Assert.Null(builder["quality.purchases"].Value);
        Assert.Null(builder["quality.conversions"].Value);
        Assert.NotEmpty(builder["quality.purchases"].Notes);
        Assert.All(KpiCatalogue.Daily(builder.Build(), "quality.purchases", Days("11-02", "11-15")), day => Assert.Null(day.Value));
    }

    [Fact]
    public void Purchases_MeasuredButNoneFromSocial_AreZero()
    {
        var builder = new FactSetBuilder().Covers(Site, FactKind.Traffic, "11-02", "11-15").Traffic(Site, "11-03", "google", "organic", 60, row => row with { Purchases = 3 });

        Assert.Equal(0m, builder["quality.purchases"].Value);
    }

    [Fact]
    public void ConversionRate_OnlyEventsKnown_IsEventsOverSessionsWithANote()
    {
        var kpi = new FactSetBuilder().Covers(Site, FactKind.Traffic, "11-02", "11-15").Traffic(Site, "11-03", "facebook", "social", 50, row => row with { Purchases = 3, Signups = 2 })["quality.conversion_rate"];

        Assert.Equal(0.1m, kpi.Value);
        Assert.Single(kpi.Notes);
    }

    /// <summary>5 events of 50 visits and 4 converting ones of 50 are no fall: they count different things.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ConversionRate_CountedByEventsInOnePeriod_IsNotComparedAndSaysWhy(bool eventsNow)
    {
        var (events, visits) = eventsNow ? ("11-03", "10-20") : ("10-20", "11-03");
        var kpi = new FactSetBuilder().Covers(Site, FactKind.Traffic, "10-19", "11-15")
            .Traffic(Site, events, "facebook", "social", 500, row => row with { Purchases = 50 })
            .Traffic(Site, visits, "facebook", "social", 500, row => row with { Purchases = 50, ConvertingSessions = 40 })["quality.conversion_rate"];

        Assert.Equal(eventsNow ? (0.1m, 0.08m) : (0.08m, 0.1m), (kpi.Value, kpi.Previous));
        Assert.Equal((null, null, Verdict.Unknown), (kpi.Change, kpi.ChangeRatio, kpi.Verdict));
        Assert.Equal("The change leaves out accounts of which it is known in only one of the periods how many visits converted: GA4 “site”.", kpi.Notes[^1].En);
    }

    [Fact]
    public void ConversionRate_AnotherSiteCountedAlikeInBoth_IsComparedByIt()
    {
        var kpi = new FactSetBuilder().Covers(Site, FactKind.Traffic, "10-19", "11-15").Covers("google-analytics/shop", FactKind.Traffic, "10-19", "11-15")
            .Traffic(Site, "10-20", "facebook", "social", 500, row => row with { Purchases = 50 })
            .Traffic(Site, "11-03", "facebook", "social", 500, row => row with { ConvertingSessions = 40 })
            .Traffic("google-analytics/shop", "10-20", "facebook", "social", 500, row => row with { ConvertingSessions = 50 })
            .Traffic("google-analytics/shop", "11-03", "facebook", "social", 500, row => row with { ConvertingSessions = 75 })["quality.conversion_rate"];

        Assert.Equal((0.05m, Verdict.Better), (kpi.Change, kpi.Verdict));
    }

    /// <summary>Three purchases in euros make no trend, however many there were in hryvnias.</summary>
    [Fact]
    public void Revenue_EventsBehindIt_AreThoseOfItsCurrency()
    {
        var builder = new FactSetBuilder().Covers(Site, FactKind.Traffic, "10-19", "11-15");
        foreach (var (day, euros) in new[] { ("10-20", 30), ("11-03", 90) })
        {
            builder.Traffic(Site, day, "facebook", "social", 500, row => row with { Purchases = 100, Currency = "UAH", RevenueMicros = 100_000_000 })
                .Traffic(Site, day, "instagram", "social", 10, row => row with { Purchases = 3, Currency = "EUR", RevenueMicros = euros * 1_000_000 });
        }

        var revenue = builder.Report().Kpis.Where(kpi => kpi.Key == "quality.revenue").ToDictionary(kpi => kpi.Currency!);

        Assert.Equal((3L, Verdict.Unknown), (revenue["EUR"].Events, revenue["EUR"].Verdict));
        Assert.Equal((100L, Verdict.Same), (revenue["UAH"].Events, revenue["UAH"].Verdict));
    }

    [Theory]
    [InlineData(0, 3, "Рубрику має лише 0 з 3 дописів: потрібна щонайменше половина.", "Only 0 of 3 posts have a topic: at least half must.")]
    [InlineData(1, 21, "Рубрику має лише 1 з 21 допису: потрібна щонайменше половина.", "Only 1 of 21 posts has a topic: at least half must.")]
    [InlineData(3, 11, "Рубрику мають лише 3 з 11 дописів: потрібна щонайменше половина.", "Only 3 of 11 posts have a topic: at least half must.")]
    public void EngagementOnTopic_TooFewPostsWithATopic_SaysHowMany(int withTopic, int posts, string uk, string en)
    {
        var builder = new FactSetBuilder().Covers(Page, FactKind.Posts, "11-02", "11-15");
        builder.Client = builder.Client with { Topics = new([new("menu", true)]) };
        for (var number = 0; number < posts; number++)
        {
            builder.Post(Page, $"{number}", "2026-11-03T10:00Z", post => post with { Reactions = 10, Topic = number < withTopic ? "menu" : null });
        }

        var note = Assert.Single(builder["engagement.on_topic"].Notes);

        Assert.Equal((uk, en), (note.Uk, note.En));
    }

    [Fact]
    public void Ratios_SumOnlyRowsThatKnowBothParts()
    {
        var builder = new FactSetBuilder().Covers(Page, FactKind.Posts, "11-02", "11-15")
            .Post(Page, "1", "2026-11-03T10:00Z", post => post with { Reactions = 10, Reach = 100 })
            .Post(Page, "2", "2026-11-04T10:00Z", post => post with { Reactions = 1000 })
            .Post(Page, "3", "2026-11-05T10:00Z", post => post with { Reach = 900 });

        Assert.Equal(0.1m, builder["engagement.by_reach"].Value);
        Assert.Equal(500m, builder["reach.per_post"].Value);
        Assert.Equal(505m, builder["engagement.per_post"].Value);
        Assert.Equal(1, builder["engagement.by_reach"].Events);
        Assert.Null(builder["reach.rate"].Value);
    }

    [Fact]
    public void EngagementByReach_ReachOfZero_IsNoFigure()
    {
        var kpi = new FactSetBuilder().Covers(Page, FactKind.Posts, "11-02", "11-15").Post(Page, "1", "2026-11-03T10:00Z", post => post with { Reactions = 10, Reach = 0 })["engagement.by_reach"];

        Assert.Null(kpi.Value);
        Assert.Equal("Nothing to divide by: 0 reach.", Assert.Single(kpi.Notes).En);
    }

    [Fact]
    public void Engagements_PartOfThemKnown_AreTheKnownOnes()
    {
        var builder = new FactSetBuilder().Covers(Page, FactKind.Posts, "11-02", "11-15").Post(Page, "1", "2026-11-03T10:00Z", post => post with { Comments = 4 });

        Assert.Equal((4m, null, 4m), (builder["engagement.total"].Value, builder["engagement.saves"].Value, builder["engagement.comments"].Value));
    }

    [Fact]
    public void Engagements_CoveredPeriodWithoutPosts_AreZeroAndUncoveredOnesNone()
    {
        var covered = new FactSetBuilder().Covers(Page, FactKind.Posts, "10-19", "11-15")["engagement.total"];
        var uncovered = new FactSetBuilder().Gives(Page, FactKind.Posts)["engagement.total"];

        Assert.Equal((0m, 0L, 1m), (covered.Value, covered.Events, covered.Coverage));
        Assert.Equal((null, 0m), (uncovered.Value, uncovered.Coverage));
        Assert.Contains("posts", Assert.Single(uncovered.Notes).En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-01T21:59Z", false)] // 1 November 23:59 in Kyiv
    [InlineData("2026-11-01T22:00Z", true)]
    [InlineData("2026-11-15T21:59Z", true)]
    [InlineData("2026-11-15T22:00Z", false)]
    public void Posts_AtTheEdgeOfAPeriod_FallIntoTheClientsDay(string publishedAt, bool inside)
    {
        var builder = new FactSetBuilder { Comparison = null };
        builder.Covers(Page, FactKind.Posts, "11-02", "11-15").Post(Page, "1", publishedAt, post => post with { Reactions = 9 });

        Assert.Equal(inside ? 9m : 0m, builder["engagement.total"].Value);
    }

    [Theory]
    [InlineData("2026-10-24T20:59Z", 0)]
    [InlineData("2026-10-24T21:00Z", 9)]
    [InlineData("2026-10-25T21:59Z", 9)] // the day has 25 hours
    [InlineData("2026-10-25T22:00Z", 0)]
    public void Posts_OnADayWhenClocksChange_FallIntoIt(string publishedAt, int expected)
    {
        var builder = new FactSetBuilder { Period = Days("10-25", "10-25"), Comparison = null };
        builder.Covers(Page, FactKind.Posts, "10-20", "10-30").Post(Page, "1", publishedAt, post => post with { Reactions = 9 });

        Assert.Equal(expected, builder["engagement.total"].Value);
    }

    [Fact]
    public void Views_DailyPointsAndPosts_AreNeverBothTaken()
    {
        var builder = new FactSetBuilder()
            .Covers(Page, FactKind.OfMetric(MetricCatalogue.Views), "11-02", "11-15").Covers(Page, FactKind.Posts, "10-19", "11-15").Covers(Gram, FactKind.Posts, "10-19", "11-15")
            .Point(Page, "views", "11-03", 300).Post(Page, "1", "2026-11-03T10:00Z", post => post with { Views = 5000 }).Post(Gram, "2", "2026-11-03T10:00Z", post => post with { Views = 70 })
            .Post(Page, "0", "2026-10-20T10:00Z", post => post with { Views = 40 });

        var kpi = builder["reach.views"];

        Assert.Equal((370m, 40m), (kpi.Value, kpi.Previous));
        Assert.Equal(1m, kpi.Coverage);
        Assert.Equal(70m, kpi.Change); // only the other account: this one told days in one period and posts in the other
        Assert.EndsWith(": " + NetworkNames.Account(Page, Language.En) + ".", Assert.Single(kpi.Notes).En, StringComparison.Ordinal);
        Assert.EndsWith(": " + NetworkNames.Account(Page, Language.Uk) + ".", kpi.Notes[0].Uk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 2, true)] // exactly half
    [InlineData(1, 2, false)]
    public void OnTopic_PostsWithoutATopic_AreAtMostHalf(int with, int without, bool known)
    {
        var builder = new FactSetBuilder();
        builder.Client = builder.Client with { Topics = new([new("menu", true), new("cats", false)]) };
        builder.Covers(Page, FactKind.Posts, "11-02", "11-15");
        for (var post = 0; post < with; post++)
        {
            builder.Post(Page, $"with{post}", "2026-11-03T10:00Z", one => one with { Reactions = 10, Topic = "MENU" });
        }

        for (var post = 0; post < without; post++)
        {
            builder.Post(Page, $"without{post}", "2026-11-03T10:00Z", one => one with { Reactions = 10 });
        }

        Assert.Equal(known ? 1m : null, builder["engagement.on_topic"].Value);
    }

    [Fact]
    public void Money_TwoCurrencies_StayApartAndRatiosAcrossThemAreNone()
    {
        var builder = new FactSetBuilder().Covers(Ads, FactKind.Ads, "10-19", "11-15").Covers(Site, FactKind.Traffic, "10-19", "11-15")
            .Ad(Ads, "11-03", 100, "UAH", 1000, 10, 5).Ad(Ads, "11-03", 50, "EUR", 1000, 10, 5, "b")
            .Traffic(Site, "11-03", "facebook", "cpc", 10, row => row with { Purchases = 1, RevenueMicros = 500_000_000, Currency = "UAH" });
        var report = builder.Report();

        Assert.Equal([("EUR", 50m), ("UAH", 100m)], Entries(report, "paid.spend"));
        Assert.Equal([("EUR", 10m), ("UAH", 20m)], Entries(report, "paid.cost_per_follower"));
        Assert.Equal([("EUR", 50m), ("UAH", 100m)], Entries(report, "paid.cpm"));
        Assert.Equal([(null, null)], Entries(report, "paid.cost_per_conversion"));
        Assert.Null(report["quality.roas"].Value);
        Assert.Contains("EUR, UAH", Assert.Single(report["quality.roas"].Notes).En, StringComparison.Ordinal);
    }

    [Fact]
    public void Money_CurrencyOfThePreviousPeriodOnly_IsZeroNow()
    {
        var report = new FactSetBuilder().Covers(Ads, FactKind.Ads, "10-19", "11-15").Ad(Ads, "10-20", 50, "EUR").Ad(Ads, "11-03", 100, "UAH").Report();

        Assert.Equal([("EUR", 0m, 50m), ("UAH", 100m, 0m)], report.Kpis.Where(kpi => kpi.Key == "paid.spend").Select(kpi => (kpi.Currency!, kpi.Value!.Value, kpi.Previous!.Value)));
    }

    [Fact]
    public void Money_CoveredDaysWithoutAds_AreZeroInTheClientsCurrency()
    {
        var kpi = new FactSetBuilder().Covers(Ads, FactKind.Ads, "10-19", "11-15")["paid.spend"];

        Assert.Equal((0m, "UAH"), (kpi.Value, kpi.Currency));
    }

    [Fact]
    public void Roas_OneCurrency_IsPaidRevenueOverSpendOfDifferentAccounts()
    {
        var builder = new FactSetBuilder().Covers(Ads, FactKind.Ads, "10-19", "11-15").Covers(Site, FactKind.Traffic, "10-19", "11-15")
            .Ad(Ads, "11-03", 100, "UAH").Ad(Ads, "10-20", 100, "UAH")
            .Traffic(Site, "11-03", "facebook", "cpc", 10, row => row with { Purchases = 30, RevenueMicros = 500_000_000, Currency = "UAH" })
            .Traffic(Site, "11-03", "facebook", "social", 10, row => row with { Purchases = 30, RevenueMicros = 700_000_000, Currency = "UAH" })
            .Traffic(Site, "10-20", "facebook", "cpc", 10, row => row with { Purchases = 30, RevenueMicros = 250_000_000, Currency = "UAH" });

        var kpi = builder["quality.roas"];

        Assert.Equal((5m, 2.5m, 1m, Verdict.Better), (kpi.Value, kpi.Previous, kpi.ChangeRatio, kpi.Verdict));
        Assert.Equal(["google-analytics/site", "meta-ads/ads"], kpi.Accounts.Select(account => account.Account));
        Assert.Equal(100m / 30, builder["paid.cost_per_conversion"].Value);
    }

    [Fact]
    public void BlendedPrice_OnlyWithoutAttribution_DividesByTheNetOfTheSameNetworks()
    {
        var builder = new FactSetBuilder().Covers(Ads, FactKind.Ads, "11-02", "11-15").Ad(Ads, "11-03", 120, "UAH")
            .Covers(Gram, Followers, "10-19", "11-15").Point(Gram, "followers", "11-01", 100).Point(Gram, "followers", "11-15", 140)
            .Covers("youtube/tube", Followers, "10-19", "11-15").Point("youtube/tube", "followers", "11-01", 100).Point("youtube/tube", "followers", "11-15", 900);

        var kpi = builder["paid.cost_per_follower_blended"];

        Assert.Equal((3m, "UAH"), (kpi.Value, kpi.Currency));
        Assert.Contains("estimate", Assert.Single(kpi.Notes).En, StringComparison.Ordinal);

        builder.Ad(Ads, "11-04", 1, "UAH", newFollowers: 3);

        Assert.Null(builder["paid.cost_per_follower_blended"].Value);
    }

    /// <summary>A network that fell silent in the middle grew by nobody knows how much: a price without it would look like an alarm.</summary>
    [Theory]
    [InlineData("11-01")]
    [InlineData("11-15")]
    public void BlendedPrice_ANetworkKnownAtOneEndOnly_IsNoFigureAndNamesIt(string known)
    {
        var kpi = new FactSetBuilder().Covers(Ads, FactKind.Ads, "11-02", "11-15").Ad(Ads, "11-03", 120, "UAH")
            .Covers(Gram, Followers, "10-19", "11-15").Point(Gram, "followers", "11-01", 100).Point(Gram, "followers", "11-15", 140)
            .Covers("facebook/page", Followers, "10-19", "11-15").Point("facebook/page", "followers", known, 500)["paid.cost_per_follower_blended"];

        Assert.Null(kpi.Value);
        Assert.Contains("(Facebook “page”)", Assert.Single(kpi.Notes).En, StringComparison.Ordinal);
        Assert.Contains("(Facebook «page»)", kpi.Notes[0].Uk, StringComparison.Ordinal);
    }

    [Fact]
    public void CostPerFollower_NoFollowers_IsNoFigureNotInfinity()
    {
        var kpi = new FactSetBuilder().Covers(Ads, FactKind.Ads, "11-02", "11-15").Ad(Ads, "11-03", 120, "UAH", newFollowers: 0)["paid.cost_per_follower"];

        Assert.Null(kpi.Value);
        Assert.Single(kpi.Notes);
    }

    [Fact]
    public void AudienceMatch_SeveralDimensions_IsTheSmallestShareNeverTheProduct()
    {
        var builder = new FactSetBuilder();
        builder.Client = builder.Client with { Audience = new() { Genders = ["female"], Ages = [new(25, 44)], Countries = ["UA"], Cities = ["Kyiv"] } };
        builder.Covers(Page, FactKind.OfMetric(MetricCatalogue.Audience), "11-15", "11-15")
            .Point(Page, "audience", "11-15", 300, "gender:female|age:25-34").Point(Page, "audience", "11-15", 100, "gender:female|age:35-44").Point(Page, "audience", "11-15", 400, "gender:male|age:25-34")
            .Point(Page, "audience", "11-15", 100, "gender:female|age:65+").Point(Page, "audience", "11-15", 500, "gender:unknown|age:25-34")
            .Point(Page, "audience", "11-15", 900, "country:ua").Point(Page, "audience", "11-15", 100, "country:PL");

        var kpi = builder["audience.match"];

        Assert.Equal(400m / 900, kpi.Value);
        Assert.Equal(["country", "gender|age"], kpi.Parts.Keys.Order());
        Assert.Equal(0.9m, kpi.Parts["country"]);
        Assert.Contains("upper bound", Assert.Single(kpi.Notes).En, StringComparison.Ordinal);
    }

    [Fact]
    public void AudienceNewMatch_TwoSnapshots_IsTheChangeInsideOverTheChangeKnown()
    {
        var builder = new FactSetBuilder();
        builder.Client = builder.Client with { Audience = new() { Countries = ["UA"] } };
        builder.Covers(Page, FactKind.OfMetric(MetricCatalogue.Audience), "10-19", "11-15")
            .Point(Page, "audience", "11-01", 400, "country:UA").Point(Page, "audience", "11-01", 100, "country:PL")
            .Point(Page, "audience", "11-15", 430, "country:UA").Point(Page, "audience", "11-15", 170, "country:PL");

        Assert.Equal(0.3m, builder["audience.new_match"].Value);
        Assert.Single(builder["audience.new_match"].Notes);
    }

    [Fact]
    public void AudienceNewMatch_NoSnapshotInThePeriod_IsNoFigureOfAnEarlierOne()
    {
        var builder = new FactSetBuilder { Comparison = null };
        builder.Client = builder.Client with { Audience = new() { Countries = ["UA"] } };
        builder.Covers(Page, FactKind.OfMetric(MetricCatalogue.Audience), "10-19", "11-15").Point(Page, "audience", "10-20", 100, "country:UA").Point(Page, "audience", "10-30", 400, "country:UA");

        Assert.Null(builder["audience.new_match"].Value);
        Assert.Equal(1m, builder["audience.match"].Value);
    }

    [Fact]
    public void AudienceNewMatch_NoNewKnownFollowers_IsNoFigure()
    {
        var builder = new FactSetBuilder();
        builder.Client = builder.Client with { Audience = new() { Countries = ["UA"] } };
        builder.Covers(Page, FactKind.OfMetric(MetricCatalogue.Audience), "10-19", "11-15").Point(Page, "audience", "11-01", 400, "country:UA").Point(Page, "audience", "11-15", 400, "country:UA");

        Assert.Null(builder["audience.new_match"].Value);
        Assert.NotEmpty(builder["audience.new_match"].Notes);
    }

    [Fact]
    public void AudienceCoverage_AccountWithoutDemographics_LowersIt()
    {
        var builder = new FactSetBuilder().Covers(Page, FactKind.OfMetric(MetricCatalogue.Audience), "11-15", "11-15").Covers(Gram, Followers, "11-15", "11-15").Covers(Page, Followers, "11-15", "11-15")
            .Point(Page, "followers", "11-15", 500).Point(Page, "audience", "11-15", 400, "country:UA").Point(Gram, "followers", "11-15", 500);

        Assert.Equal(0.4m, builder["audience.coverage"].Value);
    }

    private static IEnumerable<(string?, decimal?)> Entries(KpiReport report, string key) => report.Kpis.Where(kpi => kpi.Key == key).Select(kpi => (kpi.Currency, kpi.Value));
}
