using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sandbox.Networks.Graph;
using SmmKpiBot.Sandbox.Networks.Model;
using SmmKpiBot.Sources.Http.Graph;
using SmmKpiBot.Sources.MetaAds;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Meta;

public abstract class MetaAdsContractTests(Dialect dialect, PostgresServer server) : NetworkContract(dialect, server)
{
    /// <summary>More than are read at once.</summary>
    protected override int Days => 40;

    [Fact]
    public async Task Report_ThatTakesLongerThanARun_IsWaitedForInTheNextOneAndIsNoFailure()
    {
        var (account, runner, faults) = (await Host.ConnectAsync(Rig, withHistory: true), Host.Get<AccountRunner>(), ((MetaAdsRig)Rig).Server.Faults);
        await Host.DriveAsync(runner.RunAsync(account.Id, Cancel));
        faults.IsGathering = true;
        Host.Get<NetworkCircuits>().Failed(Rig.Network, -1);
        Host.Get<NetworkCircuits>().Failed(Rig.Network, -2);

        await Host.DriveAsync(runner.RunHistoryAsync(account.Id, Cancel));

        var broken = Assert.Single(await Host.StatesAsync(account), state => state.IsHistory);
        Assert.Equal((null, 0, null), (broken.Problem, broken.Failures, broken.ReadTo));
        Assert.NotNull(broken.Broken?.Cursor);
        Assert.Null(Host.Get<NetworkCircuits>().Allowed(Rig.Network));
        faults.IsGathering = false;
        Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await Host.DriveAsync(runner.RunHistoryAsync(account.Id, Cancel));
        Assert.NotNull(Assert.Single(await Host.StatesAsync(account), state => state.IsHistory).ReadTo);
    }

    protected override async Task<NetworkRig> CreateRigAsync(FakeTimeProvider clock)
    {
        var (server, foreign) = await MetaAdsRig.ServersAsync(clock);
        return new MetaAdsRig(clock, server, foreign);
    }
}

public sealed class MetaAdsContractSqliteTests(PostgresServer server) : MetaAdsContractTests(Dialect.Sqlite, server);

public sealed class MetaAdsContractPostgresTests(PostgresServer server) : MetaAdsContractTests(Dialect.Postgres, server);

/// <summary>The ad account, and all that the network tells of it.</summary>
internal sealed class MetaAdsRig(FakeTimeProvider clock, GraphServer server, GraphServer foreign) : MetaContractRig(clock, new MetaAdsNetwork(), server, foreign)
{
    public override string PlaceId => GraphBrand.AdAccountId;

    public static new Task<(GraphServer Server, GraphServer Foreign)> ServersAsync(FakeTimeProvider clock) => MetaContractRig.ServersAsync(clock);

    public override void Restate()
    {
        var today = LocalDay.Of(Now, AdsStandIn.Zone);
        Model.RestateAds(today.AddDays(-2), 130);
        Model.RestateAds(today.AddDays(-20), 90);
    }

    public override BrandFacts Expected(DateOnly from)
    {
        var facts = new BrandFacts();
        var today = LocalDay.Of(Now, AdsStandIn.Zone);
        for (var day = from; day < today; day = day.AddDays(1))
        {
            foreach (var ad in Model.Ads(day, today, Revision.Usual))
            {
                facts.Ads[(day, ad.CampaignName)] = new()
                {
                    AccountId = 0,
                    Day = day,
                    Campaign = ad.CampaignName,
                    SpendMicros = ad.SpendCents * 10_000,
                    Currency = AdsStandIn.Currency,
                    Impressions = ad.Impressions,
                    Clicks = ad.LinkClicks,
                    NewFollowers = ad.Followers,
                    ObservedAt = default,
                    SettlesAt = default,
                };
            }

            foreach (var (type, count) in AdsStandIn.Counts([.. Model.Ads(day, today, Revision.Usual)]))
                facts.Points[(MetricCatalogue.AdActions, "action:" + type, day)] = count;
            foreach (var days in MetaWindows.Ending(day, 31))
                facts.Points[(MetricCatalogue.Reach, $"days:{days}", day)] = Model.ToldOfWindow(GraphBrand.AdPeople, day, days, today, Revision.Usual)!.Value;
        }

        return facts;
    }
}
