using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmmKpiBot.Bot;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Commands;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.Demo;
using SmmKpiBot.Sandbox.Running;

namespace SmmKpiBot.Benchmarks.Command;

/// <summary>The real bot over the stand-in Telegram, delivery limits off, with the invented clients and 400 members of staff.</summary>
internal sealed class BotStack : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("smmkpibot-benchmark-").FullName;
    private readonly WebApplication _bot;

    private BotStack(BotApiServer telegram)
    {
        Telegram = telegram;
        _bot = BotHost.Build([], Configure);
    }

    public BotApiServer Telegram { get; }

    public IServiceProvider Services => _bot.Services;

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
            ["Delivery:ChatPerSecond"] = "0",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton<IHostLifetime, PassiveLifetime>();
        builder.Services.AddSingleton<DemoFigures>();
        builder.Services.AddSingleton<IBotCommand, EchoCommand>();
    }

    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        var database = _bot.Services.GetRequiredService<Database>();
        await database.MigrateAsync(cancellationToken);
        await _bot.Services.GetRequiredService<KeyFingerprint>().CheckAsync(cancellationToken);
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
