using SmmKpiBot.Benchmarks.Fanout;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Alerts;

public sealed class FanoutKillTests
{
    private const int Alerts = 150;

    /// <summary>The benchmark <c>fanout</c> does the same with a thousand.</summary>
    [Theory]
    [InlineData(20261129)]
    public async Task Tell_KilledWhileAlertsFireAndWhileTheyEnd_EveryChatHearsOfBoth(int seed)
    {
        var random = new Random(seed);
        await using var server = await FanoutServer.StartAsync(TestContext.Current.CancellationToken);

        var told = await new FanoutKills(server, Alerts).OursAsync(random.Next(1, Alerts), random.Next(1, Alerts), TestContext.Current.CancellationToken);

        Assert.Equal((Alerts, Alerts), (told.Fired, told.Ended));
        // Twice killed, each time with at most so many on the wire.
        Assert.InRange(told.Copies, 0, 2 * 64);
        Assert.All(server.Told.Values, messages => Assert.False(messages.First()));
    }
}
