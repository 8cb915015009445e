using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmmKpiBot.Bot;
using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.Networks.Chatwoot;
using SmmKpiBot.Sandbox.Running;
using SmmKpiBot.Sources.Chatwoot;

namespace SmmKpiBot.Benchmarks.Inbox;

/// <summary>The real bot with accounts whose messages are posted and accounts in Chatwoot, and beside them an endpoint that does nothing.</summary>
internal sealed class InboxStack : IAsyncDisposable
{
    public const int Accounts = 10;
    public const string Secret = "whk_benchmark_secret";
    public const string EmptyPath = "/empty";

    private readonly string _folder = Directory.CreateTempSubdirectory("smmkpibot-benchmark-").FullName;
    private readonly BotApiServer _telegram;
    private readonly ChatwootServer _chatwoot;
    private readonly WebApplication _bot;

    private InboxStack(BotApiServer telegram, ChatwootServer chatwoot)
    {
        _telegram = telegram;
        _chatwoot = chatwoot;
        _bot = BotHost.Build([], Configure);
        _bot.MapPost(EmptyPath, () => Results.Ok());
    }

    public Uri BaseUrl => new(_bot.Urls.First());

    /// <summary>A token for each account whose messages are posted.</summary>
    public List<string> Tokens { get; } = [];

    /// <summary>A webhook for each account in Chatwoot.</summary>
    public List<string> Hooks { get; } = [];

    public static async Task<InboxStack> StartAsync(CancellationToken cancellationToken)
    {
        var telegram = await BotApiServer.StartAsync(new BotApiOptions(), cancellationToken);
        telegram.Calls.Enabled = false;
        var stack = new InboxStack(telegram, await ChatwootServer.StartAsync(TimeProvider.System, cancellationToken));
        await stack._bot.StartAsync(cancellationToken);
        await stack.SeedAsync(cancellationToken);
        return stack;
    }

    public async Task<long> CountAsync(string sql)
    {
        await using var connection = await _bot.Services.GetRequiredService<Database>().OpenAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.StopAsync(CancellationToken.None);
        await _bot.DisposeAsync();
        await _chatwoot.DisposeAsync();
        await _telegram.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Telegram:Token"] = _telegram.Token,
            ["Telegram:ApiBaseUrl"] = _telegram.BaseUrl,
            ["Networks:Chatwoot:ApiBaseUrl"] = _chatwoot.BaseUrl,
            ["Database:ConnectionString"] = "Data Source=" + Path.Combine(_folder, "bot.db"),
            ["Security:KeyFile"] = Path.Combine(_folder, "bot.key"),
            ["Web:Listen"] = "http://127.0.0.1:0",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton<IHostLifetime, PassiveLifetime>();
    }

    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        var client = await _bot.Services.GetRequiredService<ClientStore>().AddAsync("acme", "Acme", [], cancellationToken);
        var accounts = _bot.Services.GetRequiredService<AccountStore>();
        for (var n = 0; n < Accounts; n++)
        {
            var posted = (await accounts.AddAsync(client.Id, "viber", $"v{n}", null, cancellationToken))!;
            Tokens.Add((await _bot.Services.GetRequiredService<ApiTokens>().CreateAsync(posted, cancellationToken)).Text);
            var inbox = (await accounts.AddAsync(client.Id, "chatwoot", $"c{n}", null, cancellationToken))!;
            var place = new ChatwootPlace(inbox.Id, inbox.Name, new Uri(_chatwoot.BaseUrl), ChatwootServer.Account, 3);
            Hooks.Add(await _bot.Services.GetRequiredService<ChatwootConnection>().ConnectAsync(inbox, place, ChatwootServer.Token, Secret, false, cancellationToken));
        }
    }
}
