using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Google;
using SmmKpiBot.IntegrationTests.Meta;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Collecting;

public sealed class QuietAccountSqliteTests(PostgresServer server) : QuietAccountTests(Dialect.Sqlite, server);

public sealed class QuietAccountPostgresTests(PostgresServer server) : QuietAccountTests(Dialect.Postgres, server);

/// <summary>An account that is well and has nothing to tell is no account that stopped telling.</summary>
public abstract class QuietAccountTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private readonly FakeTimeProvider _clock = new(new(2026, 11, 23, 13, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Standing_OfASiteWithoutVisitsFromSocialNetworks_IsOk()
    {
        await using var rig = await GoogleAnalyticsContractRig.StartAsync(_clock);
        rig.Google.Rewrites = (_, body) => WithoutPeople(body);

        Assert.Equal(Standing.Ok, await AfterAWeekAsync(rig));
    }

    [Fact]
    public async Task Standing_OfASiteThatStopped_IsNoData()
    {
        await using var rig = await GoogleAnalyticsContractRig.StartAsync(_clock);

        Assert.Equal(Standing.NoData, await AfterAWeekAsync(rig, () => rig.Begin(Misbehaviour.Empty)));
    }

    [Fact]
    public async Task Standing_OfAPageTooSmallForInsights_IsOk()
    {
        var (server, foreign) = await FacebookRig.ServersAsync(_clock);
        await using var rig = new FacebookRig(_clock, server, foreign);
        server.Faults.IsSmall = true;

        Assert.Equal(Standing.Ok, await AfterAWeekAsync(rig));
    }

    [Fact]
    public async Task Standing_OfAPageWhoseInsightsStopped_IsNoData()
    {
        var (server, foreign) = await FacebookRig.ServersAsync(_clock);
        await using var rig = new FacebookRig(_clock, server, foreign);

        Assert.Equal(Standing.NoData, await AfterAWeekAsync(rig, () => server.Faults.InsightsStopped = true));
    }

    [Fact]
    public async Task Remarks_OfAPageTooSmallForInsights_GoAwayWhenItHasGrown()
    {
        var (server, foreign) = await FacebookRig.ServersAsync(_clock);
        await using var rig = new FacebookRig(_clock, server, foreign);
        await using var host = await CollectorHost.StartAsync(_clock, TestDatabase, rig.Settings);
        var account = await host.ConnectAsync(rig);
        server.Faults.IsSmall = true;

        await host.RoundAsync();

        var remark = Assert.Single(await host.Get<CollectionNotes>().RemarksAsync(account.Id, Cancel));
        Assert.Contains("менше ніж 100 вподобань", remark.Words.Uk, StringComparison.Ordinal);
        Assert.Contains("fewer than 100 likes", remark.Words.En, StringComparison.Ordinal);
        server.Faults.IsSmall = false;
        _clock.Advance(TimeSpan.FromDays(1));
        await host.RoundAsync();
        Assert.Empty(await host.Get<CollectionNotes>().RemarksAsync(account.Id, Cancel));
    }

    /// <param name="change">After the first day.</param>
    private async Task<Standing> AfterAWeekAsync(NetworkRig rig, Action? change = null)
    {
        await using var host = await CollectorHost.StartAsync(_clock, TestDatabase, rig.Settings);
        await host.ConnectAsync(rig);
        for (var day = 0; day < 8; day++)
        {
            await host.RoundAsync();
            if (day == 0)
                change?.Invoke();
            _clock.Advance(TimeSpan.FromDays(1));
        }

        await host.RoundAsync();
        return Assert.Single(await host.Get<AccountStandings>().ListAsync(null, Cancel)).Standing;
    }

    /// <summary>Windows of different people have no rows; days of visits keep theirs.</summary>
    private static void WithoutPeople(JsonObject body)
    {
        foreach (var report in (body["reports"]?.AsArray() ?? []).Select(report => report!.AsObject()).Where(report => report["dimensionHeaders"] is not JsonArray { Count: > 0 }))
        {
            report.Remove("rows");
            report.Remove("rowCount");
        }
    }
}
