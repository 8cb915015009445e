using System.Globalization;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Delivery;

public sealed class DeliveryRoundSqliteTests(PostgresServer server) : DeliveryRoundTests(Dialect.Sqlite, server);

public sealed class DeliveryRoundPostgresTests(PostgresServer server) : DeliveryRoundTests(Dialect.Postgres, server);

/// <summary>One transaction over many chats: what becomes of each does not depend on the others.</summary>
public abstract class DeliveryRoundTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const long Plain = DeliveryRig.Person;
    private const long Paced = DeliveryRig.Person + 1;
    private const long Paused = DeliveryRig.Person + 2;
    private const long Expired = DeliveryRig.Person + 3;
    private const long AllExpired = DeliveryRig.Person + 4;
    private const long Held = DeliveryRig.Person + 5;
    private const long HeldBehind = DeliveryRig.Person + 6;
    private const long Retrying = DeliveryRig.Person + 7;
    private const long RetryingWithOthers = DeliveryRig.Person + 8;
    private const long RetryingAndPaced = DeliveryRig.Person + 9;
    private const long OnTheWire = DeliveryRig.Person + 10;
    private const long TwoLanes = DeliveryRig.Person + 11;

    /// <summary>A customer whose number nobody knows any more.</summary>
    private static readonly long Forgotten = CustomerChatId.Of(7);

    [Fact]
    public async Task RunAsync_ChatsInEveryCircumstance_EachGetsItsOwnTurn()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase, isLimited: true);
        var now = UnixMicros.Of(rig.Clock.GetUtcNow());
        await FillAsync(rig, now);

        var turns = (await RunAsync(rig)).Turns.ToDictionary(turn => turn.ChatId, turn => (turn.Turn.Claim?.Payload.Html, turn.Turn.LookAgainAt));

        Assert.Equal(
            new Dictionary<long, (string?, long?)>
            {
                [Plain] = ("plain", now),
                [Paced] = (null, now + Seconds(1)),
                [Paused] = (null, now + Seconds(5)),
                [Expired] = ("fresh", now),
                [AllExpired] = (null, null),
                [Held] = (null, now + Seconds(8 * 3600)),
                [HeldBehind] = ("now", now),
                [Retrying] = (null, now + Seconds(3)),
                [RetryingWithOthers] = ("free", now),
                [RetryingAndPaced] = (null, now + Seconds(1)),
                [OnTheWire] = (null, null),
                [TwoLanes] = ("answer", now),
                [Forgotten] = (null, now),
            },
            turns);
        Assert.Equal(["expired: too old to be of use", "expired: too old to be of use", "the customer cannot be written to any more"], await ReasonsAsync());
        Assert.Equal([Plain, Expired, HeldBehind, RetryingWithOthers, OnTheWire, TwoLanes], await ChatsAsync("SELECT chat_id FROM outbox WHERE state = 1 AND attempt = 1 ORDER BY chat_id"));
    }

    [Fact]
    public async Task RunAsync_OnlyChatsThatGotATurn_HaveItInTheirPace()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase, isLimited: true);
        var now = UnixMicros.Of(rig.Clock.GetUtcNow());
        await FillAsync(rig, now);

        await RunAsync(rig);

        var begun = string.Create(CultureInfo.InvariantCulture, $"{now}");
        var paces = await PacesAsync();
        Assert.All([Plain, Expired, HeldBehind, RetryingWithOthers, TwoLanes], chat => Assert.Equal(begun, paces[chat]));
        Assert.All([Paced, RetryingAndPaced], chat => Assert.Equal(begun, paces[chat]));
        Assert.All([Paused, Held, Retrying, OnTheWire, AllExpired], chat => Assert.Equal("", paces.GetValueOrDefault(chat, "")));
    }

    [Fact]
    public async Task RunAsync_Again_TakesNothingTwice()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        foreach (var chat in (long[])[Plain, Paced])
        {
            await rig.EnqueueAsync(chat, "one");
            await rig.EnqueueAsync(chat, "two");
        }

        var first = await RunAsync(rig);
        var second = await RunAsync(rig);

        Assert.Equal(["one", "one"], first.Turns.Select(turn => turn.Turn.Claim?.Payload.Html));
        Assert.All(second.Turns, turn => Assert.Null(turn.Turn.Claim));
    }

    [Fact]
    public async Task RunAsync_SeveralEnded_EachIsWrittenDownForItself()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        var now = UnixMicros.Of(rig.Clock.GetUtcNow());
        foreach (var chat in (long[])[Plain, Paced, Paused, Expired, Held])
            await rig.EnqueueAsync(chat, "message");
        var claims = (await RunAsync(rig)).Turns.ToDictionary(turn => turn.ChatId, turn => turn.Turn.Claim!);
        await rig.ExecuteAsync("DELETE FROM outbox WHERE chat_id = @Expired", new { Expired });

        var states = (await RunAsync(rig, [
            new(claims[Plain], new SendOutcome.Sent(11), now),
            new(claims[Paced], new SendOutcome.NotSent(Obstacle.RateLimited, "slowly", TimeSpan.FromSeconds(9)), now),
            new(claims[Expired], new SendOutcome.Sent(12), now),
            new(claims[Held] with { Attempt = 2 }, new SendOutcome.Sent(13), now),
            new(claims[Paused], new SendOutcome.Sent(14), now)])).States;

        Assert.Equal([OutboxState.Sent, OutboxState.Ready, null, null, OutboxState.Sent], states);
        await using var connection = await Database.OpenAsync(Cancel);
        Assert.Equal(
            [(Plain, 2L, 11L), (Paced, 0L, null), (Paused, 2L, 14L), (Held, 1L, (long?)null)],
            await connection.QueryAsync<(long, long, long?)>("SELECT chat_id, state, message_id FROM outbox ORDER BY chat_id"));
        Assert.Equal(now + Seconds(9), await connection.ExecuteScalarAsync<long>("SELECT paused_until FROM outbox_chat WHERE chat_id = @Paced", new { Paced }));
    }

    private static long Seconds(int seconds) => seconds * 1_000_000L;

    private static async Task FillAsync(DeliveryRig rig, long now)
    {
        var instant = rig.Clock.GetUtcNow();
        await rig.EnqueueAsync(Plain, "plain");
        await rig.EnqueueAsync(Paced, "paced");
        await rig.EnqueueAsync(Paused, "paused");
        await rig.EnqueueAsync(Alert(Expired, "old") with { ExpiresAt = instant });
        await rig.EnqueueAsync(Expired, "fresh");
        await rig.EnqueueAsync(Alert(AllExpired, "old") with { ExpiresAt = instant.AddMinutes(-1) });
        await rig.EnqueueAsync(Alert(Held, "tomorrow") with { NotBefore = instant.AddHours(9) });
        await rig.EnqueueAsync(Alert(Held, "morning") with { NotBefore = instant.AddHours(8) });
        await rig.EnqueueAsync(Alert(HeldBehind, "morning") with { NotBefore = instant.AddHours(8) });
        await rig.EnqueueAsync(HeldBehind, "now");
        foreach (var chat in (long[])[Retrying, RetryingWithOthers, RetryingAndPaced])
            await rig.EnqueueAsync(chat, "retried", OutboxKind.Reply);
        await rig.EnqueueAsync(Retrying, "behind it", OutboxKind.Reply);
        await rig.ExecuteAsync("UPDATE outbox SET retry_at = @at WHERE kind = @Reply AND payload LIKE '%retried%'", new { at = now + Seconds(3), Reply = (long)OutboxKind.Reply });
        await rig.EnqueueAsync(RetryingWithOthers, "free");
        await rig.EnqueueAsync(RetryingAndPaced, "free");
        await rig.EnqueueAsync(OnTheWire, "first");
        await rig.EnqueueAsync(OnTheWire, "second");
        await rig.ExecuteAsync("UPDATE outbox SET state = 1, attempt = 1 WHERE payload LIKE '%first%'");
        await rig.EnqueueAsync(TwoLanes, "alert");
        await rig.EnqueueAsync(TwoLanes, "answer", OutboxKind.Reply);
        await rig.EnqueueAsync(Alert(Forgotten, "how was it?") with { Kind = OutboxKind.Customer });
        await rig.ExecuteAsync(
            "INSERT INTO outbox_chat (chat_id, recent, paused_until) VALUES (@Paced, @sent, NULL), (@RetryingAndPaced, @sent, NULL), (@Paused, '', @until)",
            new { Paced, RetryingAndPaced, Paused, sent = string.Create(CultureInfo.InvariantCulture, $"{now}"), until = now + Seconds(5) });
    }

    private static OutboxMessage Alert(long chatId, string html) => new() { ChatId = chatId, Kind = OutboxKind.Alert, Content = new TextContent(html) };

    private async Task<RoundResult> RunAsync(DeliveryRig rig, IReadOnlyList<Attempted>? ended = null)
    {
        await using var instance = rig.NewInstance();
        var plan = new RoundPlan
        {
            Now = UnixMicros.Of(rig.Clock.GetUtcNow()),
            Ended = ended ?? [],
            DueAnswers = [],
            DueOthers = [],
            Busy = new HashSet<long>(),
            Slots = 25,
            ScanAfter = 0,
        };
        return await Database.WriteAsync((connection, transaction) => instance.GetRequiredService<DeliveryRound>().RunAsync(connection, transaction, plan, Cancel), Cancel);
    }

    private Task<IReadOnlyList<string>> ReasonsAsync() => ReadAsync<string>("SELECT reason FROM outbox WHERE state = 5 ORDER BY chat_id");

    private Task<IReadOnlyList<long>> ChatsAsync(string sql) => ReadAsync<long>(sql);

    private async Task<Dictionary<long, string>> PacesAsync() =>
        (await ReadAsync<(long ChatId, string Recent)>("SELECT chat_id, recent FROM outbox_chat")).ToDictionary(row => row.ChatId, row => row.Recent);

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql)
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return [.. await connection.QueryAsync<T>(sql)];
    }
}
