using System.Text.Json;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.GoogleAnalytics;
using SmmKpiBot.Sources.Http;
using Xunit;

namespace SmmKpiBot.Tests.GoogleAnalytics;

public sealed class TrafficMappingTests
{
    private static readonly Period Days = new(new(2026, 11, 9), new(2026, 11, 10));

    private static TrafficDay Row(int day, string source, string medium, string campaign, string channel) => new()
    {
        AccountId = 7,
        Day = new(2026, 11, day),
        Source = source,
        Medium = medium,
        Campaign = campaign,
        Channel = channel,
        Sessions = 0,
        EngagedSessions = 0,
        EngagedSeconds = 0,
        PageViews = 0,
        Purchases = 0,
        CallRequests = 0,
        TakenBack = ConversionCells.Signups | ConversionCells.Others | (day == 10 ? ConversionCells.ConvertingSessions : ConversionCells.None),
        RevenueMicros = 0,
        Currency = "EUR",
        ObservedAt = ReportFixtures.Reading.ObservedAt,
        SettlesAt = new(2026, 11, day + 2, 22, 0, 0, TimeSpan.Zero),
    };

    [Fact]
    public void Map_VisitsAndEvents_GiveExactlyTheseRows()
    {
        var page = Map("traffic");

        Assert.Equal(
        [
            Row(9, "l.facebook.com", "referral", "", "Organic Social") with { Sessions = 15, EngagedSessions = 7, EngagedSeconds = 180, PageViews = 20, ConvertingSessions = 1 },
            Row(9, "telegram", "social", "autumn_2026", "Organic Social") with
            {
                Sessions = 86, Users = 79, EngagedSessions = 51, EngagedSeconds = 8_378, PageViews = 207, Purchases = 3, CallRequests = 2, ConvertingSessions = 4, RevenueMicros = 1_530_550_000,
            },
            Row(10, "instagram", "cpc", "", "Paid Social") with { Sessions = 140, Users = 133, EngagedSessions = 62, EngagedSeconds = 5_768, PageViews = 182, RevenueMicros = 99_999_999 },
            Row(10, "t.me", "referral", "", "Organic Social") with { Users = 0, Purchases = 1 },
        ],
            page.Traffic);
        Assert.Equal([new(2026, 11, 9), new(2026, 11, 10)], page.Told.Select(told => told.FromDay));
        Assert.Equal(
        [
            "Google put rare combinations of source and campaign together as (other): some visits cannot be told apart.",
            "Google put some visits together without a day: they are not counted.",
            "Key events that are no conversions of this client: video_complete. To count them, set on the bot’s server: client set acme conversions=EVENT=KIND,…",
        ],
            page.Remarks.Select(remark => remark.En));
    }

    [Fact]
    public void Map_AnEmptyReport_TellsThatThereWasNothing()
    {
        var page = Map("empty");

        Assert.Empty(page.Traffic);
        Assert.Equal([new(7, FactKind.Traffic, Days.From, Days.From, ReportFixtures.Reading.ObservedAt), new ObservedSpan(7, FactKind.Traffic, Days.To, Days.To, ReportFixtures.Reading.ObservedAt)], page.Told);
        Assert.Empty(page.Remarks);
    }

    [Fact]
    public void Map_ARowThatCannotBeRead_CostsItsDayAloneAndIsKeptWithoutTexts()
    {
        var page = Map("bad-rows");

        Assert.Equal([(new DateOnly(2026, 11, 10), 7L)], page.Traffic.Select(row => (row.Day, row.Sessions!.Value)));
        Assert.Equal([new(2026, 11, 10)], page.Told.Select(told => told.FromDay));
        Assert.Equal("A row of the report has a sessions that is no number.", page.Bad.Single().What);
        Assert.DoesNotContain("secret", page.Bad.Single().Sample, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_AMetricThatIsNotThere_IsNotKnownAndNotZero()
    {
        var row = Map("bad-rows").Traffic.Single();

        Assert.Equal((null, null, null, null, null), (row.Users, row.EngagedSessions, row.EngagedSeconds, row.PageViews, row.RevenueMicros));
        Assert.Equal((0L, null, null), (row.Purchases, row.Signups, row.OtherConversions));
    }

    /// <summary>The first row of visits could not be read: that a key has events says nothing of how many visits it had. Revenue is no column of the second day's report.</summary>
    [Fact]
    public void Map_EventsBesideVisitsThatCannotBeRead_AreNoZeroVisits()
    {
        const string events = """
            {
              "dimensionHeaders": [{ "name": "date" }, { "name": "sessionSource" }, { "name": "sessionMedium" }, { "name": "sessionCampaignName" }, { "name": "sessionDefaultChannelGroup" }, { "name": "eventName" }],
              "metricHeaders": [{ "name": "keyEvents", "type": "TYPE_FLOAT" }, { "name": "eventCount", "type": "TYPE_INTEGER" }],
              "rows": [
                { "dimensionValues": [{ "value": "20261109" }, { "value": "telegram" }, { "value": "social" }, { "value": "secret campaign" }, { "value": "Organic Social" }, { "value": "purchase" }], "metricValues": [{ "value": "2" }, { "value": "2" }] },
                { "dimensionValues": [{ "value": "20261110" }, { "value": "telegram" }, { "value": "social" }, { "value": "winter" }, { "value": "Organic Social" }, { "value": "purchase" }], "metricValues": [{ "value": "1" }, { "value": "1" }] }
              ],
              "rowCount": 2,
              "metadata": { "currencyCode": "EUR", "timeZone": "Europe/Riga" }
            }
            """;
        var table = new ReportTable();
        table.Add(JsonSerializer.Deserialize<ReportBody>(events, GoogleAnalyticsJson.Options)!);

        var page = TrafficMapping.Map(ReportFixtures.Reading, Days, new([ReportFixtures.Read("bad-rows").Tables[0], table], []));

        Assert.Equal(
            [("autumn", (long?)7, (long?)null, (long?)0), ("winter", 0, null, 1)],
            page.Traffic.Select(row => (row.Campaign, row.Sessions, row.RevenueMicros, row.Purchases)));
    }

    [Fact]
    public void Map_RevenueNobodyMaySee_IsNotZero()
    {
        var bodies = ReportFixtures.Bodies("traffic");
        var hidden = new ReportTable();
        hidden.Add(bodies[0] with { Metadata = bodies[0].Metadata with { SchemaRestrictionResponse = new() { ActiveMetricRestrictions = [new() { MetricName = "totalRevenue" }] } } });

        var page = TrafficMapping.Map(ReportFixtures.Reading, Days, new([hidden, ReportFixtures.Read("traffic").Tables[1]], []));

        Assert.All(page.Traffic, row => Assert.Equal((null, null), (row.RevenueMicros, row.Currency)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"dimensionValues": []}""")]
    [InlineData("""{"dimensionValues": [{"value": "20261109"}], "metricValues": [{"value": null}]}""")]
    [InlineData("""{"dimensionValues": [{"value": "20261109"}, {"value": "x"}], "metricValues": [{"value": "1"}]}""")]
    [InlineData("""{"dimensionValues": {"value": "20261109"}, "metricValues": [{"value": "1"}]}""")]
    [InlineData("7")]
    public void Add_ARowOfAnotherShape_IsKeptAside(string row)
    {
        var table = new ReportTable();

        table.Add(new() { DimensionHeaders = [new("date")], MetricHeaders = [new("sessions")], Rows = [JsonElement.Parse(row)], RowCount = 1 });

        Assert.Equal((0, 1), (table.Rows.Count, table.Bad.Count));
        Assert.Equal([null], table.BadDays);
    }

    [Fact]
    public void Add_PagesThatEndTooSoonOrOverlap_AreNoReport()
    {
        var body = ReportFixtures.Bodies("traffic")[0] with { RowCount = 10 };
        var table = new ReportTable();
        table.Add(body);

        Assert.False(table.IsComplete);
        Assert.Equal(SourceProblem.Transient, Assert.Throws<SourceException>(() => table.Add(body)).Problem);
        Assert.Equal("The report ends after 10 of 12 rows.", Assert.Throws<SourceException>(() => table.Add(body with { Rows = [], RowCount = 12 })).Message);
    }

    [Theory]
    [InlineData("2026-11-09", 4)]
    [InlineData("2026-11-10", 2)]
    [InlineData("2026-11-11", 0)]
    [InlineData("rubbish", 4)]
    public void ClosedDays_Cursor_IsTheFirstDayThatIsLeft(string cursor, int expected)
    {
        var reading = ReportFixtures.Reading with { Cursor = cursor, To = new(2026, 11, 30) };

        Assert.Equal(expected / 2, ClosedDays.Of(reading)?.Days ?? 0);
    }

    [Fact]
    public void Map_EventsThatCannotBeCounted_TakeBackOnlyKindsThatNobodyNamed()
    {
        var row = Map("bad-rows").Traffic.Single();

        Assert.Equal(ConversionCells.Signups | ConversionCells.Others, row.TakenBack & ~ConversionCells.ConvertingSessions);
    }

    [Fact]
    public void CountedBy_TheSameConversionsInAnotherOrder_IsTheSame()
    {
        var client = ReportFixtures.Reading.Client;
        var (one, other) = (new Dictionary<string, ConversionKind> { ["a"] = ConversionKind.Other, ["b"] = ConversionKind.Signup }, new Dictionary<string, ConversionKind> { ["b"] = ConversionKind.Signup, ["a"] = ConversionKind.Other });

        Assert.Equal(TrafficMapping.CountedBy(client with { Conversions = one }), TrafficMapping.CountedBy(client with { Conversions = other }));
        Assert.NotEqual(TrafficMapping.CountedBy(client with { Conversions = one }), TrafficMapping.CountedBy(client with { Conversions = new Dictionary<string, ConversionKind>(one) { ["a"] = ConversionKind.Signup } }));
    }

    [Fact]
    public void Conversions_OfAClientWhoNamedNone_ArePurchases() =>
        Assert.Equal(new Dictionary<string, ConversionKind> { ["purchase"] = ConversionKind.Purchase }, TrafficMapping.Conversions(ReportFixtures.Reading.Client with { Conversions = new Dictionary<string, ConversionKind>() }));

    private static SourcePage Map(string fixture) => TrafficMapping.Map(ReportFixtures.Reading, Days, ReportFixtures.Read(fixture));
}
