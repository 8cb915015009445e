using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sandbox.BotApi;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Delivery;

public sealed class FollowSqliteTests(PostgresServer server) : FollowTests(Dialect.Sqlite, server);

public sealed class FollowPostgresTests(PostgresServer server) : FollowTests(Dialect.Postgres, server);

/// <summary>Messages that say how an earlier one goes on.</summary>
public abstract class FollowTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const long Person = DeliveryRig.Person;

    [Fact]
    public async Task Enqueue_EditOfWhatWasSent_EditsThatMessage()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(Alert("at risk") with { DedupKey = "wait:1" });
        await rig.SendAllAsync();

        await rig.EnqueueAsync(Alert("late") with { EditsKey = "wait:1" });
        await rig.SendAllAsync();

        Assert.Equal(["late"], rig.TextsOf(Person));
    }

    [Fact]
    public async Task Enqueue_EditOfWhatIsStillUnsent_ChangesItInPlace()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(Alert("at risk") with { DedupKey = "wait:1" });

        await rig.EnqueueAsync(Alert("late") with { EditsKey = "wait:1" });
        await rig.SendAllAsync();

        Assert.Equal(["late"], rig.TextsOf(Person));
        Assert.Single(await rig.RowsAsync());
    }

    [Fact]
    public async Task Enqueue_SeveralEditsBeforeOneIsSent_SendsTheNewest()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(Alert("at risk") with { DedupKey = "wait:1" });
        await rig.SendAllAsync();
        await rig.StopSenderAsync();

        await rig.EnqueueAsync(Alert("late") with { EditsKey = "wait:1" });
        await rig.EnqueueAsync(Alert("taken") with { EditsKey = "wait:1" });
        await rig.SendAllAsync();

        Assert.Equal(["taken"], rig.TextsOf(Person));
        Assert.Equal([OutboxState.Sent, OutboxState.Cancelled, OutboxState.Sent], (await rig.RowsAsync()).Select(row => row.StateName));
    }

    [Fact]
    public async Task Enqueue_EditOfWhatNeverArrived_IsAMessageOfItsOwn()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(Alert("at risk") with { DedupKey = "wait:1", ExpiresAt = rig.Clock.GetUtcNow() });
        await rig.SendAllAsync();
        Assert.Empty(rig.TextsOf(Person));

        await rig.EnqueueAsync(Alert("late") with { EditsKey = "wait:1" });
        await rig.EnqueueAsync(Alert("late") with { EditsKey = "never enqueued" });
        await rig.SendAllAsync();

        Assert.Equal(["late", "late"], rig.TextsOf(Person));
    }

    [Fact]
    public async Task Enqueue_EditWithAKeyOfAnotherChat_LeavesThatChatAlone()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(Alert("mine") with { DedupKey = "wait:1" });
        await rig.SendAllAsync();

        await rig.EnqueueAsync(Alert("theirs") with { ChatId = Person + 1, EditsKey = "wait:1" });
        await rig.SendAllAsync();

        Assert.Equal(["mine"], rig.TextsOf(Person));
        Assert.Equal(["theirs"], rig.TextsOf(Person + 1));
    }

    [Fact]
    public async Task Enqueue_ReplyByKey_RepliesToThatMessage()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(Alert("firing") with { DedupKey = "alert:1" });
        await rig.EnqueueAsync(Alert("resolved") with { RepliesToKey = "alert:1" });
        await rig.EnqueueAsync(Alert("other") with { RepliesToKey = "unknown" });

        await rig.SendAllAsync();

        var messages = rig.Server.World.MessagesOf(Person);
        Assert.Equal(["firing", "resolved", "other"], messages.Select(message => message.Text));
        Assert.Equal([null, messages[0].Id, null], messages.Select(message => message.ReplyTo?.Id));
    }

    [Fact]
    public async Task CancelUntried_WhatWasNotTried_IsNeverSent()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(Alert("firing") with { DedupKey = "alert:1" });
        await rig.EnqueueAsync(Alert("other") with { DedupKey = "alert:2" });

        Assert.True(await CancelAsync(rig, "alert:1"));
        await rig.SendAllAsync();

        Assert.Equal(["other"], rig.TextsOf(Person));
        Assert.False(await CancelAsync(rig, "alert:2"));
    }

    /// <summary>Telegram said that it took nothing, so nothing is there to be answered by a recovery.</summary>
    [Fact]
    public async Task CancelUntried_WhatTelegramHadNoTimeFor_IsNeverSent()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        rig.Server.Faults.Add(new Fault(FaultKind.TooManyRequests) { ChatId = Person, Times = 1, RetryAfterSeconds = 3600 });
        await rig.EnqueueAsync(Alert("firing") with { DedupKey = "alert:1" });
        await TriedAsync(rig, OutboxState.Ready);

        Assert.True(await CancelAsync(rig, "alert:1"));
        await rig.SendAllAsync();

        Assert.Empty(rig.TextsOf(Person));
    }

    [Fact]
    public async Task CancelUntried_WhatMayHaveArrivedBefore_IsLeftAlone()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        rig.Server.Faults.Add(new Fault(FaultKind.CutAfter) { ChatId = Person, Times = 1 });
        await rig.EnqueueAsync(Alert("firing") with { DedupKey = "alert:1" });
        await TriedAsync(rig, OutboxState.Unknown);
        await rig.ExecuteAsync("update outbox set state = 0");

        Assert.False(await CancelAsync(rig, "alert:1"));
    }

    private static async Task TriedAsync(DeliveryRig rig, OutboxState state)
    {
        await rig.RunSenderAsync();
        await rig.UntilAsync(async () => await rig.RowAsync() is { Attempts: 1 } row && row.StateName == state);
        await rig.StopSenderAsync();
    }

    private Task<bool> CancelAsync(DeliveryRig rig, string key) => Database.WriteAsync(
        (connection, transaction) => Follow.CancelUntriedAsync(connection, transaction, key, "resolved before it was sent", UnixMicros.Of(rig.Clock.GetUtcNow())), Cancel);

    private static OutboxMessage Alert(string html) => new() { ChatId = Person, Kind = OutboxKind.Alert, Content = new TextContent(html) };
}
