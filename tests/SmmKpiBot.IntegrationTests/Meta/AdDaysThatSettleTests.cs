using Dapper;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sandbox.Networks.Graph;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Meta;

public sealed class AdDaysThatSettleSqliteTests(PostgresServer server) : AdDaysThatSettleTests(Dialect.Sqlite, server);

public sealed class AdDaysThatSettlePostgresTests(PostgresServer server) : AdDaysThatSettleTests(Dialect.Postgres, server);

/// <summary>What ads cost is corrected for 28 days, and then it is final.</summary>
public abstract class AdDaysThatSettleTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private readonly Dialect _dialect = dialect;
    private readonly FakeTimeProvider _clock = new(new(2026, 10, 12, 4, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Rounds_DayByDay_LeaveNoOldDayProvisional()
    {
        await using var rig = await RigAsync();
        await using var host = await CollectorHost.StartAsync(_clock, TestDatabase, rig.Settings);
        var account = await host.ConnectAsync(rig);
        var first = Today();
        for (var day = 0; day < 33; day++)
        {
            await host.RoundAsync();
            _clock.Advance(TimeSpan.FromDays(1));
        }

        var old = (await AdsAsync(host, account)).Where(row => row.Day >= first && row.Day < first.AddDays(3)).ToList();
        Assert.NotEmpty(old);
        Assert.All(old, row => Assert.False(row.Provisional, $"{row.Day:O} was last read at {row.ObservedAt:O}."));
    }

    /// <summary>Days that were read for the last time before they settled, by a bot that looked back no farther.</summary>
    [Fact]
    public async Task Migration_DaysThatStayedProvisional_AreReadOnceMore()
    {
        await using var rig = await RigAsync();
        await using var host = await CollectorHost.StartAsync(_clock, TestDatabase, rig.Settings);
        var account = await host.ConnectAsync(rig);
        var first = Today();
        await host.RoundAsync();
        _clock.Advance(TimeSpan.FromDays(60));
        await host.RoundAsync();
        await WriteAsync($"update ad_day set settles_at = {UnixMicros.Of(_clock.GetUtcNow().AddDays(1))}");
        _clock.Advance(TimeSpan.FromDays(2));
        await host.RoundAsync();
        Assert.Contains(await AdsAsync(host, account), row => row.Day == first && row.Provisional);

        await using (var script = typeof(AccountEnds).Assembly.GetManifestResourceStream((_dialect == Dialect.Postgres ? "postgres" : "sqlite") + ".V0045__checks_refused_and_ads_settled.sql")!)
        {
            using var reader = new StreamReader(script);
            var sql = await reader.ReadToEndAsync(Cancel);
            await WriteAsync(sql[sql.IndexOf("update ", StringComparison.Ordinal)..]);
        }

        _clock.Advance(TimeSpan.FromDays(1));
        await host.RoundAsync();

        var old = (await AdsAsync(host, account)).Where(row => row.Day >= first && row.Day < first.AddDays(30)).ToList();
        Assert.NotEmpty(old);
        Assert.All(old, row => Assert.False(row.Provisional, $"{row.Day:O}"));
    }

    private async Task<MetaAdsRig> RigAsync()
    {
        var (server, foreign) = await MetaAdsRig.ServersAsync(_clock);
        return new MetaAdsRig(_clock, server, foreign);
    }

    private DateOnly Today() => LocalDay.Of(_clock.GetUtcNow(), AdsStandIn.Zone);

    private static async Task<IEnumerable<AdDay>> AdsAsync(CollectorHost host, Account account) => (await host.FactsAsync(new(2026, 9, 1))).Ads.Where(row => row.AccountId == account.Id);

    private Task<int> WriteAsync(string sql) => Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), Cancel);
}
