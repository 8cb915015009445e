using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sandbox.Networks.Graph;
using SmmKpiBot.Sandbox.Networks.Model;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.MetaAds;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Meta;

/// <summary>What is collected of an ad account is what the campaigns really cost and brought.</summary>
public sealed class MetaAdsCollectingTests : IAsyncDisposable
{
    private MetaRig _rig = null!;
    private SourcePlace _place = null!;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Ads_ReadDailyWhileTheNetworkCorrects_EqualTheModelToTheUnit()
    {
        await StartAsync();
        var first = Today().AddDays(-28);
        for (var day = 0; day < 4; day++)
        {
            await _rig.ReadAsync(_place, "ads", 29);
            _rig.Clock.Advance(TimeSpan.FromDays(1));
        }

        var expected = Enumerable.Range(0, 28).Select(first.AddDays).SelectMany(day => _rig.Model.Ads(day, day.AddDays(40), Revision.None)).ToList();
        Assert.True(expected.Count > 40);
        Assert.All(expected, ad =>
        {
            var found = _rig.Facts.Ads[(ad.Day, ad.CampaignName)];
            Assert.Equal((ad.SpendCents * 10_000, "TRY", ad.Impressions, ad.LinkClicks, ad.Followers), (found.SpendMicros, found.Currency, found.Impressions, found.Clicks, found.NewFollowers));
            Assert.Equal(LocalDay.Start(ad.Day.AddDays(29), AdsStandIn.Zone), found.SettlesAt);
        });
        Assert.Equal(expected.Count, _rig.Facts.Ads.Keys.Count(key => key.Day >= first && key.Day < first.AddDays(28)));
    }

    [Fact]
    public async Task Place_IsInTheZoneAndCurrencyOfTheAccount()
    {
        await StartAsync();

        Assert.Equal((GraphBrand.AdAccountId, "Brand One TR", "TRY", "Europe/Istanbul"), (_place.ExternalId, _place.Name, _place.Currency, _place.DayZone.Id));
        Assert.Empty(_place.Remarks);
        var only = Assert.Single(await _rig.Source.DiscoverAsync(_rig.Access, MetaRig.Stop).ToListAsync(MetaRig.Stop));
        Assert.Equal((_place.ExternalId, _place.Currency, _place.DayZone), (only.ExternalId, only.Currency, only.DayZone));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Ads_OfALongSpan_ComeAsAReportWithTheSameRows(int failures)
    {
        await StartAsync();
        for (var back = 0; back < 88; back += 22)
            await _rig.ReadAsync(_place, "ads", 1, reading => reading with { From = Today().AddDays(-back - 22), To = Today().AddDays(-back - 1) });
        var expected = _rig.Facts.Lines().Where(line => line.StartsWith("AdDay", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(_rig.Server.Calls, call => call.StartsWith("604", StringComparison.Ordinal));
        _rig.Facts.Ads.Clear();
        _rig.Faults.FailedReports = failures;

        await _rig.WithTimeAsync(_rig.ReadAsync(_place, "ads", 1, reading => reading with { From = Today().AddDays(-88), To = Today().AddDays(-1), IsHistory = true }), TimeSpan.FromMilliseconds(500));

        Assert.Contains(_rig.Server.Calls, call => call.StartsWith("604", StringComparison.Ordinal) && call.Contains("/insights", StringComparison.Ordinal));
        Assert.Equal(expected, _rig.Facts.Lines().Where(line => line.StartsWith("AdDay", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Ads_AReadingBrokenOffWhileAReportIsGathered_GoesOnWithTheSameReport()
    {
        await StartAsync();
        SourceReading Longer(SourceReading reading) => reading with { From = Today().AddDays(-88), To = Today().AddDays(-1), IsHistory = true };
        _rig.Faults.IsGathering = true;
        await using (var pages = _rig.Source.ReadAsync(_rig.Reading(_place, "ads", 1, Longer), MetaRig.Stop).GetAsyncEnumerator(MetaRig.Stop))
        {
            Assert.True(await pages.MoveNextAsync());
            Assert.Equal((0, 0), (pages.Current.Ads.Count, pages.Current.Told.Count));
            _rig.Clock.Advance(TimeSpan.FromMinutes(20));
            _rig.Faults.IsGathering = false;
            var rest = await _rig.WithTimeAsync(_rig.ReadAsync(_place, "ads", 1, reading => Longer(reading) with { Cursor = pages.Current.Cursor }), TimeSpan.FromMilliseconds(500));

            Assert.Null(rest[^1].Cursor);
            Assert.Equal(Enumerable.Range(-88, 88).Select(Today().AddDays), rest.SelectMany(page => page.Told).Where(told => told.Kind == FactKind.Ads).Select(told => told.FromDay));
            Assert.NotEmpty(rest[^1].Ads);
            Assert.Single(Reports());
            _rig.Clock.Advance(TimeSpan.FromMinutes(45));
            await _rig.WithTimeAsync(_rig.ReadAsync(_place, "ads", 1, reading => Longer(reading) with { Cursor = pages.Current.Cursor }), TimeSpan.FromMilliseconds(500));
            Assert.Equal(2, Reports().Count());
        }

        IEnumerable<string> Reports() => _rig.Server.Calls.Where(call => call.StartsWith("604", StringComparison.Ordinal)).Select(call => call.Split('/', '?')[0]).Distinct();
    }

    [Fact]
    public async Task Ads_ReachOfWeeks_IsAskedForAndNotAddedUp()
    {
        await StartAsync();

        await _rig.ReadAsync(_place, "ads", 8);

        var reach = _rig.Facts.Points.Where(pair => pair.Key.Metric == MetricCatalogue.Reach).ToDictionary();
        Assert.Equal([7, 14, 28, 31], reach.Keys.Select(key => int.Parse(key.Dimension["days:".Length..], System.Globalization.CultureInfo.InvariantCulture)).Order());
        Assert.All(reach.Values, point => Assert.Equal(
            (MetricCatalogue.Reach, point.Dimension == "days:31" ? new DateOnly(2026, 10, 31) : new DateOnly(2026, 11, 1), _rig.Model.TruthOfWindow(GraphBrand.AdPeople, point.Day, int.Parse(point.Dimension["days:".Length..], System.Globalization.CultureInfo.InvariantCulture))),
            (point.Metric, point.Day, point.Value)));
    }

    [Fact]
    public async Task Ads_ReachRefused_CostsNothingElseAndIsRemembered()
    {
        await StartAsync();
        _rig.Faults.DeadMetrics.Add("reach");

        var pages = await _rig.ReadAsync(_place, "ads", 29);

        Assert.Equal("reach", Assert.Single(pages.SelectMany(page => page.Refused)).Metric);
        Assert.DoesNotContain(_rig.Facts.Points.Keys, key => key.Metric == MetricCatalogue.Reach);
        Assert.True(_rig.Facts.Ads.Count > 40);
        var calls = _rig.Server.Calls.Count;
        Assert.Empty((await _rig.ReadAsync(_place, "ads", 29, reading => reading with { Refused = new HashSet<string> { "reach" } })).SelectMany(page => page.Refused));
        Assert.DoesNotContain(_rig.Server.Calls.Skip(calls), call => call.Contains("reach", StringComparison.Ordinal));
    }

    /// <summary>Clicks on anything and actions by type, of all campaigns together; what did not happen on a day is no row of it.</summary>
    [Fact]
    public async Task Ads_ActionsByType_EqualTheModelToTheUnit()
    {
        await StartAsync();
        for (var day = 0; day < 4; day++)
        {
            await _rig.ReadAsync(_place, "ads", 29);
            _rig.Clock.Advance(TimeSpan.FromDays(1));
        }

        for (var back = 6; back < 20; back++)
        {
            var day = Today().AddDays(-back);
            var told = _rig.Facts.Points.Where(pair => pair.Key.Metric == MetricCatalogue.AdActions && pair.Key.Day == day).Select(pair => (pair.Key.Dimension, pair.Value.Value!.Value)).Order();
            Assert.Equal(AdsStandIn.Counts([.. _rig.Model.Ads(day, day.AddDays(40), Revision.None)]).Select(action => ("action:" + action.Type, action.Count)).Order(), told);
        }
    }

    /// <summary>Days without a single follow cost what they cost: an account whose ads have brought some is known to have had none.</summary>
    [Fact]
    public async Task Ads_OtherActionChosenThatCameBefore_IsZeroWhereItIsAbsent()
    {
        await StartAsync(($"FollowerActions:{GraphBrand.AdAccountId}", AdsStandIn.InstagramFollow));
        _rig.Faults.NoInstagramFollowsFrom = Today().AddDays(-20);

        await _rig.ReadAsync(_place, "ads", 8);

        Assert.NotEmpty(_rig.Facts.Ads);
        Assert.All(_rig.Facts.Ads.Values, ad => Assert.Equal(0, ad.NewFollowers));
    }

    [Fact]
    public async Task Ads_OtherActionChosen_IsNotKnownWhereItIsAbsent()
    {
        await StartAsync(($"FollowerActions:{GraphBrand.AdAccountId}", "instagram_profile_follow"));

        var pages = await _rig.ReadAsync(_place, "ads", 8);

        Assert.NotEmpty(_rig.Facts.Ads);
        Assert.All(_rig.Facts.Ads.Values, ad => Assert.Null(ad.NewFollowers));
        Assert.All(pages, page => Assert.Contains("instagram_profile_follow", Assert.Single(page.Remarks).En, StringComparison.Ordinal));
    }

    /// <summary>What a person chose for the account goes before the settings, and is said with the figures.</summary>
    [Fact]
    public async Task Ads_ActionChosenForTheAccount_EqualsTheModelToTheUnit()
    {
        await StartAsync(("FollowerAction", "none"));
        var chosen = _place with { Choices = new Dictionary<string, string> { ["follower-action"] = AdsStandIn.InstagramFollow } };

        var pages = await _rig.ReadAsync(chosen, "ads", 29);

        var settled = Today().AddDays(-3);
        var days = Enumerable.Range(0, 20).Select(back => settled.AddDays(-back)).SelectMany(day => _rig.Model.Ads(day, day.AddDays(40), Revision.None)).ToList();
        Assert.Contains(days, ad => ad.InstagramFollows > 0);
        Assert.All(days, ad => Assert.Equal(ad.InstagramFollows, _rig.Facts.Ads[(ad.Day, ad.CampaignName)].NewFollowers ?? 0));
        Assert.Contains("'onsite_conversion.follow'", Assert.Single(pages[0].Remarks).En, StringComparison.Ordinal);
        Assert.Contains("не описує", pages[0].Remarks[0].Uk, StringComparison.Ordinal);
        Assert.Equal("none", _rig.Source.CountedBy(_rig.Reading(_place, "ads", 1).Client, _place, _rig.Source.Streams[0]));
    }

    [Fact]
    public async Task Ads_OlderThanMetaKeeps_AreNotAskedFor()
    {
        await StartAsync();

        var pages = await _rig.ReadAsync(_place, "ads", 1, reading => reading with { From = Today().AddYears(-5), To = Today().AddYears(-4), IsHistory = true });

        Assert.Empty(pages);
    }

    private async Task StartAsync(params (string Key, string Value)[] settings)
    {
        _rig = await MetaRig.StartAsync<MetaAdsNetwork>(settings);
        _place = await _rig.CheckAsync("act_" + GraphBrand.AdAccountId);
    }

    private DateOnly Today() => LocalDay.Of(_rig.Clock.GetUtcNow(), AdsStandIn.Zone);
}
