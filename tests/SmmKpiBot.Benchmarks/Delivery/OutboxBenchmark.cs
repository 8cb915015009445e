using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Bot.Delivery;

namespace SmmKpiBot.Benchmarks.Delivery;

/// <summary>Claim, send, mark, for many messages in many chats.</summary>
internal sealed class OutboxBenchmark : IBenchmark
{
    private const int Messages = 20_000;
    private const int MessagesOfARound = Messages / Rounds.Usual;
    private const int Chats = 500;
    private const double Goal = 1.5;

    public string Verb => "outbox";

    public string What => $"{Messages:#,0} messages in {Chats} chats, {MessagesOfARound:#,0} in each of {Rounds.Usual} rounds, stand-in at 0 ms, limits off; floor: two one-row durable commits by a raw prepared statement and one raw HttpClient post, each; goal <= {Goal} x its time.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var telegram = await QuickTelegram.StartAsync(cancellationToken);
        await CheckAsync(telegram, cancellationToken);
        var times = await Rounds.RunWarmAsync(
            Rounds.Usual,
            ("outbox, 4 on the wire (the default)", () => SendAsync(telegram, MessagesOfARound, cancellationToken)),
            ("floor: commit, post, commit", () => FloorAsync(telegram, cancellationToken)));
        Figures.TimeRatio(times[0], times[1], Goal);
    }

    private static IEnumerable<OutboxMessage> NewMessages(int count) => Enumerable.Range(0, count).Select(n => new OutboxMessage
    {
        ChatId = 1 + (n % Chats),
        Kind = OutboxKind.Alert,
        Content = new TextContent($"{n / Chats}"),
    });

    private static async Task CheckAsync(QuickTelegram telegram, CancellationToken cancellationToken)
    {
        telegram.Came = new();
        await SendAsync(telegram, Messages, cancellationToken);
        var inOrder = telegram.Came.Values.All(texts => texts.SequenceEqual(Enumerable.Range(0, Messages / Chats).Select(n => $"{n}")));
        Figures.Check(telegram.Came.Count == Chats && inOrder, "every message arrived once, in the order of its chat");
        telegram.Came = null;
    }

    private static async Task<TimeSpan> SendAsync(QuickTelegram telegram, int count, CancellationToken cancellationToken)
    {
        await using var store = await DeliveryStore.CreateAsync(TimeProvider.System, null, cancellationToken);
        await store.EnqueueAsync(NewMessages(count), cancellationToken);
        await using var services = store.Services(telegram.BaseUrl, DeliveryStore.WithoutLimits).BuildServiceProvider();
        var sender = services.GetRequiredService<Sender>();
        var all = telegram.Expect(count);
        return await Rounds.TimeAsync(async () =>
        {
            await sender.StartAsync(cancellationToken);
            await all;
            // Stopping writes the last results down: all are durable then.
            await sender.StopAsync(cancellationToken);
        });
    }

    private static async Task<TimeSpan> FloorAsync(QuickTelegram telegram, CancellationToken cancellationToken)
    {
        await using var store = await DeliveryStore.CreateAsync(TimeProvider.System, null, cancellationToken);
        await store.EnqueueAsync(NewMessages(MessagesOfARound), cancellationToken);
        await using var connection = new SqliteConnection(store.Options.ConnectionString + ";Pooling=False");
        await connection.OpenAsync(cancellationToken);
        using var pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA synchronous = FULL;";
        pragma.ExecuteNonQuery();
        using var claim = Prepare(connection, "UPDATE outbox SET state = 1, attempt = 1 WHERE id = @id");
        using var mark = Prepare(connection, "UPDATE outbox SET state = 2, message_id = 1 WHERE id = @id");
        using var http = new HttpClient();
        return await Rounds.TimeAsync(async () =>
        {
            for (var id = 1; id <= MessagesOfARound; id++)
            {
                claim.Parameters[0].Value = mark.Parameters[0].Value = id;
                claim.ExecuteNonQuery();
                using var body = new StringContent($$"""{"chat_id":{{id % Chats}},"text":"{{id}}"}""", Encoding.UTF8, "application/json");
                using var answer = await http.PostAsync(new Uri($"{telegram.BaseUrl}/bot{DeliveryStore.Token}/sendMessage"), body, cancellationToken);
                await answer.Content.ReadAsByteArrayAsync(cancellationToken);
                mark.ExecuteNonQuery();
            }
        });
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add("@id", SqliteType.Integer);
        command.Prepare();
        return command;
    }
}
