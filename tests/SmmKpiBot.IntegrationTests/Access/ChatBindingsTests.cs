using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Facts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Access;

public sealed class ChatBindingsSqliteTests(PostgresServer server) : ChatBindingsTests(Dialect.Sqlite, server);

public sealed class ChatBindingsPostgresTests(PostgresServer server) : ChatBindingsTests(Dialect.Postgres, server);

public abstract class ChatBindingsTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    private const long Group = -701;
    private const long Supergroup = -1_000_701;

    /// <summary>The supergroup was bound before the bot heard that the group had become it: both were told of the same wait.</summary>
    [Fact]
    public async Task MoveAsync_BothWereToldOfOneWait_KeepsOneNoticeOfEach()
    {
        const string add = """
            insert into wait_notice (account_id, conversation, message_id, chat_id, thread_id, client_id, key, stage, kind, first_of_episode, began_at, due_at)
            values (@account, @conversation, 'm', @chat, 0, @client, @key, 1, 1, 1, 0, 0)
            """;
        var rows = new[] { ("both", Group), ("both", Supergroup), ("group only", Group) }
            .Select(row => new { account = Account.Id, conversation = row.Item1, chat = row.Item2, client = Client.Id, key = $"{row.Item1} {row.Item2}" });
        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(add, rows, transaction), Cancel);

        await Database.WriteAsync(
            async (connection, transaction) =>
            {
                await ChatBindings.MoveAsync(connection, transaction, Group, Supergroup);
                return 0;
            },
            Cancel);

        await using var connection = await Database.OpenAsync(Cancel);
        Assert.Equal([$"both {Supergroup}", $"group only {Group}"], await connection.QueryAsync<string>("select key from wait_notice where chat_id = @Supergroup order by key", new { Supergroup }));
        Assert.Equal(2, await connection.ExecuteScalarAsync<long>("select count(*) from wait_notice"));
    }
}
