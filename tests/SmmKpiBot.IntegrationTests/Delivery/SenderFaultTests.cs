using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.BotApi;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Delivery;

public sealed class SenderFaultSqliteTests(PostgresServer server) : SenderFaultTests(Dialect.Sqlite, server);

public sealed class SenderFaultPostgresTests(PostgresServer server) : SenderFaultTests(Dialect.Postgres, server);

/// <summary>What becomes of messages when Telegram, the way to it, the chat or the program fails.</summary>
public abstract class SenderFaultTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const long Person = DeliveryRig.Person;

    [Theory]
    [InlineData(nameof(FaultKind.ServerError), 1)]
    [InlineData(nameof(FaultKind.HtmlBadGateway), 1)]
    [InlineData(nameof(FaultKind.CutBefore), 1)]
    [InlineData(nameof(FaultKind.CutAfter), 2)]
    public async Task Send_OutcomeUnknown_IsRepeatedOnceAndJournalled(string kind, int copies)
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        rig.Server.Faults.Add(new Fault(Enum.Parse<FaultKind>(kind)) { Method = "sendMessage", Times = 1 });
        await rig.EnqueueAsync(Person, "one");
        await rig.EnqueueAsync(Person, "two");

        await rig.SendAllAsync();

        Assert.Equal([.. Enumerable.Repeat("one", copies), "two"], rig.TextsOf(Person));
        Assert.Equal(["unknown"], await rig.JournalAsync());
        Assert.Equal([2L, 1L], (await rig.RowsAsync()).Select(row => row.Attempts));
    }

    [Fact]
    public async Task Send_AnswerWithUnknownOutcome_IsDeadAndNotRepeated()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        rig.Server.Faults.Add(new Fault(FaultKind.CutAfter) { Method = "sendMessage", Times = 1 });
        await rig.EnqueueAsync(Person, "answer", OutboxKind.Reply);

        await rig.SendAllAsync();

        Assert.Equal(["answer"], rig.TextsOf(Person));
        var row = await rig.RowAsync();
        Assert.Equal(OutboxState.Dead, row.StateName);
        Assert.StartsWith("outcome unknown", row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_OutcomeUnknownTwice_IsDead()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        rig.Server.Faults.Add(new Fault(FaultKind.CutAfter) { Method = "sendMessage", Times = 2 });
        await rig.EnqueueAsync(Person, "alert");

        await rig.SendAllAsync();

        Assert.Equal(OutboxState.Dead, (await rig.RowAsync()).StateName);
        Assert.Equal(["alert", "alert"], rig.TextsOf(Person));
    }

    [Fact]
    public async Task Send_DuringAnOutage_PutsNoMessageAtRiskButTheFirst()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        var outage = rig.Server.Faults.Add(new Fault(FaultKind.HtmlBadGateway));
        for (var chat = 0; chat < 30; chat++)
            await rig.EnqueueAsync(Person + chat, "alert");
        await rig.RunSenderAsync();
        await rig.UntilAsync(() => rig.Server.Calls.Of("getMe").Count >= 5);

        rig.Server.Faults.Remove(outage);
        await rig.SendAllAsync();

        Assert.All(Enumerable.Range(0, 30), chat => Assert.Equal(["alert"], rig.TextsOf(Person + chat)));
        Assert.InRange((await rig.JournalAsync()).Count, 1, 4);
    }

    [Theory]
    [InlineData(nameof(FaultKind.TooManyRequests), 30)]
    [InlineData(nameof(FaultKind.TooManyRequestsBare), 1)]
    public async Task Send_TooManyRequestsInAChat_HoldsUpOnlyThatChat(string kind, int seconds)
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        rig.Server.Faults.Add(new Fault(Enum.Parse<FaultKind>(kind)) { ChatId = Person, Times = 1, RetryAfterSeconds = 30 });
        await rig.EnqueueAsync(Person, "one");
        await rig.EnqueueAsync(Person, "two");
        await rig.EnqueueAsync(Person + 1, "other");
        var start = rig.Clock.GetUtcNow();

        await rig.RunSenderAsync();
        await rig.UntilAsync(async () => rig.TextsOf(Person + 1).Count == 1 && (await rig.JournalAsync()).Count == 1, stepSeconds: 0);
        await rig.SendAllAsync();

        Assert.Equal(["one", "two"], rig.TextsOf(Person));
        Assert.True(rig.Server.World.MessagesOf(Person)[0].SentAt >= start.AddSeconds(seconds));
        Assert.Equal(start, rig.Server.World.MessagesOf(Person + 1)[0].SentAt);
        Assert.Equal(["not sent"], await rig.JournalAsync());
    }

    [Fact]
    public async Task Send_TooManyRequestsForAnHour_SurvivesARestart()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        rig.Server.Faults.Add(new Fault(FaultKind.TooManyRequests) { ChatId = Person, Times = 1, RetryAfterSeconds = 3600 });
        await rig.EnqueueAsync(Person, "one");
        var start = rig.Clock.GetUtcNow();
        await rig.RunSenderAsync();
        await rig.UntilAsync(async () => (await rig.JournalAsync()).Count == 1);
        await rig.StopSenderAsync();

        await rig.RunSenderAsync();
        await rig.UntilAsync(() => rig.TextsOf(Person).Count == 1, stepSeconds: 60);

        Assert.True(rig.Server.World.MessagesOf(Person)[0].SentAt >= start.AddSeconds(3600));
        Assert.Equal(2, rig.Server.Calls.Of("sendMessage").Count);
    }

    [Fact]
    public async Task Send_TooManyRequestsInThreeChats_SilencesTheBot()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        for (var chat = 0; chat < 3; chat++)
        {
            rig.Server.Faults.Add(new Fault(FaultKind.TooManyRequests) { ChatId = Person + chat, Times = 1, RetryAfterSeconds = 20 });
            await rig.EnqueueAsync(Person + chat, "alert");
        }

        await rig.RunSenderAsync();
        await rig.UntilAsync(async () => (await rig.JournalAsync()).Count == 3, stepSeconds: 0.01);
        var start = rig.Clock.GetUtcNow();
        await rig.EnqueueAsync(Person + 9, "calm");
        await rig.SendAllAsync();

        Assert.True(rig.Server.World.MessagesOf(Person + 9)[0].SentAt >= start.AddSeconds(15));
    }

    [Fact]
    public async Task Send_TokenRevoked_StopsLoudlyAndLosesNothing()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        var revoked = rig.Server.Faults.Add(new Fault(FaultKind.Unauthorized));
        await rig.EnqueueAsync(Person, "alert");
        await rig.RunSenderAsync();
        await rig.UntilAsync(() => rig.Get<DeliveryHealth>().Current?.Obstacle == Obstacle.Unauthorized);
        Assert.Contains("Telegram:Token", rig.Logs.Text, StringComparison.Ordinal);

        rig.Server.Faults.Remove(revoked);
        await rig.SendAllAsync();

        Assert.Equal(["alert"], rig.TextsOf(Person));
        await rig.UntilAsync(() => rig.Get<DeliveryHealth>().Current is null);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://no-such-host.invalid")]
    public async Task Send_NoConnection_IsKnownNotSent(string baseUrl)
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase, baseUrl: baseUrl);
        await rig.EnqueueAsync(Person, "answer", OutboxKind.Reply);
        await rig.RunSenderAsync();

        await rig.UntilAsync(() => rig.Get<DeliveryHealth>().Current?.Obstacle == Obstacle.Unreachable);
        await rig.UntilAsync(async () => (await rig.JournalAsync()).Count > 0);

        Assert.Equal(["not sent"], (await rig.JournalAsync()).Distinct());
        Assert.Equal(OutboxState.Ready, (await rig.RowAsync()).StateName);
    }

    /// <summary>A server whose queue of connections is full lets nobody in and refuses nobody.</summary>
    [Fact]
    public async Task Send_NobodyTakesTheConnection_IsGivenUpAfterTenSecondsAsNotSent()
    {
        await using var crowd = new FullQueue();
        await using var rig = await DeliveryRig.StartAsync(TestDatabase, baseUrl: crowd.Address);
        await rig.EnqueueAsync(Person, "answer", OutboxKind.Reply);
        var began = rig.Clock.GetUtcNow();
        await rig.RunSenderAsync();

        await rig.UntilAsync(async () => (await rig.JournalAsync()).Count > 0);

        Assert.Equal("not sent", Assert.Single(await rig.JournalAsync()));
        Assert.True(rig.Clock.GetUtcNow() - began >= TimeSpan.FromSeconds(10));
        Assert.Equal(OutboxState.Ready, (await rig.RowAsync()).StateName);
    }

    [Fact]
    public async Task Send_NoAnswerInTime_IsUnknown()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase, timeoutSeconds: 1);
        rig.Server.Faults.Add(new Fault(FaultKind.Hang) { Method = "sendMessage", Times = 1 });
        await rig.EnqueueAsync(Person, "alert");

        await rig.SendAllAsync();

        Assert.Equal(["unknown"], await rig.JournalAsync());
        Assert.Equal(["alert"], rig.TextsOf(Person));
    }

    [Fact]
    public async Task Send_ChatMigrated_GoesToTheNewIdInOrder()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        var group = rig.Server.World.FindChat(DeliveryRig.Group)!;
        rig.Server.People.Migrate(group, -1_000_701);
        for (var n = 0; n < 4; n++)
            await rig.EnqueueAsync(DeliveryRig.Group, $"old {n}");
        await rig.EnqueueAsync(-1_000_701, "new", OutboxKind.Notice);

        await rig.SendAllAsync();

        Assert.Equal(["old 0", "old 1", "old 2", "old 3"], rig.TextsOf(-1_000_701).Where(text => text.StartsWith("old", StringComparison.Ordinal)));
        Assert.Contains("new", rig.TextsOf(-1_000_701));
        Assert.Equal([$"moved {DeliveryRig.Group} -1000701"], rig.Followed.Told);
    }

    /// <summary>Numbers of messages do not go over to the supergroup: what has the same one there is another message.</summary>
    [Fact]
    public async Task Send_ChatMigrated_TouchesNothingThatHasTheSameNumberThere()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        var old = new OutboxMessage { ChatId = DeliveryRig.Group, Kind = OutboxKind.Alert, Content = new TextContent("at risk") };
        await rig.EnqueueAsync(DeliveryRig.Group, "hello");
        await rig.EnqueueAsync(old with { DedupKey = "wait:1" });
        await rig.SendAllAsync();
        var supergroup = rig.Server.People.Migrate(rig.Server.World.FindChat(DeliveryRig.Group)!, -1_000_701);
        await rig.EnqueueAsync(supergroup.Id, "other");
        await rig.SendAllAsync();
        var number = Assert.Single(rig.Server.World.MessagesOf(supergroup.Id), message => message.Text == "other").Id;
        Assert.Contains(rig.Server.World.MessagesOf(DeliveryRig.Group), message => message.Text == "at risk" && message.Id == number);

        await rig.EnqueueAsync(old with { Content = new TextContent("late"), EditsKey = "wait:1" });
        await rig.SendAllAsync();
        await rig.EnqueueAsync(old with { Content = new TextContent("over"), RepliesToKey = "wait:1" });
        await rig.EnqueueAsync(old with { Content = new DeleteContent(), EditsKey = "wait:1" });
        await rig.EnqueueAsync(old with { Kind = OutboxKind.Notice, Content = new EditTextContent(number, "pressed") });
        await rig.EnqueueAsync(old with { Kind = OutboxKind.Notice, Content = new TextContent("answer"), ReplyToMessageId = number });
        await rig.SendAllAsync();

        var there = rig.Server.World.MessagesOf(supergroup.Id).Where(message => message.Text is not null).ToList();
        Assert.Equal(["answer", "late", "other", "over", "pressed"], there.Select(message => message.Text).Order(StringComparer.Ordinal));
        Assert.All(there, message => Assert.Null(message.ReplyTo));
    }

    /// <summary>The right is taken while an attempt is under way: what did not arrive is not tried again.</summary>
    [Fact]
    public async Task Send_RevokedWhileOnTheWire_IsNotTriedAgain()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase, timeoutSeconds: 1);
        rig.Server.Faults.Add(new Fault(FaultKind.Hang) { Method = "sendMessage", Times = 1 });
        await rig.EnqueueAsync(Person, "figures", OutboxKind.Digest);
        await rig.RunSenderAsync();
        await rig.UntilAsync(() => rig.Server.Calls.Of("sendMessage").Count == 1);

        var hidden = new HiddenMessages(new UserStore(rig.Database, new Owners(new HashSet<long>(), Language.Uk), rig.Clock), rig.Clock);
        await rig.Database.WriteAsync(
            async (connection, transaction) =>
            {
                await hidden.CancelAsync(connection, transaction, Person);
                return 0;
            },
            Cancel);
        await rig.SendAllAsync();

        Assert.Empty(rig.TextsOf(Person));
        Assert.Equal((OutboxState.Cancelled, "access revoked"), ((await rig.RowAsync()).StateName, (await rig.RowAsync()).Reason));
    }

    /// <summary>Whoever follows chats may fail: that chat and all others get their messages, and the failure is logged.</summary>
    [Fact]
    public async Task Send_ChatMigratedAndAFollowerFails_GoesOnForAll()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        rig.Followed.Breaks = true;
        rig.Server.People.Migrate(rig.Server.World.FindChat(DeliveryRig.Group)!, -1_000_701);
        await rig.EnqueueAsync(DeliveryRig.Group, "group");
        await rig.EnqueueAsync(Person, "person");

        await rig.SendAllAsync();

        Assert.Contains("group", rig.TextsOf(-1_000_701));
        Assert.Equal(["person"], rig.TextsOf(Person));
        Assert.Contains("could not be written: a chat moved", rig.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_Blocked_CancelsWhatWaitsTellsOnceAndCanBeEnabled()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        rig.Server.People.SetBotOut(rig.Server.World.FindChat(Person)!, rig.Server.World.FindUser(Person)!, true);
        for (var n = 0; n < 3; n++)
            await rig.EnqueueAsync(Person, $"alert {n}");
        await rig.SendAllAsync();
        await rig.EnqueueAsync(Person, "while blocked");
        Assert.Equal(["disabled 501 Forbidden: bot was blocked by the user"], rig.Followed.Told);
        Assert.All(await rig.RowsAsync(), row => Assert.Equal(OutboxState.Cancelled, row.StateName));
        Assert.Equal(1, (await rig.Store.CountAsync(Cancel)).DisabledChats);

        rig.Server.People.SetBotOut(rig.Server.World.FindChat(Person)!, rig.Server.World.FindUser(Person)!, false);
        Assert.True(await rig.Get<ChatLife>().EnableChatAsync(Person, Cancel));
        await rig.EnqueueAsync(Person, "after");
        await rig.SendAllAsync();

        Assert.Equal("after", rig.TextsOf(Person)[^1]);
        Assert.Single(rig.Server.Calls.Of("sendMessage"), call => call.Status == 403);
    }

    [Fact]
    public async Task Send_TopicGone_GoesToGeneral()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(DeliveryRig.Forum, "alert", threadId: 4711);

        await rig.SendAllAsync();

        Assert.Equal(("alert", null), (rig.TextsOf(DeliveryRig.Forum)[^1], rig.Server.World.MessagesOf(DeliveryRig.Forum)[^1].ThreadId));
    }

    [Fact]
    public async Task Send_HtmlRefused_GoesOutOnceAsPlainText()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(Person, "<h1>5 &lt; 6</h1> <b>ok</b>");

        await rig.SendAllAsync();

        Assert.Equal(["5 < 6 ok"], rig.TextsOf(Person));
        Assert.Equal(["rejected: NotParsed"], await rig.JournalAsync());
    }

    [Fact]
    public async Task Send_NothingHelps_IsDeadAndDoesNotHoldUpTheRest()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(Person, "<b></b>");
        await rig.EnqueueAsync(Person, "next");

        await rig.SendAllAsync();

        Assert.Equal(["next"], rig.TextsOf(Person));
        Assert.Equal([OutboxState.Dead, OutboxState.Sent], (await rig.RowsAsync()).Select(row => row.StateName));
    }

    [Fact]
    public async Task Send_ServerWithoutPictures_SendsTheTextAndSaysItOnce()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        rig.Server.Faults.Add(new Fault(FaultKind.MethodNotFound) { Method = "sendPhoto" });
        for (var n = 0; n < 3; n++)
            await rig.EnqueueAsync(new OutboxMessage { ChatId = Person, Kind = OutboxKind.Digest, Content = new PhotoContent(BotApiFixture.Png(), $"<b>digest {n}</b>") });

        await rig.SendAllAsync();

        Assert.Equal(["digest 0", "digest 1", "digest 2"], rig.TextsOf(Person));
        Assert.Single(rig.Logs.Text.Split('\n'), line => line.Contains("does not know the method", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_PictureOfWrongDimensions_GoesOutAsADocument()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(new OutboxMessage { ChatId = Person, Kind = OutboxKind.Digest, Content = new PhotoContent(BotApiFixture.Png(100, 9950), "digest") });

        await rig.SendAllAsync();

        Assert.NotNull(Assert.Single(rig.Server.World.MessagesOf(Person)).Document);
    }

    [Fact]
    public async Task Send_FileIdNotValidAnyMore_UploadsAgain()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        var message = new OutboxMessage { ChatId = Person, Kind = OutboxKind.Digest, Content = new PhotoContent(BotApiFixture.Png(), "digest") };
        await rig.EnqueueAsync(message);
        await rig.SendAllAsync();
        await rig.ExecuteAsync("UPDATE outbox_attachment SET file_id = 'of another bot'");

        await rig.EnqueueAsync(message);
        await rig.SendAllAsync();

        Assert.Equal(["digest", "digest"], rig.TextsOf(Person));
        Assert.Equal([1, 0, 1], rig.Server.Calls.Of("sendPhoto").Select(call => call.Arguments.Files.Count));
    }

    [Fact]
    public async Task Start_AfterACrash_DecidesWhatWasOnTheWireByItsKind()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(Person, "alert");
        await rig.EnqueueAsync(Person + 1, "answer", OutboxKind.Reply);
        await rig.EnqueueAsync(Person + 2, "not yet claimed", OutboxKind.Reply);
        await rig.ExecuteAsync("UPDATE outbox SET state = 1, attempt = 1, owner = 'dead', claimed_at = created_at WHERE chat_id <> @Chat", new { Chat = Person + 2 });

        await rig.SendAllAsync();

        Assert.Equal(["alert"], rig.TextsOf(Person));
        Assert.Empty(rig.TextsOf(Person + 1));
        Assert.Equal(["not yet claimed"], rig.TextsOf(Person + 2));
        Assert.Equal([OutboxState.Sent, OutboxState.Dead, OutboxState.Sent], (await rig.RowsAsync()).Select(row => row.StateName));
        Assert.Equal(["unknown", "unknown"], await rig.JournalAsync());
    }

    [Fact]
    public async Task Stop_WhileAnAnswerIsAwaited_WaitsForItAndThenWritesItDown()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        rig.Server.Faults.Add(new Fault(FaultKind.Hang) { ChatId = Person });
        await rig.EnqueueAsync(Person, "hangs");
        await rig.EnqueueAsync(Person, "stays");
        await rig.RunSenderAsync();
        await rig.UntilAsync(() => rig.Server.Calls.Of("sendMessage").Count == 1, stepSeconds: 0.01);

        var stopping = rig.StopSenderAsync();
        Assert.False(stopping.IsCompleted);
        await rig.UntilAsync(() => stopping.IsCompleted, stepSeconds: 1);
        await stopping;

        Assert.Equal([OutboxState.Unknown, OutboxState.Ready], (await rig.RowsAsync()).Select(row => row.StateName));
    }

    [Fact]
    public async Task Send_WithStrictLimitsOnTheServer_MeetsNone()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase, isLimited: true);
        for (var n = 0; n < 25; n++)
            await rig.EnqueueAsync(DeliveryRig.Forum, $"alert {n}");
        for (var chat = 0; chat < 40; chat++)
            await rig.EnqueueAsync(Person + chat, "digest", OutboxKind.Digest);

        await rig.SendAllAsync();

        Assert.Equal(Enumerable.Range(0, 25).Select(n => $"alert {n}"), rig.TextsOf(DeliveryRig.Forum));
        Assert.DoesNotContain(rig.Server.Calls.All, call => call.Status == 429);
        Assert.Equal(ChatKind.Supergroup, rig.Server.World.FindChat(DeliveryRig.Forum)!.Kind);
    }
}
