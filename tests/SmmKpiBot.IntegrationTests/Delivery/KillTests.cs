using SmmKpiBot.Benchmarks.Delivery;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Delivery;

public sealed class KillTests(PostgresServer server)
{
    private readonly PostgresServer _server = server;

    /// <summary>The benchmark <c>kill</c> does the same 200 times from a new seed.</summary>
    [Fact]
    public async Task Send_KilledFiftyTimes_LosesNothingKeepsOrderAndJournalsEveryCopy()
    {
        var report = await KillRun.RunAsync(null, messages: 1500, kills: 50, seed: 20261123, TestContext.Current.CancellationToken);

        Assert.Equal((1500, 50), (report.Messages, report.Kills));
        Assert.True(report.Unknowns > 0, "No kill hit a message on the wire: the test shows nothing.");
    }

    [Fact]
    public async Task Send_KilledTenTimesOnPostgres_LosesNothingKeepsOrderAndJournalsEveryCopy()
    {
        var options = new DatabaseOptions { Provider = "postgres", ConnectionString = await _server.CreateDatabaseAsync() };

        var report = await KillRun.RunAsync(options, messages: 600, kills: 10, seed: 20261123, TestContext.Current.CancellationToken);

        Assert.Equal((600, 10), (report.Messages, report.Kills));
        Assert.True(report.Unknowns > 0, "No kill hit a message on the wire: the test shows nothing.");
    }
}
