using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Reporting.Alerts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Alerts;

public sealed class AlertLogSqliteTests(PostgresServer server) : AlertLogTests(Dialect.Sqlite, server);

public sealed class AlertLogPostgresTests(PostgresServer server) : AlertLogTests(Dialect.Postgres, server);

public abstract class AlertLogTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Noon);

    /// <summary>An outage of others floods the log; who sees one client sees what happened to it, and nothing of them.</summary>
    [Fact]
    public async Task RecentAsync_OfOneClientBehindManyEventsOfAnother_FindsItsOwnOnly()
    {
        await using var rig = new AlertRig(TestDatabase, _clock);
        AlertSubject own = new("rule", (await rig.AddClientAsync("acme")).Id, null, "reach.views", "");
        AlertSubject others = new("rule", (await rig.AddClientAsync("brew")).Id, null, "reach.views", "");
        AlertSubject network = new("rule", 0, null, AlertMetrics.Platform, "instagram");
        await WriteAsync([Event(own, AlertEventKind.Fired, "own"), Event(network, AlertEventKind.Fired, "network"), .. Enumerable.Range(0, 600).Select(at => Event(others, AlertEventKind.Fired, $"other{at}"))]);
        var log = rig.Get<AlertLog>();

        var seen = await log.RecentAsync([own.ClientId], withNone: false, 20, Cancel);
        var operators = await log.RecentAsync([own.ClientId], withNone: true, 20, Cancel);

        Assert.Equal(["own"], seen.Select(one => one.EpisodeId));
        Assert.Equal(["network", "own"], operators.Select(one => one.EpisodeId));
        Assert.Equal(20, (await log.RecentAsync(null, withNone: false, 20, Cancel)).Count);
        Assert.Empty(await log.RecentAsync([], withNone: false, 20, Cancel));
    }

    [Fact]
    public async Task OfEpisodeAsync_FiredAfterWaiting_BeginsWithTheFirstBreachOfItsRun()
    {
        await using var rig = new AlertRig(TestDatabase, _clock);
        var client = (await rig.AddClientAsync("acme")).Id;
        AlertSubject views = new("rule", client, null, "reach.views", "");
        AlertSubject visits = new("rule", client, null, "traffic.sessions", "");
        await WriteAsync(
        [
            Event(views, AlertEventKind.Pending, null), Event(views, AlertEventKind.Fired, "first"), Event(views, AlertEventKind.Resolved, "first"),
            Event(views, AlertEventKind.Pending, null), Event(views, AlertEventKind.Dropped, null),
            Event(views, AlertEventKind.DataLate, null), Event(views, AlertEventKind.DataFresh, null),
            Event(views, AlertEventKind.Pending, null), Event(visits, AlertEventKind.Pending, null),
            Event(views, AlertEventKind.DataLate, null), Event(views, AlertEventKind.DataFresh, null), Event(views, AlertEventKind.Fired, "second"),
            Event(visits, AlertEventKind.Fired, "visits"), Event(views, AlertEventKind.Acked, "second"), Event(views, AlertEventKind.Closed, "second"),
            Event(views, AlertEventKind.Pending, null),
        ]);
        var log = rig.Get<AlertLog>();

        Assert.Equal([AlertEventKind.Pending, AlertEventKind.Fired, AlertEventKind.Resolved], await KindsAsync("first"));
        Assert.Equal(
            [AlertEventKind.Pending, AlertEventKind.DataLate, AlertEventKind.DataFresh, AlertEventKind.Fired, AlertEventKind.Acked, AlertEventKind.Closed], await KindsAsync("second"));
        Assert.Equal([AlertEventKind.Pending, AlertEventKind.Fired], await KindsAsync("visits"));
        Assert.Empty(await KindsAsync("unknown"));

        async Task<IEnumerable<AlertEventKind>> KindsAsync(string episode) => (await log.OfEpisodeAsync(episode, Cancel)).Select(one => one.Kind);
    }

    /// <summary>Data that came late before anything was wrong led to nothing.</summary>
    [Fact]
    public async Task OfEpisodeAsync_FiredAtOnce_BeginsWithTheFiring()
    {
        await using var rig = new AlertRig(TestDatabase, _clock);
        AlertSubject views = new("rule", (await rig.AddClientAsync("acme")).Id, null, "reach.views", "");
        await WriteAsync([Event(views, AlertEventKind.DataLate, null), Event(views, AlertEventKind.DataFresh, null), Event(views, AlertEventKind.Fired, "one"), Event(views, AlertEventKind.DataLate, "one")]);

        var story = await rig.Get<AlertLog>().OfEpisodeAsync("one", Cancel);

        Assert.Equal([AlertEventKind.Fired, AlertEventKind.DataLate], story.Select(one => one.Kind));
    }

    private Task WriteAsync(AlertEvent[] events) => Database.WriteAsync((connection, transaction) => AlertLog.WriteAsync(connection, transaction, events, []), Cancel);

    private static AlertEvent Event(AlertSubject subject, AlertEventKind kind, string? episode) => new()
    {
        Kind = kind,
        Reason = AlertReason.None,
        At = Noon,
        Subject = subject,
        EpisodeId = episode,
        Severity = AlertSeverity.Warning,
    };
}
