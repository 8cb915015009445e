using Dapper;
using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Delivery;

public sealed class ReplyLineSqliteTests(PostgresServer server) : ReplyLineTests(Dialect.Sqlite, server);

public sealed class ReplyLinePostgresTests(PostgresServer server) : ReplyLineTests(Dialect.Postgres, server);

/// <summary>Answers that are claimed in the transaction that accepts them.</summary>
public abstract class ReplyLineTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const long Person = DeliveryRig.Person;

    [Fact]
    public async Task WriteAsync_SenderIsIdle_ClaimsInTheSameTransactionAndSends()
    {
        await using var rig = await RunningAsync();

        var claimed = await AnswerAsync(rig, "answer");
        await rig.SendAllAsync();

        Assert.Equal(1L, claimed);
        Assert.Equal(["answer"], rig.TextsOf(Person));
        var row = await rig.RowAsync();
        Assert.Equal((OutboxState.Sent, 1L), (row.StateName, row.Attempts));
    }

    [Fact]
    public async Task WriteAsync_SenderDoesNotRun_LeavesItToTheNextOne()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await using var other = rig.NewInstance();

        var claimed = await AnswerAsync(rig, "answer", other.GetRequiredService<ReplyLine>());

        Assert.Equal(0L, claimed);
        Assert.Equal(OutboxState.Ready, (await rig.RowAsync()).StateName);
        await rig.SendAllAsync();
        Assert.Equal(["answer"], rig.TextsOf(Person));
    }

    [Fact]
    public async Task WriteAsync_ManyAtOnce_KeepsTheOrderOfEachChatAndSendsEachOnce()
    {
        await using var rig = await RunningAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async chat =>
        {
            for (var n = 0; n < 10; n++)
                await AnswerAsync(rig, $"{n}", chat: Person + chat);
        }));
        await rig.SendAllAsync();

        Assert.All(Enumerable.Range(0, 8), chat => Assert.Equal(Enumerable.Range(0, 10).Select(n => $"{n}"), rig.TextsOf(Person + chat)));
    }

    [Fact]
    public async Task WriteAsync_ChatHadAMessageThisSecond_KeepsToThePace()
    {
        await using var rig = await RunningAsync(isLimited: true);
        await AnswerAsync(rig, "one");
        await rig.UntilAsync(async () => await rig.UnsentAsync() == 0, stepSeconds: 0);

        var claimed = await AnswerAsync(rig, "two");
        await rig.SendAllAsync();

        Assert.Equal(0L, claimed);
        Assert.Equal(["one", "two"], rig.TextsOf(Person));
        Assert.Empty(await rig.JournalAsync());
    }

    [Fact]
    public async Task WriteAsync_WorkFails_SendsNothingAndFreesThePlace()
    {
        await using var rig = await RunningAsync();
        for (var n = 0; n < 10; n++)
        {
            await Assert.ThrowsAsync<FormatException>(() => rig.Get<ReplyLine>().WriteAsync<int>(
                Person,
                async (connection, transaction, claim) =>
                {
                    await rig.Outbox.EnqueueAsync(connection, transaction, Reply("lost", Person), Cancel);
                    await claim();
                    throw new FormatException();
                },
                Cancel));
        }

        await rig.UntilAsync(() => !rig.Get<Wire>().IsInDoubt);
        await AnswerAsync(rig, "answer");
        await rig.SendAllAsync();

        // A round that finds nothing more to do holds the places for a moment.
        await rig.UntilAsync(() => rig.Get<Wire>().IsQuiet, stepSeconds: 0);
        Assert.Equal(["answer"], rig.TextsOf(Person));
    }

    [Fact]
    public async Task WriteAsync_CommitHappenedButSeemedToFail_SendsItOnce()
    {
        await using var rig = await RunningAsync();
        var wire = rig.Get<Wire>();

        // What a cut-off commit leaves: a claim of this instance that it does not know of.
        Assert.True(wire.TryHold(Person));
        await rig.EnqueueAsync(Person, "answer", OutboxKind.Reply);
        await rig.ExecuteAsync("UPDATE outbox SET state = 1, attempt = 1, owner = @Owner", new { wire.Owner });
        wire.Doubt(Person);
        Assert.False(wire.TryHold(Person));
        rig.Get<Outbox>().Wake();
        await rig.SendAllAsync();

        Assert.Equal(["answer"], rig.TextsOf(Person));
        Assert.Empty(await rig.JournalAsync());
    }

    [Fact]
    public async Task Stop_WhileAClaimIsBeingStored_SendsItBeforeTheEnd()
    {
        await using var rig = await RunningAsync();
        var (begun, hold) = (new TaskCompletionSource(), new TaskCompletionSource());
        var answering = rig.Get<ReplyLine>().WriteAsync(
            Person,
            async (connection, transaction, claim) =>
            {
                await rig.Outbox.EnqueueAsync(connection, transaction, Reply("answer", Person), Cancel);
                await claim();
                begun.SetResult();
                await hold.Task;
                return 0;
            },
            Cancel);
        await begun.Task;

        var stopping = rig.StopSenderAsync();
        hold.SetResult();
        await answering;
        await stopping;

        Assert.Equal(["answer"], rig.TextsOf(Person));
        Assert.Equal(OutboxState.Sent, (await rig.RowAsync()).StateName);
    }

    private static OutboxMessage Reply(string text, long chat) => new() { ChatId = chat, Kind = OutboxKind.Reply, Content = new TextContent(text) };

    private async Task<DeliveryRig> RunningAsync(bool isLimited = false)
    {
        var rig = await DeliveryRig.StartAsync(TestDatabase, isLimited);
        await rig.RunSenderAsync();
        await rig.UntilAsync(() => rig.Get<Sender>().IdleUntil is not null, stepSeconds: 0);
        return rig;
    }

    /// <returns>Whether the transaction itself made the first attempt.</returns>
    private static Task<long> AnswerAsync(DeliveryRig rig, string text, ReplyLine? line = null, long chat = Person) => (line ?? rig.Get<ReplyLine>()).WriteAsync(
        chat,
        async (connection, transaction, claim) =>
        {
            await rig.Outbox.EnqueueAsync(connection, transaction, Reply(text, chat), Cancel);
            await claim();
            return await connection.ExecuteScalarAsync<long>("SELECT attempt FROM outbox ORDER BY id DESC LIMIT 1", transaction: transaction);
        },
        Cancel);
}
