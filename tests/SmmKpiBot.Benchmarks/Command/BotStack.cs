using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmmKpiBot.Bot;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.Demo;
using SmmKpiBot.Sandbox.Running;

namespace SmmKpiBot.Benchmarks.Command;

/// <summary>The real bot over the stand-in Telegram, delivery limits off, with the invented clients and 400 members of staff.</summary>
internal sealed class BotStack : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("smmkpibot-benchmark-").FullName;
    private readonly WebApplication _bot;
    private int _round;

    private BotStack(BotApiServer telegram)
    {
        Telegram = telegram;
        _bot = BotHost.Build([], Configure);
    }

    public BotApiServer Telegram { get; }

    public static async Task<BotStack> StartAsync(CancellationToken cancellationToken)
    {
        var telegram = await BotApiServer.StartAsync(new BotApiOptions(), cancellationToken);
        telegram.Calls.Enabled = false;
        People.AddTo(telegram.World);
        var stack = new BotStack(telegram);
        await stack.SeedAsync(cancellationToken);
        await stack._bot.StartAsync(cancellationToken);
        return stack;
    }

    /// <summary>A digest of text to each of 1,000 chats.</summary>
    public async Task EnqueueDigestsAsync(CancellationToken cancellationToken)
    {
        var outbox = _bot.Services.GetRequiredService<Outbox>();
        var round = ++_round;
        await _bot.Services.GetRequiredService<Database>().WriteAsync(
            async (connection, transaction) =>
            {
                for (var reader = 0; reader < People.Readers; reader++)
                {
                    var content = new TextContent($"<b>Звіт {round}</b>\n" + new string('ж', 600));
                    await outbox.EnqueueAsync(
                        connection, transaction, new OutboxMessage { ChatId = People.FirstReader + reader, Kind = OutboxKind.Digest, Content = content }, cancellationToken);
                }
            },
            cancellationToken);
        outbox.Wake();
    }

    /// <summary>Writes a batch of figures until it is stopped, and takes it back.</summary>
    public async Task ImportAsync(CancellationToken cancellationToken)
    {
        var clients = _bot.Services.GetRequiredService<ClientStore>();
        var accounts = _bot.Services.GetRequiredService<AccountStore>();
        var client = (await clients.FindAsync("lion", CancellationToken.None))!;
        var account = (await accounts.ListAsync(client.Id, CancellationToken.None))[0];
        var now = TimeProvider.System.GetUtcNow();
        var batch = new NewBatch { AccountId = account.Id, Origin = BatchOrigin.Import, ObservedAt = now };
        await using var writer = await _bot.Services.GetRequiredService<FactBatchStore>().BeginAsync(batch, CancellationToken.None);
        var first = new DateOnly(1990, 1, 1);
        for (var row = 0; !cancellationToken.IsCancellationRequested; row++)
        {
            var point = new MetricPoint(account.Id, MetricCatalogue.Audience, $"city:City{row / 9000}", first.AddDays(row % 9000), row, now, now);
            await writer.WriteAsync(point, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.StopAsync(CancellationToken.None);
        await _bot.DisposeAsync();
        await Telegram.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Telegram:Token"] = Telegram.Token,
            ["Telegram:ApiBaseUrl"] = Telegram.BaseUrl,
            ["Database:ConnectionString"] = "Data Source=" + Path.Combine(_folder, "bot.db"),
            ["Security:KeyFile"] = Path.Combine(_folder, "bot.key"),
            ["Web:Listen"] = "http://127.0.0.1:0",
            ["Delivery:PerSecond"] = "0",
            ["Delivery:PrivatePerSecond"] = "0",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton<IHostLifetime, PassiveLifetime>();
        builder.Services.AddSingleton<DemoFigures>();
    }

    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        var database = _bot.Services.GetRequiredService<Database>();
        await database.MigrateAsync(cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        var calendar = new DemoCalendar(LocalDay.Of(now, TimeZoneInfo.FindSystemTimeZoneById(SandboxRun.ZoneId)));
        DemoClient[] clients = [ShopDemo.Create(calendar), ClinicDemo.Create(calendar), CafeDemo.Create(calendar)];
        await _bot.Services.GetRequiredService<DemoFigures>().CreateAsync(clients, calendar, now, cancellationToken);
        var users = _bot.Services.GetRequiredService<UserStore>();
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                for (var asker = 0; asker < People.Askers; asker++)
                {
                    await users.GrantAsync(connection, transaction, People.FirstId + asker, Role.Staff, null, null);
                }
            },
            cancellationToken);
    }
}
