using Dapper;
using Microsoft.Data.Sqlite;
using SmmKpiBot.Benchmarks.Delivery;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Benchmarks.Fanout;

/// <summary>A database in which every client has a team with a chat of its own, and one rule watches all of them.</summary>
internal sealed class FanoutStore : IDisposable
{
    public const string RuleId = "fanout";

    private readonly string _folder = Directory.CreateTempSubdirectory("smmkpibot-fanout-").FullName;

    public string ConnectionString => $"Data Source={Path.Combine(_folder, "bot.db")}";

    public string KeyFile => Path.Combine(_folder, "bot.key");

    public static async Task<FanoutStore> CreateAsync(int chats, CancellationToken cancellationToken)
    {
        const string fill = """
            with recursive n(id) as (select 1 union all select id + 1 from n where id < @chats)
            insert into client (id, slug, name, name_folded) select id, 'c' || id, 'Client ' || id, 'client ' || id from n;
            insert into bound_chat (id, chat_id, thread_id, purpose, client_id, all_clients, language, title, enabled, frequency, weekday, minute_of_day, bound_at)
            select id, id, 0, 1, null, 0, 'en', name, 1, 0, 1, 540, 0 from client;
            insert into chat_client (bound_chat_id, client_id) select id, id from client;
            """;
        var store = new FanoutStore();
        await using var database = DeliveryStore.Open(new DatabaseOptions { ConnectionString = store.ConnectionString });
        await database.MigrateAsync(cancellationToken);
        var rules = new AlertRuleStore(database, TimeProvider.System);
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(fill, new { chats }, transaction);
                await rules.SaveAsync(connection, transaction, new() { Id = RuleId, Check = new KpiValueCheck { Kpi = "reach.views", WindowDays = 1, Fire = 100 }, FireAfter = 1, ClearAfter = 1 }, null);
            },
            cancellationToken);
        return store;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
