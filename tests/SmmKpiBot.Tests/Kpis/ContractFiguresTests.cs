using System.Text.Json;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Kpis;

/// <summary>One small client with facts of every kind, each figure worked out by hand.</summary>
public class ContractFiguresTests
{
    private static readonly KpiReport Report = Acme().Report();

    [Theory]
    [InlineData("followers.total", 1060)]
    [InlineData("followers.net", 60)]
    [InlineData("followers.growth_rate", 0.06)]
    [InlineData("audience.match", 0.8)]
    [InlineData("reach.per_post", 450)]
    [InlineData("reach.views", 300)]
    [InlineData("engagement.total", 140)]
    [InlineData("engagement.on_topic", 40.0 / 140)]
    [InlineData("traffic.sessions", 50)]
    [InlineData("traffic.share", 50.0 / 110)]
    [InlineData("traffic.untagged_share", 0.2)]
    [InlineData("quality.conversions", 4)]
    [InlineData("quality.purchases", 2)]
    [InlineData("quality.call_requests", 1)]
    [InlineData("quality.revenue", 800)]
    [InlineData("conflicts.opened", 2)]
    [InlineData("conflicts.resolved", 1)]
    [InlineData("conflicts.open", 1)]
    [InlineData("conflicts.resolved_rate", 0.5)]
    [InlineData("feedback.response_median", 234_000)]
    [InlineData("feedback.response_average", 234_000)]
    [InlineData("feedback.working_median", 3600)]
    [InlineData("feedback.waiting", 1)]
    [InlineData("feedback.sla_rate", 0)]
    [InlineData("paid.ctr", 105.0 / 21_000)]
    public void Compute_SmallClient_GivesTheFigureWorkedOutByHand(string key, double expected)
    {
        var value = Assert.NotNull(Report[key].Value);

        Assert.Equal(expected, (double)value, 9);
    }

    [Fact]
    public void Compute_SpendInTwoCurrencies_GivesOneEntryEach()
    {
        var spend = Report.Kpis.Where(kpi => kpi.Key == "paid.spend").Select(kpi => (kpi.Currency, kpi.Value));

        Assert.Equal([("EUR", 10m), ("UAH", 200m)], spend);
    }

    [Fact]
    public void Compute_AnyFacts_GivesEveryKeyInTheCataloguesOrder()
    {
        Assert.Equal(KpiCatalogue.Definitions.Select(kpi => kpi.Key), Report.Kpis.Select(kpi => kpi.Key).Distinct());
    }

    [Fact]
    public void Compute_NoFigure_SaysWhyInBothLanguages()
    {
        Assert.All(Report.Kpis.Where(kpi => kpi.Value is null), kpi =>
        {
            Assert.NotEmpty(kpi.Notes);
            Assert.All(kpi.Notes, note => Assert.True(note.Uk.Length > 5 && note.En.Length > 5 && note.Uk != note.En));
        });
    }

    [Fact]
    public void Compute_NoFactsAtAll_GivesNoFigureAnywhere()
    {
        var report = new FactSetBuilder().Report();

        Assert.All(report.Kpis, kpi =>
        {
            Assert.Null(kpi.Value);
            Assert.Null(kpi.Coverage);
            Assert.NotEmpty(kpi.Notes);
            Assert.False(kpi.Provisional);
        });
        Assert.Equal(KpiCatalogue.Definitions.Count, report.Kpis.Count);
    }

    [Fact]
    public void Write_Json_HasTheContractsFieldsInOrder()
    {
        using var json = JsonDocument.Parse(KpiReportJson.Write(Report));
        var root = json.RootElement;

        Assert.Equal("acme", root.GetProperty("client").GetString());
        Assert.Equal("""{"from":"2026-11-02","to":"2026-11-15","days":14,"timeZone":"Europe/Kyiv"}""", Compact(root.GetProperty("period")));
        Assert.Equal("""{"kind":"previous","from":"2026-10-19","to":"2026-11-01"}""", Compact(root.GetProperty("comparison")));
        Assert.All(root.GetProperty("kpis").EnumerateArray(), kpi => Assert.Equal(
            "key unit value previous change changeRatio perDay better verdict currency plan coverage previousCoverage provisional note inputs parts accounts",
            string.Join(' ', kpi.EnumerateObject().Select(field => field.Name))));
    }

    [Fact]
    public void Write_Json_WritesShortExactNumbers()
    {
        var json = KpiReportJson.Write(Report, keys: ["engagement.on_topic", "paid.spend", "reach.account"]);

        Assert.Contains("\"value\": 0.285714285714,", json, StringComparison.Ordinal);
        Assert.Contains("\"value\": 10,", json, StringComparison.Ordinal);
        Assert.Contains("\"value\": 5000", json, StringComparison.Ordinal);
        Assert.Contains("\"better\": \"none\"", json, StringComparison.Ordinal);
    }

    internal static FactSetBuilder Acme()
    {
        const string instagram = "instagram/main";
        const string ads = "meta-ads/main";
        const string site = "google-analytics/main";
        var builder = new FactSetBuilder();
        builder.Client = builder.Client with
        {
            Goal = Goal.Sales,
            Hours = WorkingClockTests.Weekdays(9, 17),
            AnswerTargets = new(TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)),
            Topics = new([new("menu", true), new("cats", false)]),
            Audience = new() { Countries = ["UA"] },
            Plans = [new("quality.purchases", 340, PlanUnit.Month)],
        };
        foreach (var metric in new[] { MetricCatalogue.Followers, MetricCatalogue.Audience, MetricCatalogue.Reach, MetricCatalogue.Views })
        {
            builder.Covers(instagram, FactKind.OfMetric(metric), "10-18", "11-15");
        }

        return builder
            .Point(instagram, "followers", "10-18", 900).Point(instagram, "followers", "11-01", 1000).Point(instagram, "followers", "11-15", 1060)
            .Point(instagram, "audience", "11-15", 400, "country:UA").Point(instagram, "audience", "11-15", 100, "country:PL")
            .Point(instagram, "reach", "11-15", 5000, "days:14").Point(instagram, "views", "11-03", 300)
            .Covers(instagram, FactKind.Posts, "10-20", "11-05")
            .Post(instagram, "p1", "2026-11-03T08:00Z", post => post with { Topic = "menu", Followers = 1000, Reach = 400, Views = 600, Reactions = 30, Comments = 4, Shares = 3, Saves = 3 })
            .Post(instagram, "p2", "2026-11-05T10:00Z", post => post with { Topic = "cats", Followers = 1010, Reach = 500, Views = 700, Reactions = 90, Comments = 9, Shares = 1, Saves = 0 })
            .Post(instagram, "p0", "2026-10-20T07:00Z", post => post with { Topic = "menu", Followers = 950, Reach = 380, Views = 500, Reactions = 20, Comments = 1, Shares = 1, Saves = 1 })
            .Covers(instagram, FactKind.Messages, "11-06", "11-10")
            .In(instagram, "c1", "2026-11-06T14:30Z").Out(instagram, "c1", "2026-11-09T07:30Z")
            .In(instagram, "c2", "2026-11-10T08:00Z", "3", MessageKind.Comment).Out(instagram, "c2", "2026-11-10T08:01Z", "4", automatic: true)
            .Covers(ads, FactKind.Ads, "11-03", "11-04")
            .Ad(ads, "11-03", 100.5m, "UAH", 10_000, 50, 10, "a").Ad(ads, "11-04", 99.5m, "UAH", 10_000, 50, 10, "a").Ad(ads, "11-04", 10m, "EUR", 1000, 5, 1, "b")
            .Covers(site, FactKind.Traffic, "11-03", "11-04")
            .Traffic(site, "11-03", "instagram", "social", 40, row => row with { Campaign = "menu", Channel = "Organic Social", EngagedSessions = 20, EngagedSeconds = 2000, PageViews = 90, Purchases = 2, Signups = 1, CallRequests = 0, ConvertingSessions = 3, RevenueMicros = 800_000_000, Currency = "UAH" })
            .Traffic(site, "11-03", "google", "organic", 60, row => row with { Channel = "Organic Search", Purchases = 5, Signups = 0, CallRequests = 0, ConvertingSessions = 5, RevenueMicros = 100_000_000, Currency = "UAH" })
            .Traffic(site, "11-04", "t.me", "referral", 10, row => row with { Channel = "Referral", Purchases = 0, Signups = 0, CallRequests = 1, ConvertingSessions = 1, RevenueMicros = 0, Currency = "UAH" })
            .Covers(instagram, FactKind.Conflicts, "11-06", "11-10")
            .Conflict(instagram, "c1", "2026-11-06T15:00Z", "2026-11-09T08:00Z").Conflict(instagram, "c9", "2026-11-10T15:00Z", null);
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
