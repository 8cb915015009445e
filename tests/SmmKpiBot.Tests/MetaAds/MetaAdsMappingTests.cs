using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;
using SmmKpiBot.Sources.MetaAds;
using SmmKpiBot.Tests.Meta;
using Xunit;

namespace SmmKpiBot.Tests.MetaAds;

/// <summary>What was recorded of an ad account, in our words.</summary>
public sealed class MetaAdsMappingTests
{
    private static readonly Period Days = new(new(2026, 11, 1), new(2026, 11, 2));

    [Fact]
    public void Of_Recorded_AreTheseExactDays()
    {
        var (ads, records) = Map(FollowerTypes.PageLike);

        Assert.Equal(
            [(new DateOnly(2026, 11, 1), "Autumn", 152_415_000, "TRY", 18_440, 208, 12), (new DateOnly(2026, 11, 2), "120200000000003", 7_000_000, "TRY", 5, 0, 0)],
            ads.Select(ad => (ad.Day, ad.Campaign, ad.SpendMicros, ad.Currency, ad.Impressions, ad.Clicks, ad.NewFollowers)));
        Assert.Equal(new DateTimeOffset(2026, 11, 29, 21, 0, 0, TimeSpan.Zero), ads[0].SettlesAt);
        Assert.Equal(["ad row spans several days", "ad row cannot be read at $.spend"], records.Bad.Select(bad => bad.What));
    }

    [Fact]
    public void Of_ActionNobodyDescribes_IsNotKnownWhereAbsent() => Assert.All(Map("onsite_conversion.follow").Ads, ad => Assert.Null(ad.NewFollowers));

    /// <summary>What no ad day has a cell for is kept of all campaigns together.</summary>
    [Fact]
    public void OthersOf_Recorded_AreClicksOnAnythingAndActionsByType()
    {
        var (graph, rows) = Recorded();
        var read = MetaAdsMapping.Read(rows.Take(3), Days, new RecordReader(GraphJson.Options));

        var points = new MetaAdsMapping(graph, FollowerTypes.PageLike).OthersOf(read).ToList();

        Assert.Equal(Days.EachDay(), read.Whole);
        Assert.All(points, point => Assert.Equal(Data.Metrics.MetricCatalogue.AdActions, point.Metric));
        Assert.Equal(
            ["11-01 action:clicks (all) 412", "11-01 action:link_click 208", "11-01 action:like 12", "11-01 action:page_engagement 702", "11-02 action:clicks (all) 0"],
            points.Select(point => $"{point.Day:MM-dd} {point.Dimension} {point.Value}"));
    }

    /// <summary>What the other campaigns had is not what the day had, and a campaign whose row cannot be read is not gone.</summary>
    [Theory]
    [InlineData(3, "11-02")]
    [InlineData(4, "11-01")]
    public void Read_ARowThatCannotBeRead_LeavesItsDaysUntold(int left, string whole)
    {
        var (graph, rows) = Recorded();
        var all = rows.ToList();
        if (left == 3)
            all[3] = JsonElement.Parse("""{"campaign_name": "Autumn", "spend": "n/a", "date_start": "2026-11-01", "date_stop": "2026-11-01"}""");
        var read = MetaAdsMapping.Read(all.Take(3).Append(all[left]), Days, new RecordReader(GraphJson.Options));

        Assert.Equal([whole], read.Whole.Select(day => $"{day:MM-dd}"));
        Assert.All(new MetaAdsMapping(graph, FollowerTypes.PageLike).OthersOf(read), point => Assert.Equal(whole, $"{point.Day:MM-dd}"));
        Assert.Equal(3, read.Rows.Count);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("17")]
    [InlineData("""{"spend": "1", "date_start": "2026-11-02", "date_stop": "2026-11-01"}""")]
    public void Read_ARowThatDoesNotSayItsDays_MayBeOfAny(string row) =>
        Assert.Empty(MetaAdsMapping.Read(Recorded().Rows.Take(3).Append(JsonElement.Parse(row)), Days, new RecordReader(GraphJson.Options)).Whole);

    [Fact]
    public void Of_NoAction_KnowsNoFollowers() => Assert.All(Map(FollowerTypes.None).Ads, ad => Assert.Equal((null, true), (ad.NewFollowers, ad.AreFollowersTakenBack)));

    /// <summary>Meta leaves out what did not happen: a row of an account that has the type had none of it, or a follower would cost too little.</summary>
    [Fact]
    public void Of_ActionThatTheAccountHas_IsZeroWhereAbsent()
    {
        static JsonElement Row(int day, string actions) =>
            JsonElement.Parse($$"""{"campaign_name": "Autumn", "spend": "100", "date_start": "2026-11-0{{day}}", "date_stop": "2026-11-0{{day}}", "actions": [{{actions}}]}""");
        JsonElement[] rows = [Row(1, """{"action_type": "onsite_conversion.follow", "value": "10"}"""), Row(2, "")];

        var ads = AdsOf(new(Recorded().Reading, "onsite_conversion.follow"), MetaAdsMapping.Read(rows, Days, new RecordReader(GraphJson.Options)).Rows);

        Assert.Equal([(10, false), (0, false)], ads.Select(ad => (ad.NewFollowers, ad.AreFollowersTakenBack)));
    }

    /// <summary>A day is read once more after it has settled; else it would be provisional for ever.</summary>
    [Fact]
    public void Streams_ReadEveryDayOnceMoreAfterItHasSettled()
    {
        var ad = Map(FollowerTypes.PageLike).Ads[0];
        var stub = new GraphStub();
        var options = Options.Create(new MetaAdsOptions());
        var plan = Assert.Single(new MetaAdsSource(stub.Client, new GraphConsent(stub.Client, TimeProvider.System), new FollowerAction(stub.Client, options, TimeProvider.System), options, TimeProvider.System).Streams);

        // The last run that reads it comes before yesterday has moved on by the look-back.
        var lastRead = LocalDay.Start(ad.Day.AddDays(plan.LookbackDays), TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul")) + plan.AfterDayCloses!.Value;

        Assert.True(lastRead > ad.SettlesAt, $"It is last read at {lastRead:O} and settles at {ad.SettlesAt:O}.");
    }

    [Theory]
    [InlineData("https://graph.facebook.com", "", "", "ApiBaseUrl")]
    [InlineData("http://graph.facebook.com/v26.0", "", "", "ApiBaseUrl")]
    [InlineData("https://graph.facebook.com/v26.0?x=1", "", "", "ApiBaseUrl")]
    [InlineData("https://graph.facebook.com/v26.0", "app", "0123456789abcdef0123456789abcdef", "AppId")]
    [InlineData("https://graph.facebook.com/v26.0", "1", "short", "AppSecret")]
    [InlineData("https://graph.facebook.com/v26.0", "1", "", "belong together")]
    public void Options_Wrong_NameTheSetting(string url, string app, string secret, string words)
    {
        var options = new MetaAdsOptions { ApiBaseUrl = url, AppId = app, AppSecret = secret };

        var problem = Assert.Single(options.Validate(new ValidationContext(options)));

        Assert.Contains(words, problem.ErrorMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", problem.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://graph.facebook.com/v26.0")]
    [InlineData("https://graph.facebook.com/v27.0/")]
    [InlineData("http://127.0.0.1:5000/v26.0")]
    [InlineData("")]
    public void Options_Right_Pass(string url)
    {
        var options = new MetaAdsOptions { ApiBaseUrl = url };

        Assert.Empty(options.Validate(new ValidationContext(options)));
        Assert.Equal(url.Length > 0, options.IsOn);
    }

    [Fact]
    public void Options_WrongAction_IsRefused()
    {
        var options = new MetaAdsOptions { FollowerAction = "Likes!", FollowerActions = new Dictionary<string, string> { ["act_1"] = "like" } };

        Assert.Equal(2, options.Validate(new ValidationContext(options)).Count());
    }

    private static (IReadOnlyList<Data.Metrics.AdDay> Ads, RecordReader Records) Map(string action)
    {
        var (graph, rows) = Recorded();
        var records = new RecordReader(GraphJson.Options);
        return (AdsOf(new(graph, action), MetaAdsMapping.Read(rows, Days, records).Rows), records);
    }

    private static IReadOnlyList<Data.Metrics.AdDay> AdsOf(MetaAdsMapping mapping, IReadOnlyList<MetaAdRow> rows) => mapping.Of(rows, mapping.HasAction(rows));

    private static (GraphReading Reading, IEnumerable<JsonElement> Rows) Recorded()
    {
        var stub = new GraphStub();
        var reading = new SourceReading
        {
            Client = new Client { Id = 1, Slug = "acme", Name = "Acme", Language = "uk", TimeZone = TimeZoneInfo.Utc },
            Account = new Account { Id = 7, ClientId = 1, Network = "meta-ads", Name = "brand" },
            Place = new SourcePlace("700000000000001", "Brand One TR") { DayZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul"), Currency = "TRY" },
            Access = new SourceAccess(new Dictionary<string, string>()),
            Stream = new StreamPlan { Name = "ads", Every = TimeSpan.FromDays(1) },
            From = new(2026, 11, 1),
            To = new(2026, 11, 2),
            ObservedAt = new(2026, 11, 3, 12, 0, 0, TimeSpan.Zero),
            Priority = CallPriority.Scheduled,
        };
        var graph = new GraphReading(reading, stub.Client, new GraphAccess("meta-ads", new MetaAdsOptions(), "EAAtoken0000000000000000000000000001", CallPriority.Scheduled));
        var rows = GraphStub.Json(GraphStub.Fixture("MetaAds.insights.json")).GetProperty("data").EnumerateArray();
        return (graph, rows);
    }
}
