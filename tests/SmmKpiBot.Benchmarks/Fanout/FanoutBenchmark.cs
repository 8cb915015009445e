using System.Globalization;

namespace SmmKpiBot.Benchmarks.Fanout;

/// <summary>Many alerts at once, each in a group and a chat of its own, by the bot and by Alertmanager.</summary>
internal sealed class FanoutBenchmark : IBenchmark
{
    private const double Goal = 1.5;
    private const int Killed = 1000;

    /// <summary>Before the measured ones.</summary>
    private const int Warm = 300;

    private static readonly AlertmanagerRoute Route = new(["chat"], TimeSpan.Zero, TimeSpan.FromSeconds(2), TimeSpan.FromHours(4));

    public string Verb => "fanout";

    public string What => $"1,000 and 5,000 alerts fire at once, each in a group and a chat of its own. Ours: the whole bot in a process of its own, SQLite with synchronous=FULL, limits off, 64 on the wire, from the alerts given to the machine to the last message. Peer: Debian's Alertmanager, group_wait 0, from the POST to the last webhook; it keeps nothing on disk. All have told of {Warm} others before. Beside them the least that keeps the promise in .NET: bare rows with synchronous=FULL, marked before and after each bare post, 64 on the wire, no rules, plans or texts. Goal <= {Goal} x its time and <= {Goal} x its memory. Then both are killed (SIGKILL) while they tell.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Alertmanager.Program is null)
            throw new InvalidOperationException(Alertmanager.HowToGetIt);
        await using var server = await FanoutServer.StartAsync(cancellationToken);
        foreach (var alerts in (int[])[1000, 5000])
            await CompareAsync(server, alerts, cancellationToken);
        var empty = await EmptyHost.MeasureAsync();
        Figures.Line(string.Create(CultureInfo.InvariantCulture, $"an empty .NET web host: {empty:0} MiB"));
        await new FanoutKills(server, Killed).RunAsync(cancellationToken);
    }

    private static async Task CompareAsync(FanoutServer server, int alerts, CancellationToken cancellationToken)
    {
        List<double> ours = [];
        List<double> peers = [];
        var times = await Rounds.RunAsync(
            Rounds.Usual,
            ($"{alerts:#,0} alerts, the bot", () => OursAsync(server, alerts, ours, cancellationToken)),
            ($"{alerts:#,0} alerts, Alertmanager", () => PeerAsync(server, alerts, peers, cancellationToken)),
            ($"{alerts:#,0} alerts, bare rows and posts", () => FloorAsync(server, alerts)));
        Figures.TimeRatio(times[0], times[1], Goal);
        Figures.Time(times[2]);
        Figures.Line(string.Create(CultureInfo.InvariantCulture, $"ours / bare {times[0].Median / times[2].Median:0.00}, bare / peer {times[2].Median / times[1].Median:0.00}"));
        Figures.MemoryRatio(ours, peers, Goal);
    }

    private static async Task<TimeSpan> OursAsync(FanoutServer server, int alerts, List<double> peaks, CancellationToken cancellationToken)
    {
        using var store = await FanoutStore.CreateAsync(alerts + Warm, cancellationToken);
        await using var bot = await FanoutChild.StartAsync(store, server.BaseUrl, alerts, Warm, life: 0);
        server.Forget();
        var all = server.Expect(alerts);
        var time = await Rounds.TimeAsync(async () =>
        {
            await bot.SayAsync(FanoutBot.Fire);
            await all;
        });
        await bot.HeardAsync(FanoutBot.Fire);
        Require(server, alerts);
        peaks.Add(bot.PeakMemory);
        return time;
    }

    private static async Task<TimeSpan> PeerAsync(FanoutServer server, int alerts, List<double> peaks, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("smmkpibot-fanout-peer-");
        await using var peer = await Alertmanager.StartAsync(folder.FullName, Route, server.Webhook, cancellationToken);
        var warm = server.Expect(Warm);
        await peer.PostAsync(FanoutKills.Alerts(alerts + 1, Warm, TimeProvider.System.GetUtcNow(), null), cancellationToken);
        await warm;
        server.Forget();
        var all = server.Expect(alerts);
        var posted = FanoutKills.Alerts(1, alerts, TimeProvider.System.GetUtcNow(), null);
        var time = await Rounds.TimeAsync(async () =>
        {
            await peer.PostAsync(posted, cancellationToken);
            await all;
        });
        Require(server, alerts);
        peaks.Add(peer.PeakMemory);
        await peer.KillAsync();
        folder.Delete(recursive: true);
        return time;
    }

    private static async Task<TimeSpan> FloorAsync(FanoutServer server, int alerts)
    {
        var folder = Directory.CreateTempSubdirectory("smmkpibot-fanout-floor-");
        TimeSpan time;
        await using (var floor = await FanoutChild.StartFloorAsync($"Data Source={Path.Combine(folder.FullName, "floor.db")}", server.BaseUrl, alerts, Warm))
        {
            server.Forget();
            var all = server.Expect(alerts);
            time = await Rounds.TimeAsync(async () =>
            {
                await floor.SayAsync(FanoutBot.Fire);
                await all;
            });
            await floor.HeardAsync(FanoutBot.Ready);
            Require(server, alerts);
        }

        folder.Delete(recursive: true);
        return time;
    }

    private static void Require(FanoutServer server, int alerts)
    {
        if (server.Told.Count != alerts || server.Told.Values.Any(told => told.Count != 1))
            throw new InvalidOperationException("Wrong answer: some chat was not told exactly once.");
    }
}
