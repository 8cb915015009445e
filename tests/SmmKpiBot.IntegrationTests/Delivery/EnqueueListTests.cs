using Dapper;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.BotApi;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Delivery;

public sealed class EnqueueListSqliteTests(PostgresServer server) : EnqueueListTests(Dialect.Sqlite, server);

public sealed class EnqueueListPostgresTests(PostgresServer server) : EnqueueListTests(Dialect.Postgres, server);

/// <summary>Many messages accepted at once read as if they had been accepted one by one.</summary>
public abstract class EnqueueListTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const long Anna = DeliveryRig.Person;
    private const long Borys = DeliveryRig.Person + 1;

    [Fact]
    public async Task Enqueue_TextsWithAnEditAPhotoAndALongTextBetween_KeepsEachChatsOrderWithoutGaps()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(Text(Anna, "board") with { DedupKey = "board" });
        await rig.SendAllAsync();
        await rig.StopSenderAsync();
        var (left, right) = (new string('l', 3000), new string('r', 3000));

        await EnqueueAsync(rig, [
            Text(Anna, "1"),
            Text(Borys, "1"),
            Text(Anna, "board 2") with { EditsKey = "board" },
            Text(Anna, "2"),
            Text(Borys, "2"),
            new OutboxMessage { ChatId = Anna, Kind = OutboxKind.Alert, Content = new PhotoContent(BotApiFixture.Png(), "3") },
            Text(Borys, $"{left}\n\n{right}"),
            Text(Anna, "4"),
            Text(Borys, "5")]);

        Assert.Equal(Enumerable.Range(1, 6), await SeqsAsync(Anna));
        Assert.Equal(Enumerable.Range(1, 5), await SeqsAsync(Borys));
        await rig.SendAllAsync();
        Assert.Equal(["board 2", "1", "2", "3", "4"], rig.TextsOf(Anna));
        Assert.Equal(["1", "2", left, right, "5"], rig.TextsOf(Borys));
    }

    [Fact]
    public async Task Enqueue_ChatThatNothingIsSentToAnyMoreAmongOthers_EndsItsMessagesWithTheReasonAndAnswersItStill()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.ExecuteAsync("INSERT INTO outbox_chat (chat_id, disabled_at, disabled_reason) VALUES (@Borys, 1, 'blocked')", new { Borys });

        await EnqueueAsync(rig, [Text(Anna, "1"), Text(Borys, "alert"), Text(Borys, "answer") with { Kind = OutboxKind.Reply }, Text(Anna, "2")]);

        Assert.Equal(
            [(Anna, OutboxState.Ready, null), (Borys, OutboxState.Cancelled, "blocked"), (Borys, OutboxState.Ready, null), (Anna, OutboxState.Ready, (string?)null)],
            (await rig.RowsAsync()).Select(row => (row.ChatId, row.StateName, row.Reason)));
        await rig.SendAllAsync();
        Assert.Equal(["1", "2"], rig.TextsOf(Anna));
        Assert.Equal(["answer"], rig.TextsOf(Borys));
    }

    [Fact]
    public async Task Enqueue_KeyTwiceInAListOrKnownBefore_SendsTheFirstOfEach()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        await rig.EnqueueAsync(Text(Anna, "known") with { DedupKey = "known" });

        await EnqueueAsync(rig, [
            Text(Anna, "first") with { DedupKey = "twice" },
            Text(Anna, "known again") with { DedupKey = "known" },
            Text(Borys, "second") with { DedupKey = "twice" },
            Text(Anna, "third") with { DedupKey = "twice" },
            Text(Anna, "without a key"),
            Text(Anna, "without a key")]);
        await rig.EnqueueAsync(Anna, "later");
        await rig.SendAllAsync();

        Assert.Equal(["known", "first", "without a key", "without a key", "later"], rig.TextsOf(Anna));
        Assert.Empty(rig.TextsOf(Borys));
    }

    [Fact]
    public async Task Enqueue_EmptyList_WritesNothing()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);

        await EnqueueAsync(rig, []);

        Assert.Empty(await rig.RowsAsync());
    }

    private static OutboxMessage Text(long chatId, string html) => new() { ChatId = chatId, Kind = OutboxKind.Alert, Content = new TextContent(html) };

    private Task EnqueueAsync(DeliveryRig rig, IReadOnlyList<OutboxMessage> messages) =>
        Database.WriteAsync((connection, transaction) => rig.Outbox.EnqueueAsync(connection, transaction, messages, Cancel), Cancel);

    private async Task<IEnumerable<int>> SeqsAsync(long chatId)
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await connection.QueryAsync<int>("SELECT seq FROM outbox WHERE chat_id = @chatId ORDER BY id", new { chatId });
    }
}
