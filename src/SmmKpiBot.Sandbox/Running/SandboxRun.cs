using System.Net;
using System.Net.Sockets;
using SmmKpiBot.Bot;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.Chat;
using SmmKpiBot.Sandbox.Clock;
using SmmKpiBot.Sandbox.Demo;
using SmmKpiBot.Sandbox.Networks.Live;
using SmmKpiBot.Sandbox.Scene;

namespace SmmKpiBot.Sandbox.Running;

/// <summary>Everything together: a stand-in Telegram, stand-in networks, the real bot on a movable clock, invented clients, and the page.</summary>
internal sealed class SandboxRun : IAsyncDisposable
{
    public const string ZoneId = "Europe/Kyiv";

    /// <summary>Ids of a kept database's later runs begin this much higher.</summary>
    private const int IdsPerRun = 1_000_000;

    private readonly SandboxFolder _folder;
    private readonly FileLock _hold;
    private readonly SandboxFolder.Run _run;
    private readonly Stack<IAsyncDisposable> _parts = new();

    private SandboxRun(SandboxFolder folder, FileLock hold, SandboxFolder.Run run, MovableTimeProvider clock)
    {
        _folder = folder;
        _hold = hold;
        _run = run;
        Clock = clock;
    }

    public MovableTimeProvider Clock { get; }

    public BotApiServer Telegram { get; private set; } = null!;

    public StandIns Networks { get; private set; } = null!;

    public WebApplication Bot { get; private set; } = null!;

    public PageServer Page { get; private set; } = null!;

    private static TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(ZoneId);

    /// <param name="options">What the command line says.</param>
    /// <param name="notices">Takes what is being done while somebody waits.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="PageException">The page's port is taken, or the folder.</exception>
    /// <exception cref="DatabaseException">A bot works with the folder's database.</exception>
    public static async Task<SandboxRun> StartAsync(SandboxOptions options, TextWriter notices, CancellationToken cancellationToken)
    {
        CheckPort(options.Page);
        var folder = new SandboxFolder(options.DataDirectory);
        var hold = folder.Take();
        try
        {
            return await StartAsync(options, folder, hold, notices, cancellationToken);
        }
        catch
        {
            await hold.DisposeAsync();
            throw;
        }
    }

    private static async Task<SandboxRun> StartAsync(SandboxOptions options, SandboxFolder folder, FileLock hold, TextWriter notices, CancellationToken cancellationToken)
    {
        var kept = options.Keep ? folder.Kept() : null;
        var now = Start(options, kept);
        await folder.PrepareAsync(keeps: kept is not null, cancellationToken);
        var run = kept is null ? new SandboxFolder.Run(0, LocalDay.Of(now, Zone), now) : kept with { Number = kept.Number + 1 };
        folder.Write(run);
        await notices.WriteLineAsync(kept is null ? Inventing(options) : "Going on with the clients of the last run …");
        var sandbox = new SandboxRun(folder, hold, run, new MovableTimeProvider(now));
        try
        {
            await sandbox.StartPartsAsync(options, kept is null, cancellationToken);
            return sandbox;
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }

        _folder.Write(_run with { LatestClock = Clock.GetUtcNow() });
        await _hold.DisposeAsync();
    }

    private static string Inventing(SandboxOptions options) => options.Collects
        ? "Inventing four clients: three with 13 months of figures, one whose accounts are collected …"
        : "Inventing three clients with 13 months of figures …";

    private static DateTimeOffset Start(SandboxOptions options, SandboxFolder.Run? kept)
    {
        var now = options.Now is { } wall ? LocalDay.ToInstant(wall, Zone) : TimeProvider.System.GetUtcNow();
        return kept is not null && kept.LatestClock > now ? kept.LatestClock : now;
    }

    private static void CheckPort(Uri page)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, page.Port);
            listener.Start();
        }
        catch (SocketException)
        {
            throw PageServer.PortTaken(page.Port);
        }
    }

    private async Task StartPartsAsync(SandboxOptions options, bool isFresh, CancellationToken cancellationToken)
    {
        Telegram = await BotApiServer.StartAsync(new BotApiOptions { Clock = Clock, FirstId = _run.Number * IdsPerRun }, cancellationToken);
        _parts.Push(Telegram);
        var scene = new AgencyScene(Telegram.World, options.Collects);
        scene.ConnectCustomers(Telegram.Business);
        Networks = options.Collects ? await StandIns.StartAsync(Clock, _run.MadeFor, Telegram, scene.Channel, cancellationToken) : StandIns.None;
        _parts.Push(Networks);
        Bot = BotHost.Build([], builder => Configure(builder, options.Quiet));
        _parts.Push(Bot);
        await SeedAsync(scene, isFresh, options.Collects, cancellationToken);
        await Bot.StartAsync(cancellationToken);
        _parts.Push(new Stopping(Bot));
        await Bot.Services.GetRequiredService<SceneMenus>().SetAsync(scene, cancellationToken);

        Page = await PageServer.StartAsync(options.Page, PageOf(scene), cancellationToken);
        _parts.Push(Page);
    }

    private PageParts PageOf(AgencyScene scene)
    {
        var services = Bot.Services;
        var mover = new ClockMover(Clock, services.GetRequiredService<BotFollower>());
        var clock = new PageClock(Telegram.World, mover, Zone);
        var faults = new PageFaults(Telegram);
        return new PageParts(
            Telegram,
            new PageState(Telegram, scene, clock, faults, Zone),
            new PageActions(Telegram, scene),
            clock,
            new PageEvents(Telegram.World, mover),
            faults,
            new PageNetworks(Networks, services.GetRequiredService<AccountStandings>(), services.GetRequiredService<AccountConnecting>()));
    }

    /// <summary>The settings of the bot: only these, whatever the environment of the visitor says.</summary>
    private void Configure(WebApplicationBuilder builder, bool quiet)
    {
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(Networks.Settings);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Telegram:Token"] = Telegram.Token,
            ["Telegram:ApiBaseUrl"] = Telegram.BaseUrl,
            ["Telegram:Mode"] = "polling",
            ["Database:Provider"] = "sqlite",
            ["Database:ConnectionString"] = _folder.ConnectionString,
            ["Security:KeyFile"] = _folder.KeyFile,
            ["Agency:Name"] = "Агенція «Промінь»",
            ["Agency:TimeZone"] = ZoneId,
            ["Agency:Language"] = "uk",
            ["Agency:OwnerUserIds:0"] = AgencyScene.OwnerId.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Web:Listen"] = "http://127.0.0.1:0",
            ["Alerts:OperatorChat"] = AgencyScene.TeamChatId.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
        builder.Logging.SetMinimumLevel(quiet ? LogLevel.Error : LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);

        // Each try at a network that the visitor broke; that it could not be read is said once anyway.
        builder.Logging.AddFilter("Polly", LogLevel.None);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton(Clock);
        builder.Services.AddSingleton(Networks);
        builder.Services.AddSingleton<IHostLifetime, PassiveLifetime>();
        builder.Services.AddSingleton<SceneSeeder>();
        builder.Services.AddSingleton<CustomerSeeder>();
        builder.Services.AddSingleton<LiveClientSeeder>();
        builder.Services.AddSingleton<SceneMenus>();
        builder.Services.AddSingleton<DemoFigures>();
        builder.Services.AddSingleton(Telegram.Updates);
        builder.Services.AddSingleton<UpdatesQuiet>();
        builder.Services.AddSingleton<OutboxQuiet>();
        builder.Services.AddSingleton<RestingClock>();
        builder.Services.AddSingleton<BotFollower>();
    }

    private async Task SeedAsync(AgencyScene scene, bool isFresh, bool collects, CancellationToken cancellationToken)
    {
        await Bot.Services.GetRequiredService<Database>().MigrateAsync(cancellationToken);
        await Bot.Services.GetRequiredService<KeyFingerprint>().CheckAsync(cancellationToken);
        var figures = Bot.Services.GetRequiredService<DemoFigures>();
        var calendar = new DemoCalendar(_run.MadeFor);
        DemoClient[] clients = [ShopDemo.Create(calendar), ClinicDemo.Create(calendar), CafeDemo.Create(calendar)];
        if (isFresh)
        {
            await figures.CreateAsync(clients, calendar, Clock.GetUtcNow(), cancellationToken);
            if (collects)
                await Bot.Services.GetRequiredService<LiveClientSeeder>().SeedAsync(cancellationToken);
            await Bot.Services.GetRequiredService<SceneSeeder>().SeedAsync(scene, cancellationToken);
            await Bot.Services.GetRequiredService<CustomerSeeder>().SeedAsync(scene, calendar, cancellationToken);
        }
        else
        {
            await figures.ResumeAsync(clients, LocalDay.Of(_run.LatestClock, Zone), cancellationToken);
            await figures.CatchUpAsync(Clock.GetUtcNow(), cancellationToken);
        }
    }

    /// <summary>Stops the bot in order before it is disposed.</summary>
    private sealed class Stopping(WebApplication bot) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await bot.StopAsync(CancellationToken.None);
    }
}
