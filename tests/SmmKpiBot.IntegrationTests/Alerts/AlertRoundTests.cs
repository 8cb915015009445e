using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Reporting.Alerts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Alerts;

public sealed class AlertRoundSqliteTests(PostgresServer server) : AlertRoundTests(Dialect.Sqlite, server);

public sealed class AlertRoundPostgresTests(PostgresServer server) : AlertRoundTests(Dialect.Postgres, server);

public abstract class AlertRoundTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    /// <summary>14:00 in Kyiv, a Friday.</summary>
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Noon);

    [Fact]
    public async Task RunAsync_FigureBreaches_TeamIsToldOnceAMinuteLater()
    {
        await using var rig = Start();
        await PrepareAsync(rig, views: 50);

        await rig.RunAsync();
        Assert.Empty(await rig.ToldAsync());
        await rig.PassAsync(TimeSpan.FromMinutes(2));

        var told = Assert.Single(await rig.ToldAsync());
        Assert.Equal((AlertRig.StaffChat, OutboxKind.Alert), (told.ChatId, told.Kind));
        Assert.Contains("ACME", told.Text, StringComparison.Ordinal);
        Assert.Contains("50", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_FigureIsGoodAgain_RecoveryRepliesAndTheMessageIsEdited()
    {
        await using var rig = Start();
        var client = await PrepareAsync(rig, views: 50);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromMinutes(2));
        await rig.DeliverAsync();

        await rig.PassAsync(TimeSpan.FromHours(18));
        await rig.DeliverAsync();
        await rig.ViewsAsync(client, 500);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromHours(2));

        var told = await rig.ToldAsync();
        Assert.Equal(3, told.Count);
        var recovery = Assert.Single(told, message => message.Payload.RepliesToKey == told[0].Key);
        Assert.Contains("500", recovery.Text, StringComparison.Ordinal);
        Assert.Contains("Lasted 18", recovery.Text, StringComparison.Ordinal);
        Assert.Contains("✅", Assert.Single(told, message => message.Payload.EditsKey == told[0].Key).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NothingChanged_WritesNoRow()
    {
        await using var rig = Start();
        await PrepareAsync(rig, views: 50);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromMinutes(5));
        var before = await RowsAsync(rig);

        for (var cycle = 0; cycle < 5; cycle++)
            await rig.PassAsync(TimeSpan.FromMinutes(1));
        await using var restarted = Start();
        await restarted.RunAsync();

        Assert.Equal(before, await RowsAsync(rig));
    }

    [Fact]
    public async Task RunAsync_RestartedAndRunByTwoAtOnce_TellsOnce()
    {
        await using (var first = Start())
            await PrepareAsync(first, views: 50);
        for (var restart = 0; restart < 8; restart++)
        {
            await using var one = Start();
            await using var other = Start();
            await Task.WhenAll(one.RunAsync(), other.RunAsync());
            _clock.Advance(TimeSpan.FromSeconds(40));
        }

        await using var rig = Start();
        Assert.Single(await rig.ToldAsync());
        Assert.Equal(1, await rig.CountAsync("alert_event"));
    }

    [Fact]
    public async Task RunAsync_AtNight_WaitsForTheMorningAndCriticalDoesNot()
    {
        await using var rig = Start();
        var client = await PrepareAsync(rig, views: 500);
        await rig.AddRuleAsync(client, AlertSeverity.Critical);
        _clock.SetUtcNow(new DateTimeOffset(2026, 11, 20, 22, 30, 0, TimeSpan.Zero));
        await rig.RunAsync();
        await rig.ViewsAsync(client, 50);
        await rig.RunAsync();

        await rig.PassAsync(TimeSpan.FromHours(2));
        Assert.Contains("🔴", Assert.Single(await rig.ToldAsync()).Text, StringComparison.Ordinal);
        await rig.DeliverAsync();
        await rig.PassAsync(TimeSpan.FromHours(6));

        var told = await rig.ToldAsync();
        Assert.Equal(2, told.Count);
        Assert.Contains("☀️", told[1].Text, StringComparison.Ordinal);
    }

    private AlertRig Start() => new(TestDatabase, _clock);

    private static async Task<Client> PrepareAsync(AlertRig rig, long views)
    {
        var client = await rig.AddClientAsync("acme");
        await rig.BindAsync(AlertRig.StaffChat, ChatPurpose.Staff);
        await rig.BindAsync(AlertRig.OwnerChat, ChatPurpose.Owner);
        await rig.AddRuleAsync(client);
        await rig.ViewsAsync(client, views);
        return client;
    }

    private static async Task<List<long>> RowsAsync(AlertRig rig)
    {
        List<long> rows = [];
        foreach (var table in (string[])["alert_state", "alert_event", "alert_notice", "alert_group", "alert_episode", "outbox", "button"])
            rows.Add(await rig.CountAsync(table));
        return rows;
    }
}
