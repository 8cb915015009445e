using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram.Kpis;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Alerts;

public sealed class UntoldAlertsSqliteTests(PostgresServer server) : UntoldAlertsTests(Dialect.Sqlite, server);

public sealed class UntoldAlertsPostgresTests(PostgresServer server) : UntoldAlertsTests(Dialect.Postgres, server);

/// <summary>What a chat had no message of is in its digest, and in no other chat's.</summary>
public abstract class UntoldAlertsTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    /// <summary>14:00 in Kyiv, a Thursday.</summary>
    private static readonly DateTimeOffset Noon = new(2026, 11, 19, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Noon);
    private long _point;

    [Fact]
    public async Task Digest_AlertRepeatedThreeTimes_SaysThatItGoesOn()
    {
        await using var rig = await StartAsync();
        var client = await rig.AddClientAsync("acme");
        await SayAsync(rig, client, AlertSignal.Breach);
        for (var day = 0; day < 2; day++)
            await TellAsync(rig, TimeSpan.FromHours(25));
        Assert.Empty(await LinesAsync(rig, client));

        await TellAsync(rig, TimeSpan.FromHours(25));

        Assert.Equal(["🟠 Views: 100 or less — going on since 19 November, 14:00, no longer repeated"], await LinesAsync(rig, client));
        await SayAsync(rig, client, AlertSignal.Clear);
        Assert.Empty(await LinesAsync(rig, client));
    }

    [Fact]
    public async Task Digest_AlertEndedWhileItsGroupWaited_SaysThatItCameAndWentInItsWeekOnly()
    {
        await using var rig = await StartAsync();
        var client = await rig.AddClientAsync("acme");
        await SayAsync(rig, client, AlertSignal.Breach);
        _clock.Advance(TimeSpan.FromSeconds(20));
        await SayAsync(rig, client, AlertSignal.Clear);
        Assert.Empty(await rig.ToldAsync());

        _clock.SetUtcNow(Noon.AddDays(4));
        Assert.Equal(["✅ Views: 100 or less — came and went on 19 November, 14:00"], await LinesAsync(rig, client));
        _clock.SetUtcNow(Noon.AddDays(11));
        Assert.Empty(await LinesAsync(rig, client));
    }

    [Fact]
    public async Task Digest_AlertThatFlaps_SaysHowOftenUntilItIsQuietForADay()
    {
        await using var rig = await StartAsync();
        var client = await rig.AddClientAsync("acme");
        for (var episode = 0; episode < 6; episode++)
        {
            await SayAsync(rig, client, AlertSignal.Breach);
            await TellAsync(rig, TimeSpan.FromMinutes(20));
            await SayAsync(rig, client, AlertSignal.Clear);
            await TellAsync(rig, TimeSpan.FromMinutes(20));
        }

        var line = Assert.Single(await LinesAsync(rig, client, "this-week", _clock.GetUtcNow().AddDays(1)));
        Assert.Equal("🔁 Views: 100 or less — fires too often, 3 times without a message in this period: until it has been quiet for a day, it is shown only here and in /alerts", line);
        _clock.Advance(TimeSpan.FromHours(25));
        Assert.StartsWith("✅ Views: 100 or less — came and went 3 times, last on 19 November", Assert.Single(await LinesAsync(rig, client, "this-week")), StringComparison.Ordinal);
    }

    /// <summary>Another client's, another chat's and a client's digest have nothing of it.</summary>
    [Fact]
    public async Task Digest_OfOthers_HasNoneOfIt()
    {
        await using var rig = await StartAsync();
        var (acme, brew) = (await rig.AddClientAsync("acme"), await rig.AddClientAsync("brew"));
        await SayAsync(rig, acme, AlertSignal.Breach);
        await SayAsync(rig, acme, AlertSignal.Clear);
        Silence silence = new() { Id = "1", ClientId = acme.Id, Author = "Olha", From = Noon, Until = Noon.AddDays(20) };
        Silence ofAll = new() { Id = "2", Account = "facebook/acme", Author = "Owner", From = Noon, Until = Noon.AddDays(20) };
        Silence later = new() { Id = "3", ClientId = acme.Id, Author = "Later", From = Noon.AddDays(15), Until = Noon.AddDays(20) };
        foreach (var one in (Silence[])[silence, ofAll, later])
            await rig.Database.WriteAsync((connection, transaction) => SilenceStore.AddAsync(connection, transaction, one), Cancel);
        _clock.SetUtcNow(Noon.AddDays(4));

        Assert.Equal(
            ["✅ Views: 100 or less — came and went on 19 November, 14:00", "🔇 ACME · all alerts — until 9 December, 14:00, Olha"], await LinesAsync(rig, acme));
        Assert.Empty(await LinesAsync(rig, brew));
        var owners = await ChatAsync(rig, ChatPurpose.Owner);
        Assert.Equal(
            ["🔇 ACME · all alerts — until 9 December, 14:00, Olha", "🔇 Facebook “acme” — until 9 December, 14:00, Owner"], Lines(await rig.Get<UntoldAlerts>().AddToAsync(Question(acme), owners, Cancel)));
        Assert.Empty(Lines(await rig.Get<UntoldAlerts>().AddToAsync(Question(acme) with { Reader = Reader.Client }, await ChatAsync(rig, ChatPurpose.Staff), Cancel)));
    }

    private async Task<AlertRig> StartAsync()
    {
        AlertRig rig = new(TestDatabase, _clock);
        await rig.BindAsync(AlertRig.StaffChat, ChatPurpose.Staff);
        await rig.BindAsync(AlertRig.OwnerChat, ChatPurpose.Owner);
        await rig.SaveAsync(Rule);
        return rig;
    }

    private static AlertRule Rule => new() { Id = "views", Check = new KpiValueCheck { Kpi = "reach.views", Fire = 100 }, FireAfter = 1, ClearAfter = 1 };

    /// <summary>The next point of the client's views says this.</summary>
    private async Task SayAsync(AlertRig rig, Client client, AlertSignal signal)
    {
        AlertSubject subject = new(Rule.Id, client.Id, null, "reach.views", "");
        var stored = await rig.Get<AlertStateStore>().OfClientAsync(client.Id, Cancel);
        AlertLedger ledger = new();
        ledger.Step(stored.GetValueOrDefault(subject.Fingerprint()) ?? new(AlertState.Initial(subject), 0, null), AlertPatience.Of(Rule), [new(signal) { Point = ++_point }], _clock.GetUtcNow());
        Assert.True(await rig.Get<LedgerWriter>().WriteAsync(ledger, Cancel));
    }

    /// <summary>Time passes, and chats are told and read what is due then.</summary>
    private async Task TellAsync(AlertRig rig, TimeSpan later)
    {
        _clock.Advance(TimeSpan.FromMinutes(2));
        await rig.Get<AlertTelling>().TellAsync(Cancel);
        await rig.DeliverAsync();
        _clock.Advance(later);
        await rig.Get<AlertTelling>().TellAsync(Cancel);
        await rig.DeliverAsync();
    }

    private static async Task<BoundChat> ChatAsync(AlertRig rig, ChatPurpose purpose) => (await rig.Get<ChatStore>().ListAsync(Cancel)).Single(chat => chat.Purpose == purpose);

    private async Task<IReadOnlyList<string>> LinesAsync(AlertRig rig, Client client, string period = "week", DateTimeOffset? today = null) =>
        Lines(await rig.Get<UntoldAlerts>().AddToAsync(Question(client, period, today), await ChatAsync(rig, ChatPurpose.Staff), Cancel));

    private DigestQuestion Question(Client client, string period = "week", DateTimeOffset? today = null) =>
        new(client, new PeriodRef(period, DateOnly.FromDateTime((today ?? _clock.GetUtcNow()).UtcDateTime)), Reader.Staff, Language.En);

    private static IReadOnlyList<string> Lines(DigestQuestion question) => [.. question.Alerts.Select(line => line.Replace('\u00A0', ' ').Replace('\u202F', ' '))];
}
