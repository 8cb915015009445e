using SmmKpiBot.Benchmarks.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Collecting;

/// <summary>The benchmark <c>collect-kill</c> does the same at every page.</summary>
public sealed class CollectKillTests(PostgresServer server)
{
    private readonly PostgresServer _server = server;

    [Fact]
    public async Task Collect_KilledAgainAndAgain_GivesTheRowsOfAnUndisturbedRun()
    {
        var report = await CollectKillRun.RunAsync(null, everyPage: false, seed: 20261129, TestContext.Current.CancellationToken);

        Assert.InRange(report.Kills, 2, 60);
        Assert.True(report.Facts > 1_000);
    }

    [Fact]
    public async Task Collect_KilledAgainAndAgainOnPostgres_GivesTheRowsOfAnUndisturbedRun()
    {
        var options = new DatabaseOptions { Provider = "postgres", ConnectionString = await _server.CreateDatabaseAsync() };

        var report = await CollectKillRun.RunAsync(options, everyPage: false, seed: 20261130, TestContext.Current.CancellationToken);

        Assert.InRange(report.Kills, 2, 60);
    }
}
