using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Delivery;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Alerts;

public sealed class OutsidePingSqliteTests(PostgresServer server) : OutsidePingTests(Dialect.Sqlite, server);

public sealed class OutsidePingPostgresTests(PostgresServer server) : OutsidePingTests(Dialect.Postgres, server);

/// <summary>The address outside takes the connection and never says a word, and no time limit helps.</summary>
public abstract class OutsidePingTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const string Secret = "b7d1-secret-of-the-address";

    /// <summary>Only a test that fails waits for so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
    private readonly DeliveryRig.LogLines _logs = new();

    [Fact]
    public async Task RunAsync_PingHangs_DelaysNoRoundAndStaysTheOnlyOne()
    {
        using var outside = Listen();
        await using var rig = Start(outside);
        await rig.Get<OutsidePing>().StartAsync(Cancel);

        await rig.RunAsync().WaitAsync(Patience, Cancel);
        using var hanging = await outside.AcceptTcpClientAsync(Cancel).AsTask().WaitAsync(Patience, Cancel);
        for (var minute = 0; minute < 3; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await rig.RunAsync().WaitAsync(Patience, Cancel);
        }

        Assert.Equal(_clock.GetUtcNow(), await rig.Get<Heartbeat>().LastAsync(Cancel));
        Assert.False(outside.Pending());
        await rig.Get<OutsidePing>().StopAsync(Cancel).WaitAsync(Patience, Cancel);
    }

    [Fact]
    public async Task RunAsync_PingFails_IsLoggedWithoutItsAddressAndTheNextOneGoesOut()
    {
        using var outside = Listen();
        await using var rig = Start(outside);
        await rig.Get<OutsidePing>().StartAsync(Cancel);
        await rig.RunAsync().WaitAsync(Patience, Cancel);
        var hanging = await outside.AcceptTcpClientAsync(Cancel).AsTask().WaitAsync(Patience, Cancel);
        await rig.RunAsync().WaitAsync(Patience, Cancel);

        hanging.Dispose();

        using var next = await outside.AcceptTcpClientAsync(Cancel).AsTask().WaitAsync(Patience, Cancel);
        await rig.Get<OutsidePing>().StopAsync(Cancel).WaitAsync(Patience, Cancel);
        Assert.Contains("Alerts:PingUrl could not be reached", _logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, _logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", _logs.Text, StringComparison.Ordinal);
    }

    private static TcpListener Listen()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private AlertRig Start(TcpListener outside) => new(
        TestDatabase,
        _clock,
        services =>
        {
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs));
            services.AddHttpClient(OutsidePing.HttpName, client => client.Timeout = Timeout.InfiniteTimeSpan);
        },
        ("Alerts:PingUrl", $"https://{outside.LocalEndpoint}/{Secret}"));
}
