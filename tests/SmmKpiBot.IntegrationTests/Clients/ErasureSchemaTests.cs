using Dapper;
using Microsoft.Data.Sqlite;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Clients;

public sealed class ErasureSchemaSqliteTests(PostgresServer server) : ErasureSchemaTests(Dialect.Sqlite, server);

public sealed class ErasureSchemaPostgresTests(PostgresServer server) : ErasureSchemaTests(Dialect.Postgres, server);

/// <summary>Erasing a client, over every table there is: a new one is filled and looked at without anybody thinking of it.</summary>
public abstract class ErasureSchemaTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const string Canary = "CANARY-41c7";
    private const string Other = "OTHER-9b20";

    /// <summary>Tables without a client, and why nothing of one is in them.</summary>
    private static readonly Dictionary<string, string> OfNobody = new()
    {
        ["api_usage"] = "what networks count by; forgotten when the network forgets it, within 25 hours",
        ["currency_rate"] = "what currencies are worth",
        ["database_identity"] = "a random number",
        ["erased_client"] = "the number of who was erased, and when",
        ["fact_kind"] = "names of the program",
        ["heartbeat"] = "an instant",
        ["invitation"] = "a hash of a code; whom it is for is in invitation_client",
        ["key_fingerprint"] = "of the key file",
        ["outbox_chat"] = "the pace of a chat, by its number; goes with the chat",
        ["outbox_sender"] = "running programs",
        ["rate_feed"] = "of a bank",
        ["rate_history"] = "days that a bank was asked for",
        ["restoration"] = "an instant",
        ["unbound_group"] = "groups that nobody has bound, by their number",
        ["update_inbox"] = "bodies go in the transaction that handles them",
        ["update_offset"] = "of the bot",
        ["user_choice"] = "the language a person chose for the private chat",
        ["wait_watch"] = "instants",
        ["write_mark"] = "one number",
        ["wrong_code"] = "who guesses codes",
    };

    private ClientEraser Eraser => new(
        Database, new ClientStore(Database, new ClientDefaults("Europe/Kyiv", "uk")), new FactReader(Database), TimeProvider.System);

    [Fact]
    public async Task EraseAsync_EveryTableOfTheSchemaFilled_LeavesNoRowOfTheClientAndAllOfTheOther()
    {
        var schema = await SchemaAsync();
        await FillAsync(schema, 1, Other);
        await using var connection = await Database.OpenAsync(Cancel);
        var before = await schema.CountAsync(connection);
        var client = await FillAsync(schema, 2, Canary);
        var filled = await schema.CountAsync(connection);
        Assert.All(schema.OfClient, table => Assert.True(filled[table] > before[table], table));

        await Eraser.EraseAsync(client, Cancel);

        Assert.Empty(await schema.FindAsync(connection, Canary));
        var after = await schema.CountAsync(connection);
        Assert.All(schema.OfClient, table => Assert.Equal((table, before[table]), (table, after[table])));
        Assert.Contains(await schema.FindAsync(connection, Other), column => column.StartsWith("outbox.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Schema_TableThatNoClientOwns_IsKnownToHoldNothingOfOne() =>
        Assert.Equal(OfNobody.Keys.Order(StringComparer.Ordinal), (await SchemaAsync()).Others);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task EraseAsync_UnsentMessageThatMayNameTheClient_EndsWithAReasonAndWithoutItsText(long state)
    {
        const string add = """
            insert into outbox (id, chat_id, seq, lane, kind, payload, created_at, state, attempt, dedup_key) values (7, 1, 1, 1, 2, @Canary, 0, @state, 0, 'k')
            """;
        const string find = "select state as State, payload as Payload, reason as Reason from outbox where id = 7";
        var client = await FillAsync(await SchemaAsync(), 2, "erased");
        await Database.WriteAsync((writing, transaction) => writing.ExecuteAsync(add, new { Canary, state }, transaction), Cancel);

        await Eraser.EraseAsync(client, Cancel);

        await using var connection = await Database.OpenAsync(Cancel);
        var (ended, payload, reason) = await connection.QuerySingleAsync<(long, string, string?)>(find);
        Assert.Equal((5L, ""), (ended, payload));
        Assert.Contains("erased", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",1000002,1000003,", "")]
    [InlineData(",1000003,10000021,21000002,", "canary")]
    [InlineData(",,", "canary")]
    public async Task EraseAsync_UnsentMessageOfSeveralClients_EndsOnlyWhereItNamesTheErasedOne(string names, string left)
    {
        const string add = """
            insert into outbox (id, chat_id, seq, lane, kind, payload, created_at, state, attempt, names) values (7, 1, 1, 1, 2, 'canary', 0, 0, 0, @names)
            """;
        var client = await FillAsync(await SchemaAsync(), 2, "erased");
        Assert.Equal(1_000_002, client);
        await Database.WriteAsync((writing, transaction) => writing.ExecuteAsync(add, new { names }, transaction), Cancel);

        await Eraser.EraseAsync(client, Cancel);

        await using var connection = await Database.OpenAsync(Cancel);
        Assert.Equal(left, await connection.QuerySingleAsync<string>("select payload from outbox where id = 7"));
    }

    private Task<long> FillAsync(SchemaRows schema, int client, string canary) =>
        Database.WriteAsync((connection, transaction) => schema.FillAsync(connection, transaction, client, canary), Cancel);

    /// <summary>The engines have the same tables: those of SQLite tell it best.</summary>
    private async Task<SchemaRows> SchemaAsync()
    {
        await using var sqlite = await TestDatabase.CreateAsync(Dialect.Sqlite, Server);
        await using var connection = await sqlite.Store.OpenAsync(Cancel);
        return await SchemaRows.ReadAsync((SqliteConnection)connection);
    }
}
