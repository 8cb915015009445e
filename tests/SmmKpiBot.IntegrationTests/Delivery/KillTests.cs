using SmmKpiBot.Benchmarks.Delivery;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Delivery;

public sealed class KillTests
{
    /// <summary>The benchmark <c>kill</c> does the same 200 times from a new seed.</summary>
    [Fact]
    public async Task Send_KilledFiftyTimes_LosesNothingKeepsOrderAndJournalsEveryCopy()
    {
        var report = await KillRun.RunAsync(messages: 1500, kills: 50, seed: 20261123, TestContext.Current.CancellationToken);

        Assert.Equal((1500, 50), (report.Messages, report.Kills));
        Assert.True(report.Unknowns > 0, "No kill hit a message on the wire: the test shows nothing.");
    }
}
