using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sandbox.BotApi;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Delivery;

public sealed class DeliveryOrderSqliteTests(PostgresServer server) : DeliveryOrderTests(Dialect.Sqlite, server);

public sealed class DeliveryOrderPostgresTests(PostgresServer server) : DeliveryOrderTests(Dialect.Postgres, server)
{
    [Fact]
    public async Task Send_ByTwoInstances_KeepsOrderAndLimitsAndSendsNothingTwice()
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase, isLimited: true);
        for (var n = 0; n < 10; n++)
        {
            for (var chat = 0; chat < 12; chat++)
                await rig.EnqueueAsync(DeliveryRig.Person + chat, $"{n}");
        }

        await using var other = rig.NewInstance();
        var second = (Sender)other.GetService(typeof(Sender))!;
        await second.StartAsync(Cancel);
        await rig.SendAllAsync();
        await second.StopAsync(Cancel);

        Assert.All(Enumerable.Range(0, 12), chat => Assert.Equal(Enumerable.Range(0, 10).Select(n => $"{n}"), rig.TextsOf(DeliveryRig.Person + chat)));
        Assert.DoesNotContain(rig.Server.Calls.All, call => call.Status == 429);
    }
}

/// <summary>Whatever goes wrong, a chat reads its messages in the order they were accepted.</summary>
public abstract class DeliveryOrderTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const int Chats = 6;
    private const int Messages = 15;

    private static readonly FaultKind[] Kinds =
        [FaultKind.TooManyRequests, FaultKind.TooManyRequestsBare, FaultKind.ServerError, FaultKind.HtmlBadGateway, FaultKind.CutBefore, FaultKind.CutAfter, FaultKind.Unauthorized];

    /// <summary>The model: per chat and lane the accepted texts in order, each once, and a copy more for each attempt that was journalled as unknown and repeated.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Send_UnderRandomFaults_KeepsTheOrderOfEveryChat(int seed)
    {
        await using var rig = await DeliveryRig.StartAsync(TestDatabase);
        var random = new Random(seed);
        for (var n = 0; n < Messages; n++)
        {
            for (var chat = 0; chat < Chats; chat++)
                await rig.EnqueueAsync(DeliveryRig.Person + chat, $"{n}", random.Next(4) == 0 ? OutboxKind.Reply : OutboxKind.Alert);
        }

        for (var fault = 0; fault < 20; fault++)
            rig.Server.Faults.Add(new Fault(Kinds[random.Next(Kinds.Length)]) { Method = "sendMessage", ChatId = DeliveryRig.Person + random.Next(Chats), Times = 1, RetryAfterSeconds = 3 });
        await rig.SendAllAsync();

        var rows = await rig.RowsAsync();
        foreach (var chat in rows.GroupBy(row => row.ChatId))
        {
            var texts = rig.TextsOf(chat.Key);
            var numbered = chat.Select((row, n) => (row, Text: $"{n}")).ToArray();
            foreach (var lane in numbered.GroupBy(pair => pair.row.KindName))
            {
                var own = lane.Select(pair => pair.Text).ToHashSet();
                var arrived = texts.Where(own.Contains).Select(int.Parse).ToArray();
                Assert.Equal(arrived.Order(), arrived);
                Assert.All(lane, pair => AssertCopies(pair.row, texts.Count(text => text == pair.Text)));
            }
        }
    }

    private static void AssertCopies(OutboxEntry row, int copies)
    {
        if (row.StateName == OutboxState.Sent)
            Assert.InRange(copies, 1, (int)row.Attempts);
        else
            Assert.StartsWith("outcome unknown", row.Reason, StringComparison.Ordinal);
    }
}
