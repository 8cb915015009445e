using Dapper;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Reporting.Alerts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Alerts;

public sealed class AudienceReadingSqliteTests(PostgresServer server) : AudienceReadingTests(Dialect.Sqlite, server);

public sealed class AudienceReadingPostgresTests(PostgresServer server) : AudienceReadingTests(Dialect.Postgres, server);

/// <summary>To know who hears of a few clients, chats of others need not be read.</summary>
public abstract class AudienceReadingTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const int Clients = 4;
    private const long Forum = -1003;

    private readonly AlertAudiences _audiences = new(Options.Create(new AlertsOptions { OperatorChat = Forum }));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task ReadAsync_AnyChats_HearsTheSameAsOverAllChats(int seed)
    {
        var random = new Random(seed);
        var clients = new ClientStore(Database, new ClientDefaults("Europe/Kyiv", "uk"));
        List<long> ids = [];
        for (var at = 0; at < Clients; at++)
            ids.Add((await clients.AddAsync($"client{at}", $"Client {at}", [], Cancel)).Id);
        for (var at = 0; at < 12; at++)
            await BindAsync(random, at, ids);
        await using var connection = await Database.OpenAsync(Cancel);
        var all = _audiences.Over(await ChatStore.ListAsync(connection, null));

        foreach (var some in Enumerable.Range(0, 1 << Clients).Select(mask => ids.Where((_, at) => (mask >> at & 1) == 1).ToList()))
        {
            var read = await _audiences.ReadAsync(connection, null, some);

            foreach (var audience in Enum.GetValues<AlertAudience>())
            {
                foreach (var client in some.Append(0))
                    Assert.Equal(Heard(all, audience, client), Heard(read, audience, client));
            }
        }
    }

    private static IEnumerable<long> Heard(AlertAudienceOf audience, AlertAudience which, long client) => audience.Of(which, client).Select(chat => chat.Id);

    /// <summary>Any chat, topic or person: of an owner, the team (of all or of some clients) or a client, switched on or off.</summary>
    private Task BindAsync(Random random, int at, List<long> clients)
    {
        const string bind = """
            insert into bound_chat (chat_id, thread_id, purpose, client_id, all_clients, language, enabled, frequency, weekday, minute_of_day, bound_at)
            values (@chat, @at, @purpose, @client, @all, 'uk', @enabled, 0, 1, 540, 0) returning id
            """;
        const string show = "insert into chat_client (bound_chat_id, client_id) values (@id, @client)";
        var purpose = (ChatPurpose)random.Next(3);
        List<long> shown = [.. clients.Where(_ => random.Next(3) == 0)];
        var isOfAll = purpose == ChatPurpose.Owner || (purpose == ChatPurpose.Staff && shown.Count == 0);
        var values = new
        {
            chat = Forum + random.Next(4),
            at,
            purpose = (long)purpose,
            client = purpose == ChatPurpose.Client ? clients[random.Next(clients.Count)] : (long?)null,
            all = isOfAll ? 1L : 0L,
            enabled = random.Next(5) == 0 ? 0L : 1L,
        };
        return Database.WriteAsync(
            async (connection, transaction) =>
            {
                var id = await connection.ExecuteScalarAsync<long>(bind, values, transaction);
                foreach (var client in purpose == ChatPurpose.Staff ? shown : [])
                    await connection.ExecuteAsync(show, new { id, client }, transaction);
            },
            Cancel);
    }
}
