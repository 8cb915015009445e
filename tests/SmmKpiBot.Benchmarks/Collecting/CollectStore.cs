using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmmKpiBot.Bot;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Benchmarks.Collecting;

/// <summary>The bot's own parts over a database, with accounts that are connected to the stand-in.</summary>
internal sealed class CollectStore : IAsyncDisposable
{
    private CollectStore(WebApplication bot)
    {
        Bot = bot;
    }

    public WebApplication Bot { get; }

    public Database Database => Get<Database>();

    public static async Task<CollectStore> OpenAsync(DatabaseOptions options, string folder, string baseUrl, TimeProvider clock, int atOnce, CancellationToken cancellationToken)
    {
        string[] settings =
        [
            "--Telegram:Token", "1234567:not-used-here",
            "--Database:Provider", options.Provider,
            "--Database:ConnectionString", options.ConnectionString,
            "--Security:KeyFile", Path.Combine(folder, "bot.key"),
            "--Collecting:AtOnce", $"{atOnce}",
            "--Networks:Bench:ApiBaseUrl", baseUrl,
        ];
        var bot = BotHost.Build(settings, builder =>
        {
            builder.Services.AddSingleton(clock);
            builder.Logging.ClearProviders();
        });
        await bot.Services.GetRequiredService<Database>().MigrateAsync(cancellationToken);
        return new(bot);
    }

    public T Get<T>()
        where T : notnull => Bot.Services.GetRequiredService<T>();

    /// <param name="withHistory">Their history is filled in too.</param>
    public async Task ConnectAsync(int clients, int accountsOfEach, bool withHistory, CancellationToken cancellationToken)
    {
        const string sql = "delete from collection_stream where is_history = 1";
        var secrets = new Dictionary<string, string> { [BenchSource.Token] = "bench-token" };
        for (var number = 0; number < clients; number++)
        {
            var client = await Get<ClientStore>().AddAsync($"client-{number}", $"Client {number}", [], cancellationToken);
            for (var of = 0; of < accountsOfEach; of++)
            {
                var account = await Get<AccountStore>().AddAsync(client.Id, BenchNetwork.Name, $"a{of}", null, cancellationToken) ?? throw new InvalidOperationException("The account is there already.");
                await Get<AccountConnecting>().ConnectAsync(account, secrets, $"{(number * accountsOfEach) + of + 1}", cancellationToken);
            }
        }

        if (!withHistory)
            await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), cancellationToken);
    }

    /// <summary>Collects until nothing is due and all history is filled in.</summary>
    public async Task CollectAsync(CancellationToken cancellationToken)
    {
        do
            await Get<CollectRound>().RunAsync(cancellationToken);
        while ((await Get<StreamStates>().ListAsync(null, null, cancellationToken)).Any(state => state is { IsHistory: true, IsFilled: false } || state.GoodAt is null));
    }

    public async Task<long> RowsAsync(CancellationToken cancellationToken)
    {
        const string sql = "select (select count(*) from metric_point) + (select count(*) from ad_day) + (select count(*) from post_observation)";
        await using var connection = await Database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, cancellationToken: cancellationToken));
    }

    /// <summary>What every row says, without the number of its batch.</summary>
    public async Task<IReadOnlyList<string>> FactsAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            select p.account_id || ' ' || s.metric || ' ' || s.dimension || ' ' || p.day || ' ' || p.value from metric_point p join series s on s.id = p.series_id
            union all select account_id || ' ' || campaign || ' ' || day || ' ' || spend_micros from ad_day
            union all select account_id || ' ' || post_id || ' ' || reactions from post_observation
            """;
        await using var connection = await Database.OpenAsync(cancellationToken);
        var facts = (await connection.QueryAsync<string>(new CommandDefinition(sql, cancellationToken: cancellationToken))).AsList();
        facts.Sort(StringComparer.Ordinal);
        return facts;
    }

    public async ValueTask DisposeAsync() => await Bot.DisposeAsync();
}
