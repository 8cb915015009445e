using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Benchmarks.Waiting;

/// <summary>What a delivery costs the single writer in a conversation that talks all day, against one in a short conversation.</summary>
internal sealed class ConversationBenchmark : IBenchmark
{
    private const double Goal = 1.5;
    private const int MessagesOfLong = 20_000;
    private const int MessagesOfShort = 20;
    private const int Deliveries = 200;
    private const int DeliveriesToAShort = 20;
    private const int Late = 20;

    private static readonly DateTimeOffset Begin = new(2026, 11, 22, 22, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Begin);
    private int _sent;

    public string Verb => "conversation";

    public string What =>
        $"{Deliveries} deliveries, question and answer by turns, to a conversation of {MessagesOfLong:#,0} messages in 60 days, each a durable commit; floor: the same to conversations of {MessagesOfShort} messages; goal <= {Goal} x. For comparison {Late} messages that come an hour late, and {Late} edits of messages that are 30 days old.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"smmkpibot-bench-{Guid.NewGuid():N}.db");
        await using (var database = new Database(Options.Create(new DatabaseOptions { ConnectionString = $"Data Source={path}" }), NullLogger<Database>.Instance))
            await RunAsync(database, cancellationToken);
        foreach (var file in new[] { path, path + "-wal", path + "-shm", path + ".migrate" })
            File.Delete(file);
    }

    private async Task RunAsync(Database database, CancellationToken cancellationToken)
    {
        await database.MigrateAsync(cancellationToken);
        var clients = new ClientStore(database, new ClientDefaults("Europe/Kyiv", "uk"));
        await clients.AddAsync("acme", "Acme", [KeyValuePair.Create("answer-target", "message=30m")], cancellationToken);
        await SeedAsync(database);
        var waits = WaitParts.Waits(database, clients, _clock);
        await new WaitsCatchUp(database, clients, waits, _clock).RunAsync(cancellationToken);
        var inbox = new LiveInbox(new LiveMessages(_clock), [waits]);

        var newest = await Rounds.RunAsync(
            Rounds.Usual,
            ($"{Deliveries} of a long conversation", () => EachAsync(Deliveries, _ => Next("long"))),
            ($"floor, {Deliveries} of short ones", () => EachAsync(Deliveries, _ => Next($"short {_sent / DeliveriesToAShort % 60}"))));
        Figures.TimeRatio(newest[0], newest[1], Goal);
        Figures.Check(await CountAsync(database) == MessagesOfLong + (60 * MessagesOfShort) + _sent, "every message is stored once");

        var others = await Rounds.RunWarmAsync(
            Rounds.Usual,
            ($"{Late} late ones of the long conversation", () => EachAsync(Late, _ => Next("long") with { At = _clock.GetUtcNow().AddHours(-1) })),
            ($"{Late} edits in the middle of it", () => EachAsync(Late, n => Next("long") with { MessageId = $"{(MessagesOfLong / 2) + n}", At = _clock.GetUtcNow().AddDays(-30) })));
        foreach (var times in others)
            Figures.Line($"{times.Name,-46} median {Figures.Milliseconds(times.Median / Late)} each");

        Task<TimeSpan> EachAsync(int count, Func<int, ConversationMessage> message) => Rounds.TimeAsync(async () =>
        {
            for (var n = 0; n < count; n++)
            {
                var delivery = new LiveDelivery { AccountId = 1, Messages = [new LiveMessage(message(n), "Is there a table for four?")] };
                await database.WriteAsync((connection, transaction) => inbox.TakeAsync(connection, transaction, delivery, cancellationToken), cancellationToken);
            }
        });
    }

    private ConversationMessage Next(string conversation)
    {
        _clock.Advance(TimeSpan.FromSeconds(20));
        var id = MessagesOfLong + ++_sent;
        return new()
        {
            AccountId = 1,
            Conversation = conversation,
            MessageId = $"{id}",
            At = _clock.GetUtcNow(),
            Direction = (Direction)(id % 2),
            ObservedAt = _clock.GetUtcNow(),
        };
    }

    private static async Task<long> CountAsync(Database database)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<long>("select count(*) from message");
    }

    private static Task SeedAsync(Database database)
    {
        const string account = "insert into account (id, client_id, network, name) values (1, 1, 'instagram', 'main')";
        const string batch = "insert into batch (id, account_id, origin, observed_at, lease_until, completed_at) values (1, 1, 1, @begin, 0, @begin)";
        const string messages = """
            with recursive m(k) as (select 1 union all select k + 1 from m where k < @MessagesOfLong)
            insert into message (account_id, conversation, message_id, batch_id, at, direction, kind, author, automatic)
            select 1, 'long', '' || m.k, 1, @begin - (@MessagesOfLong - m.k) * 259200000, m.k % 2, 0, null, 0 from m
            """;
        const string shorts = """
            with recursive c(n) as (select 0 union all select n + 1 from c where n < 59), m(k) as (select 1 union all select k + 1 from m where k < @MessagesOfShort)
            insert into message (account_id, conversation, message_id, batch_id, at, direction, kind, author, automatic)
            select 1, 'short ' || c.n, '' || m.k, 1, @begin - (@MessagesOfShort - m.k) * 259200000, m.k % 2, 0, null, 0 from c, m
            """;
        var values = new { begin = UnixMicros.Of(Begin), MessagesOfLong, MessagesOfShort };
        return database.WriteAsync(
            async (connection, transaction) =>
            {
                foreach (var sql in (string[])[account, batch, messages, shorts])
                    await connection.ExecuteAsync(sql, values, transaction);
            },
            CancellationToken.None);
    }
}
