using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Benchmarks.Waiting;

/// <summary>An agency with 100,000 conversations of the last 40 days; of each client one in twenty waits for an answer.</summary>
internal sealed class WaitingStore : IAsyncDisposable
{
    public const int Clients = 20;
    public const int ConversationsOfOne = 5_000;
    public const int OneWaitsIn = 20;

    /// <summary>The last message of an answered conversation is the second answer.</summary>
    public const int MessagesOfAnswered = 4;

    /// <summary>Midnight of the clients: what is waiting now is what was waiting at the end of yesterday.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 22, 0, 0, TimeSpan.Zero);

    private static readonly long NowMicros = Now.ToUnixTimeMilliseconds() * 1000;

    private readonly string _path;

    private WaitingStore(string path, Database database)
    {
        _path = path;
        Database = database;
    }

    public Database Database { get; }

    public ClientStore ClientStore => new(Database, new ClientDefaults("Europe/Kyiv", "uk"));

    public static async Task<WaitingStore> CreateAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"smmkpibot-bench-{Guid.NewGuid():N}.db");
        var store = new WaitingStore(path, new Database(Options.Create(new DatabaseOptions { ConnectionString = $"Data Source={path}" }), NullLogger<Database>.Instance));
        await store.Database.MigrateAsync(cancellationToken);
        for (var client = 1; client <= Clients; client++)
        {
            await store.ClientStore.AddAsync($"c{client}", $"Client {client}", [KeyValuePair.Create("hours", "mon-fri 09:00-18:00"), KeyValuePair.Create("answer-target", "message=30m")], cancellationToken);
            var values = new { client, ConversationsOfOne, OneWaitsIn, NowMicros, Kind = FactKind.Messages, Day = DateOnly.FromDateTime(Now.UtcDateTime).DayNumber };
            await store.Database.WriteAsync(
                async (connection, transaction) =>
                {
                    foreach (var sql in (string[])[Account, Batch, Messages, Texts, Span])
                        await connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
                },
                cancellationToken);
        }

        return store;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        foreach (var file in new[] { _path, _path + "-wal", _path + "-shm", _path + ".migrate" })
            File.Delete(file);
    }

    private const string Account = "insert into account (id, client_id, network, name) values (@client, @client, 'instagram', 'main')";

    private const string Batch = """
        insert into batch (id, account_id, origin, observed_at, lease_until, completed_at) values (@client, @client, 1, @NowMicros, 0, @NowMicros)
        """;

    /// <summary>In, out, in, out within two hours; one conversation in so many lacks the last answer.</summary>
    private const string Messages = """
        with recursive c(n) as (select 1 union all select n + 1 from c where n < @ConversationsOfOne), m(k) as (select 0 union all select k + 1 from m where k < 3)
        insert into message (account_id, conversation, message_id, batch_id, at, direction, kind, author, automatic)
        select @client, 'conversation ' || c.n, '' || (m.k + 1), @client, @NowMicros - 7200000000 - (c.n * 691) % 3456000 * 1000000 + m.k * 1800000000, m.k % 2, 0, null, 0
        from c, m where m.k < 3 or c.n % @OneWaitsIn <> 0
        """;

    private const string Texts = """
        with recursive c(n) as (select 1 union all select n + 1 from c where n < @ConversationsOfOne)
        insert into message_text (account_id, conversation, message_id, at, words, link)
        select @client, 'conversation ' || c.n, '3', @NowMicros - 7200000000 - (c.n * 691) % 3456000 * 1000000 + 3600000000, 'Is there a table for four on Saturday evening?', 'https://example.com/' || c.n
        from c where c.n % @OneWaitsIn = 0
        """;

    private const string Span = """
        insert into fact_kind (name) select @Kind where not exists (select 1 from fact_kind where name = @Kind);
        insert into observed_span (account_id, kind_id, to_day, from_day, batch_id) select @client, k.id, @Day, @Day - 60, @client from fact_kind k where k.name = @Kind
        """;
}
