using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmmKpiBot.Benchmarks.Delivery;
using SmmKpiBot.Bot;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Sandbox.Clock;

namespace SmmKpiBot.Benchmarks.Fanout;

/// <summary>
/// The child process: the whole bot, to which alerts are given as an evaluation of rules gives them, on a clock that is moved over the waiting time of groups
/// (which is a promise and no work). Only what evaluates rules by itself is taken out, the clock of alerts and the look at the start: it is not measured here, and
/// would end alerts of clients that have no figures.
/// </summary>
internal sealed class FanoutBot
{
    public const string Verb = "fanout-bot";
    public const string Ready = "ready";
    public const string Fire = "fire";
    public const string Resolve = "resolve";
    public const string End = "end";

    /// <summary>So many alerts are written in one transaction, as a round of the bot does.</summary>
    private const int AtOnce = 1000;

    /// <summary>Longer than a group waits for company or for its next turn.</summary>
    private static readonly TimeSpan AllWaits = NotificationPlanner.GroupInterval + NotificationPlanner.GroupWait;

    private readonly MovableTimeProvider _clock;
    private readonly IServiceProvider _services;
    private readonly int _alerts;

    private FanoutBot(IServiceProvider services, MovableTimeProvider clock, int alerts) => (_services, _clock, _alerts) = (services, clock, alerts);

    /// <summary>Does what the lines on the standard input say, and answers each when all that is to be told is in the outbox.</summary>
    /// <param name="warm">So many alerts more are told of before, in chats of their own: a bot has been running for long when it matters.</param>
    public static async Task RunAsync(string connectionString, string keyFile, string baseUrl, int alerts, int warm, DateTimeOffset now)
    {
        var clock = new MovableTimeProvider(now);
        await using var bot = Build(connectionString, keyFile, baseUrl, clock);
        await bot.StartAsync();
        var fanout = new FanoutBot(bot.Services, clock, alerts);
        if (warm > 0)
            await fanout.WarmAsync(warm);
        Say(Ready);
        while (Console.ReadLine() is { } line && line != End)
        {
            await fanout.GiveAsync(line == Fire, 1, alerts);
            await fanout.TellAsync();
            Say(line);
        }

        await bot.StopAsync();
    }

    private async Task WarmAsync(int warm)
    {
        // What every start does once for each client is over.
        await Get<WaitRound>().RunAsync(CancellationToken.None);
        await GiveAsync(fire: true, _alerts + 1, _alerts + warm);
        await TellAsync();
        long unsent;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
            await using var connection = await Get<Database>().OpenAsync(CancellationToken.None);
            unsent = await OutboxStore.DepthAsync(connection, null, CancellationToken.None);
        }
        while (unsent > 0);
    }

    private async Task TellAsync()
    {
        _clock.MoveTo(_clock.GetUtcNow() + AllWaits);
        await Get<AlertTelling>().TellAsync(CancellationToken.None);
    }

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private static void Say(string word)
    {
        Console.WriteLine(word);
        Console.Out.Flush();
    }

    private static WebApplication Build(string connectionString, string keyFile, string baseUrl, MovableTimeProvider clock)
    {
        var builder = BotHost.Prepare([], builder =>
        {
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(DeliveryStore.WithoutLimits)
            {
                ["Telegram:Token"] = DeliveryStore.Token,
                ["Telegram:ApiBaseUrl"] = baseUrl,
                ["Database:ConnectionString"] = connectionString,
                ["Security:KeyFile"] = keyFile,
                ["Web:Listen"] = "http://127.0.0.1:0",
                ["Delivery:RepeatAfterSeconds"] = "0",
                ["Delivery:Concurrency"] = "64",
                ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
            });
            builder.Logging.SetMinimumLevel(LogLevel.Error);
            builder.Services.AddSingleton<TimeProvider>(clock);
        });
        foreach (var evaluating in new[] { typeof(AlertClock), typeof(ScheduleFollower) })
            builder.Services.Remove(builder.Services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == evaluating));
        return builder.Build();
    }

    /// <summary>Fires what does not fire, or ends what does; after a crash it goes on where it was, as the next evaluation would.</summary>
    private async Task GiveAsync(bool fire, int first, int last)
    {
        var patience = AlertPatience.Of((await Get<AlertRuleStore>().ReadAsync(CancellationToken.None)).ById[FanoutStore.RuleId]);
        var open = await OpenAsync();
        var states = fire
            ? Enumerable.Range(first, last - first + 1).Select(client => new AlertSubject(FanoutStore.RuleId, client, null, "reach.views", ""))
                .Where(subject => !open.ContainsKey(subject.ClientId)).Select(subject => new StoredState(AlertState.Initial(subject), 0, null))
            : open.Values.Where(state => state.State.Subject.ClientId >= first && state.State.Subject.ClientId <= last);
        foreach (var chunk in states.Chunk(AtOnce))
        {
            AlertLedger ledger = new();
            foreach (var state in chunk)
                ledger.Step(state, patience, [Point(fire)], _clock.GetUtcNow());
            if (!await Get<LedgerWriter>().WriteAsync(ledger, CancellationToken.None))
                throw new InvalidOperationException("Somebody else writes alerts.");
        }
    }

    private async Task<IReadOnlyDictionary<long, StoredState>> OpenAsync()
    {
        await using var connection = await Get<Database>().OpenAsync(CancellationToken.None);
        return (await AlertStateStore.OpenAsync(connection, null)).ToDictionary(state => state.State.Subject.ClientId);
    }

    private static AlertInput Point(bool fire) => new(fire ? AlertSignal.Breach : AlertSignal.Clear)
    {
        Point = fire ? 1 : 2,
        Figures = new(fire ? 50 : 500, 100, 110, AlertSide.Below, KpiUnit.Count),
        Accounts = ["facebook/main"],
    };
}
