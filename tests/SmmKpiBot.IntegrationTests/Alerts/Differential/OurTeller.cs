using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Alerts.Differential;

/// <summary>Our machine, planner and outbox over a real database, on a clock that is moved from one instant at which something is due to the next.</summary>
internal sealed partial class OurTeller(TestDatabase database, FakeTimeProvider clock) : IAlertTeller, IAsyncDisposable
{
    private const string RuleId = "differential";

    private readonly AlertRig _rig = new(database, clock);
    private readonly FakeTimeProvider _clock = clock;
    private readonly Dictionary<string, long> _clients = [];
    private readonly HashSet<string> _refused = [];
    private long _points;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task PrepareAsync()
    {
        await _rig.BindAsync(AlertRig.StaffChat, ChatPurpose.Staff);
        await _rig.SaveAsync(new() { Id = RuleId, Check = new KpiValueCheck { Kpi = "reach.views", Fire = 100 }, FireAfter = 1, ClearAfter = 1 });
    }

    public Task FireAsync(string group, params string[] alerts) => StepAsync(group, alerts, AlertSignal.Breach);

    public Task ResolveAsync(string group, params string[] alerts) => StepAsync(group, alerts, AlertSignal.Clear);

    public async Task HeardAsync(string group, int times)
    {
        while (true)
        {
            var next = await TellAsync();
            var heard = await HeardAsync(group);
            if (heard.Count >= times)
                return;

            Assert.True(next > _clock.GetUtcNow(), $"Nothing more comes to {group}, which heard: {string.Join("; ", heard)}");
            _clock.SetUtcNow(next.Value);
        }
    }

    public Task PassAsync() => PassAsync(NotificationPlanner.GroupWait + NotificationPlanner.GroupInterval);

    public async Task PassAsync(TimeSpan span)
    {
        var end = _clock.GetUtcNow() + span;
        while (await TellAsync() is { } next && next < end)
            _clock.SetUtcNow(next);
        _clock.SetUtcNow(end);
        await TellAsync();
    }

    public void Refuse(string group) => _refused.Add(group);

    public async Task RefusedAsync(string group)
    {
        while (!(await MessagesAsync(group)).Any(message => message.State == OutboxState.Dead))
        {
            var next = await TellAsync();
            if (next > _clock.GetUtcNow())
                _clock.SetUtcNow(next.Value);
        }
    }

    /// <summary>Messages of one instant are one telling: an end is a reply, so it is a message of its own.</summary>
    public async Task<IReadOnlyList<string>> HeardAsync(string group) =>
    [
        .. (await MessagesAsync(group))
            .Where(message => message.State == OutboxState.Sent)
            .GroupBy(message => message.CreatedAt)
            .Select(told => PeerGroup.Line(told.SelectMany(message => Said(message.Payload)))),
    ];

    public bool IsInTime(string group) => true;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    private static IEnumerable<string> Said(string payload) => Item().Matches(OutboxPayload.Parse(payload).Html).Select(item =>
        (item.Groups["mark"].Value == "✅" ? "-" : item.Groups["kind"].Value.Contains("still going on", StringComparison.Ordinal) ? "=" : "+") + item.Groups["name"].Value);

    /// <summary>The first line of an alert in a message: its mark, the account that names it, and what is said of it.</summary>
    [GeneratedRegex("(?<mark>🔴|✅) <b>[^\n]*Facebook “(?<name>[a-z])”</b>(?<kind>[^\n]*)")]
    private static partial Regex Item();

    private async Task StepAsync(string group, string[] alerts, AlertSignal signal)
    {
        if (!_clients.TryGetValue(group, out var client))
            _clients[group] = client = (await _rig.AddClientAsync($"group-{_clients.Count}")).Id;
        var patience = AlertPatience.Of((await _rig.Get<AlertRuleStore>().ReadAsync(Cancel)).ById[RuleId]);
        var stored = await _rig.Get<AlertStateStore>().OfClientAsync(client, Cancel);
        AlertLedger ledger = new();
        foreach (var alert in alerts)
        {
            AlertSubject subject = new(RuleId, client, alert[0], "reach.views", "");
            AlertInput input = new(signal)
            {
                Point = ++_points,
                Figures = new(signal == AlertSignal.Breach ? 50 : 500, 100, 110, AlertSide.Below, KpiUnit.Count),
                // Critical alerts do not wait for the morning: the peer knows no quiet hours.
                Severity = AlertSeverity.Critical,
                Accounts = ["facebook/" + alert],
            };
            ledger.Step(stored.GetValueOrDefault(subject.Fingerprint()) ?? new(AlertState.Initial(subject), 0, null), patience, [input], _clock.GetUtcNow());
        }

        Assert.True(await _rig.Get<LedgerWriter>().WriteAsync(ledger, Cancel));
    }

    /// <summary>Tells what is due; it arrives, or ends dead where the group is refused. Gives when the next is due.</summary>
    private async Task<DateTimeOffset?> TellAsync()
    {
        const string refuse = "UPDATE outbox SET state = 4, attempt = 1, reason = 'refused' WHERE state = 0 AND client_id = @client";
        await _rig.Get<AlertTelling>().TellAsync(Cancel);
        foreach (var client in _refused.Select(group => _clients[group]))
            await _rig.Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(refuse, new { client }, transaction), Cancel);

        // What was sent need not be kept, but here it is read.
        await _rig.DeliverAsync();
        return await _rig.Get<AlertTelling>().TellAsync(Cancel);
    }

    private async Task<IReadOnlyList<Row>> MessagesAsync(string group)
    {
        const string sql = "SELECT created_at AS CreatedAt, state AS StateNumber, payload AS Payload FROM outbox WHERE client_id = @client ORDER BY id";
        await using var connection = await _rig.Database.OpenAsync(Cancel);
        return [.. (await connection.QueryAsync<Row>(sql, new { client = _clients[group] })).Where(row => OutboxPayload.Parse(row.Payload).EditsKey is null)];
    }

    private sealed record Row
    {
        public long CreatedAt { get; init; }

        public long StateNumber { get; init; }

        public string Payload { get; init; } = "";

        public OutboxState State => (OutboxState)StateNumber;
    }
}
