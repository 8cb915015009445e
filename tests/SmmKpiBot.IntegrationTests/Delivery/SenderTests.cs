using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.BotApi;
using SmmKpiBot.IntegrationTests.Canary;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sandbox.BotApi;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Delivery;

public sealed class SenderSqliteTests(PostgresServer server) : SenderTests(Dialect.Sqlite, server);

public sealed class SenderPostgresTests(PostgresServer server) : SenderTests(Dialect.Postgres, server);

/// <summary>What is sent, in which order, and what is stored about it.</summary>
public abstract class SenderTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const long Person = DeliveryRig.Person;

    [Fact]
    public async Task Send_Text_ArrivesWithMarkupButtonsAndTopic()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        var topic = rig.Server.People.CreateTopic(rig.Server.World.FindChat(DeliveryRig.Forum)!, rig.Server.World.FindUser(Person)!, "KPI").Id;
        await rig.EnqueueAsync(new OutboxMessage
        {
            ChatId = DeliveryRig.Forum,
            ThreadId = topic,
            Kind = OutboxKind.Notice,
            Content = new TextContent("<b>5 &lt; 6</b>") { Buttons = [[new OutboxButton("more", "b:1"), new OutboxButton("site", null, "https://e.com/")]] },
            Silent = true,
        });

        await rig.SendAllAsync();

        var message = rig.Server.World.MessagesOf(DeliveryRig.Forum)[^1];
        Assert.Equal(("5 < 6", topic, true), (message.Text, message.ThreadId, message.Silent));
        Assert.Contains("b:1", message.Keyboard!.ToJsonString(), StringComparison.Ordinal);
        var row = await rig.RowAsync();
        Assert.Equal((OutboxState.Sent, (long?)message.Id, 1L), (row.StateName, row.MessageId, row.Attempts));
    }

    [Fact]
    public async Task Dispose_WithoutBeingStopped_EndsWithoutAnError()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        var services = rig.NewInstance();
        var sender = services.GetRequiredService<Sender>();
        await sender.StartAsync(Cancel);
        await rig.UntilAsync(() => sender.IdleUntil is not null);

        await services.DisposeAsync();

        await sender.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);
        Assert.True(sender.ExecuteTask.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Enqueue_SameKeyTwice_SendsOne()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        var message = new OutboxMessage { ChatId = Person, Kind = OutboxKind.Digest, Content = new TextContent("digest"), DedupKey = "digest:1" };

        Assert.True(await rig.EnqueueAsync(message));
        Assert.False(await rig.EnqueueAsync(message));
        await rig.SendAllAsync();
        Assert.False(await rig.EnqueueAsync(message));

        Assert.Equal(["digest"], rig.TextsOf(Person));
    }

    [Fact]
    public async Task Enqueue_InATransactionThatFails_SendsNothing()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.WriteAsync(
            async (connection, transaction) =>
            {
                await rig.Outbox.EnqueueAsync(connection, transaction, new OutboxMessage { ChatId = Person, Kind = OutboxKind.Alert, Content = new TextContent("a") }, Cancel);
                throw new InvalidOperationException();
            },
            Cancel));

        Assert.Empty(await rig.RowsAsync());
    }

    [Fact]
    public async Task Send_LongText_ArrivesInPartsWithTheButtonsOnTheLast()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        var blocks = Enumerable.Range(0, 5).Select(n => new string((char)('a' + n), 1500)).ToArray();
        await rig.EnqueueAsync(new OutboxMessage { ChatId = Person, Kind = OutboxKind.Reply, Content = new TextContent(string.Join("\n\n", blocks)) { Buttons = [[new OutboxButton("x", "x")]] } });

        await rig.SendAllAsync();

        Assert.Equal([blocks[0] + "\n\n" + blocks[1], blocks[2] + "\n\n" + blocks[3], blocks[4]], rig.TextsOf(Person));
        Assert.Equal([false, false, true], rig.Server.World.MessagesOf(Person).Select(message => message.Keyboard is not null));
    }

    [Fact]
    public async Task Send_SamePictureTwice_UploadsItOnce()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        foreach (var caption in (string[])["one", "two"])
        {
            await rig.EnqueueAsync(new OutboxMessage { ChatId = Person, Kind = OutboxKind.Digest, Content = new PhotoContent(BotApiFixture.Png(), caption) });
            await rig.SendAllAsync();
        }

        Assert.Equal(["one", "two"], rig.TextsOf(Person));
        Assert.Equal([1, 0], rig.Server.Calls.Of("sendPhoto").Select(call => call.Arguments.Files.Count));
        Assert.Single(rig.Server.World.MessagesOf(Person).Select(message => message.Photo!.Id).Distinct());
    }

    [Fact]
    public async Task Send_CaptionTooLong_GoesOnAsText()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        var (first, second) = (new string('a', 900), new string('b', 900));
        await rig.EnqueueAsync(new OutboxMessage { ChatId = Person, Kind = OutboxKind.Digest, Content = new PhotoContent(BotApiFixture.Png(), $"{first}\n\n{second}") });

        await rig.SendAllAsync();

        Assert.Equal([first, second], rig.TextsOf(Person));
    }

    [Fact]
    public async Task Send_Document_KeepsItsName()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(new OutboxMessage { ChatId = Person, Kind = OutboxKind.Reply, Content = new DocumentContent("звіт \"10\".xlsx", [1, 2, 3], "file") });

        await rig.SendAllAsync();

        var document = Assert.Single(rig.Server.World.MessagesOf(Person)).Document!;
        Assert.Equal("звіт _10_.xlsx", document.Name);
        Assert.Equal([1, 2, 3], document.Bytes);
    }

    [Fact]
    public async Task Send_ManyInOneChat_KeepsTheOrderAndLetsAnswersPass()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        for (var n = 0; n < 20; n++)
            await rig.EnqueueAsync(Person, $"alert {n}");
        for (var n = 0; n < 5; n++)
            await rig.EnqueueAsync(Person, $"answer {n}", OutboxKind.Reply);

        await rig.SendAllAsync();

        Assert.Equal([.. Enumerable.Range(0, 5).Select(n => $"answer {n}"), .. Enumerable.Range(0, 20).Select(n => $"alert {n}")], rig.TextsOf(Person));
    }

    [Fact]
    public async Task Enqueue_WhileRunning_WakesTheSenderWithoutTheClock()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.RunSenderAsync();
        await rig.UntilAsync(() => rig.Get<Sender>().IdleUntil is not null, stepSeconds: 0);

        await rig.EnqueueAsync(Person, "now");

        await rig.UntilAsync(() => rig.TextsOf(Person).Count == 1, stepSeconds: 0);
    }

    [Fact]
    public async Task Send_NotBefore_WaitsWithoutHoldingUpOthers()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        var morning = rig.Clock.GetUtcNow().AddHours(8);
        await rig.EnqueueAsync(new OutboxMessage { ChatId = Person, Kind = OutboxKind.Alert, Content = new TextContent("morning"), NotBefore = morning });
        await rig.EnqueueAsync(Person, "now");
        await rig.RunSenderAsync();

        await rig.UntilAsync(() => rig.TextsOf(Person).Count == 1);
        Assert.True(rig.Clock.GetUtcNow() < morning);
        await rig.UntilAsync(() => rig.TextsOf(Person).Count == 2, stepSeconds: 600);

        Assert.Equal(["now", "morning"], rig.TextsOf(Person));
        Assert.True(rig.Clock.GetUtcNow() >= morning);
    }

    [Fact]
    public async Task Send_Expired_IsCancelledAndToldOnce()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(Person, "old alert");
        rig.Clock.Advance(TimeSpan.FromHours(25));
        await rig.EnqueueAsync(Person, "new alert");

        await rig.SendAllAsync();

        Assert.Equal(["new alert"], rig.TextsOf(Person));
        Assert.Equal([OutboxState.Cancelled, OutboxState.Sent], (await rig.RowsAsync()).Select(row => row.StateName));
        Assert.StartsWith("expired", Assert.Single(await UnmentionedAsync()).Reason, StringComparison.Ordinal);
        Assert.Empty(await UnmentionedAsync());
    }

    [Fact]
    public async Task Enqueue_NewerDigest_SupersedesTheUnsentOne()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        foreach (var week in (string[])["45", "46"])
            await rig.EnqueueAsync(new OutboxMessage { ChatId = Person, Kind = OutboxKind.Digest, Content = new TextContent(week), DedupKey = week, SupersedeKey = "weekly" });

        await rig.SendAllAsync();

        Assert.Equal(["46"], rig.TextsOf(Person));
        Assert.StartsWith("superseded", Assert.Single(await UnmentionedAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_Client_LeavesNothingOfItsMessages()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        var client = await new ClientStore(Database, new ClientDefaults("Europe/Kyiv", "uk")).AddAsync("acme", "Acme", [], Cancel);
        await rig.EnqueueAsync(new OutboxMessage { ChatId = Person, Kind = OutboxKind.Digest, Content = new PhotoContent(BotApiFixture.Png(), "sent"), ClientId = client.Id });
        await rig.SendAllAsync();
        await rig.StopSenderAsync();
        await rig.EnqueueAsync(new OutboxMessage { ChatId = Person, Kind = OutboxKind.Digest, Content = new PhotoContent(BotApiFixture.Png(), "waits"), ClientId = client.Id });

        await rig.ExecuteAsync("DELETE FROM client WHERE id = @Id", new { client.Id });

        Assert.Empty(await rig.RowsAsync());
        Assert.Equal(0, await rig.ExecuteAsync("DELETE FROM outbox_attachment"));
    }

    [Fact]
    public async Task Edit_Again_IsSuccess_AndOfAMissingMessage_IsSentAnew()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(Person, "board");
        await rig.SendAllAsync();
        var id = rig.Server.World.MessagesOf(Person)[0].Id;
        foreach (var (target, text) in ((int, string)[])[(id, "board 2"), (id, "board 2"), (99_999, "board 3")])
            await rig.EnqueueAsync(new OutboxMessage { ChatId = Person, Kind = OutboxKind.Reply, Content = new EditTextContent(target, text) });

        await rig.SendAllAsync();

        Assert.Equal(["board 2", "board 3"], rig.TextsOf(Person));
        Assert.All(await rig.RowsAsync(), row => Assert.Equal(OutboxState.Sent, row.StateName));
    }

    [Fact]
    public async Task Retry_DeadMessage_IsSent_AndADiscardedOneIsNot()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        rig.Server.Faults.Add(new Fault(FaultKind.CutBefore) { Method = "sendMessage", Times = 2 });
        await rig.EnqueueAsync(Person, "one", OutboxKind.Reply);
        await rig.EnqueueAsync(Person, "two", OutboxKind.Reply);
        await rig.SendAllAsync();
        var ids = (await rig.Store.ListAsync(OutboxState.Dead, 10, Cancel)).Select(row => row.Id).Order().ToArray();
        Assert.Equal((0L, 2L), ((await rig.Store.CountAsync(Cancel)).Waiting, (await rig.Store.CountAsync(Cancel)).Dead));

        Assert.Equal([ids[0]], await rig.Store.RetryAsync([ids[0], 12345], Cancel));
        Assert.Equal([ids[1]], await rig.Store.DiscardAsync([ids[1]], Cancel));
        rig.Get<Outbox>().Wake();
        await rig.SendAllAsync();

        Assert.Equal(["one"], rig.TextsOf(Person));
        Assert.Equal([OutboxState.Sent, OutboxState.Cancelled], (await rig.RowsAsync()).Select(row => row.StateName));
    }

    [Fact]
    public async Task Send_UnderATraceListener_ShowsTheTokenNowhere()
    {
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => seen.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(listener);
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        rig.Server.Faults.Add(new Fault(FaultKind.HtmlBadGateway) { Method = "sendMessage", Times = 1 });
        rig.Server.Faults.Add(new Fault(FaultKind.CutBefore) { Method = "sendMessage", Times = 1, ChatId = Person + 1 });
        await rig.EnqueueAsync(Person, "a");
        await rig.EnqueueAsync(Person + 1, "b");

        await rig.SendAllAsync();

        Assert.Contains("Sending waits for Telegram", rig.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(CanaryToken.Secret, string.Concat(seen.Concat((await rig.RowsAsync()).Select(row => row.Reason))) + rig.Logs.Text, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<OutboxEntry>> UnmentionedAsync() =>
        Database.WriteAsync((connection, transaction) => OutboxStore.TakeUnmentionedAsync(connection, transaction, Person, null, null, Cancel), Cancel);
}
