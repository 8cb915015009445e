namespace SmmKpiBot.Benchmarks.Fanout;

/// <summary>Both are killed (SIGKILL) when a third of the messages has come, first of the firing, then of the ends, and started again.</summary>
internal sealed class FanoutKills(FanoutServer server, int alerts)
{
    /// <summary>In the peer, after so long nothing more comes.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private static readonly AlertmanagerRoute Route = new(["chat"], TimeSpan.Zero, TimeSpan.FromSeconds(2), TimeSpan.FromHours(4));

    private readonly FanoutServer _server = server;
    private readonly int _alerts = alerts;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var ours = await OursAsync(_alerts / 3, _alerts / 3, cancellationToken);
        Figures.Check(ours is { Fired: var fired, Ended: var ended } && fired == _alerts && ended == _alerts, $"{_alerts:#,0} alerts, killed while they fire and while they end: ours told of every firing and of every end ({ours.Copies} copies of messages that were on the wire)");
        var peer = await PeerAsync(cancellationToken);
        Figures.Line($"the peer, killed and started again in the same way, its alerts posted again as Prometheus would: told of {peer.Fired:#,0} firings ({peer.Copies:#,0} told twice), of {peer.Ended:#,0} ends");
    }

    /// <summary>An alert for each chat.</summary>
    public static IReadOnlyCollection<PeerAlert> Alerts(int first, int count, DateTimeOffset from, DateTimeOffset? to) =>
    [
        .. Enumerable.Range(first, count).Select(chat => new PeerAlert(
            new Dictionary<string, string> { ["alertname"] = "views", ["chat"] = $"{chat}" },
            new Dictionary<string, string> { ["summary"] = $"Client {chat} · Views: at most 100 in a day: 50, the threshold is 100" },
            from,
            to)),
    ];

    /// <summary>Kills the bot after so many messages of the firing, and after so many of the ends.</summary>
    public async Task<FanoutTold> OursAsync(int firstKill, int secondKill, CancellationToken cancellationToken)
    {
        using var store = await FanoutStore.CreateAsync(_alerts, cancellationToken);
        _server.Forget();
        await KilledAsync(store, FanoutBot.Fire, 0, firstKill);
        await LivedAsync(store, FanoutBot.Fire, 1, () => Count(false) == _alerts, cancellationToken);
        await KilledAsync(store, FanoutBot.Resolve, 2, secondKill);
        await LivedAsync(store, FanoutBot.Resolve, 3, () => Count(true) == _alerts, cancellationToken);
        return Told();
    }

    private async Task KilledAsync(FanoutStore store, string word, int life, int messages)
    {
        await using var bot = await FanoutChild.StartAsync(store, _server.BaseUrl, _alerts, warm: 0, life);
        var some = _server.Expect(messages);
        await bot.SayAsync(word);
        await some;
        await bot.KillAsync();
    }

    private async Task LivedAsync(FanoutStore store, string word, int life, Func<bool> isAll, CancellationToken cancellationToken)
    {
        await using var bot = await FanoutChild.StartAsync(store, _server.BaseUrl, _alerts, warm: 0, life);
        await bot.SayAsync(word);
        await bot.HeardAsync(word);
        await UntilAsync(isAll, cancellationToken);
    }

    private async Task<FanoutTold> PeerAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("smmkpibot-fanout-peer-");
        var from = TimeProvider.System.GetUtcNow();
        _server.Forget();
        await KilledPeerAsync(folder.FullName, Alerts(1, _alerts, from, null), _alerts / 3, cancellationToken);
        await using (var peer = await Alertmanager.StartAsync(folder.FullName, Route, _server.Webhook, cancellationToken))
        {
            await peer.PostAsync(Alerts(1, _alerts, from, null), cancellationToken);
            await QuietAsync(cancellationToken);
            var some = _server.Expect(_alerts / 3);
            await peer.PostAsync(Alerts(1, _alerts, from, TimeProvider.System.GetUtcNow()), cancellationToken);
            await some;
            await peer.KillAsync();
        }

        await using (var peer = await Alertmanager.StartAsync(folder.FullName, Route, _server.Webhook, cancellationToken))
        {
            await peer.PostAsync(Alerts(1, _alerts, from, TimeProvider.System.GetUtcNow()), cancellationToken);
            await QuietAsync(cancellationToken);
        }

        folder.Delete(recursive: true);
        return Told();
    }

    private async Task KilledPeerAsync(string folder, IReadOnlyCollection<PeerAlert> posted, int messages, CancellationToken cancellationToken)
    {
        await using var peer = await Alertmanager.StartAsync(folder, Route, _server.Webhook, cancellationToken);
        var some = _server.Expect(messages);
        await peer.PostAsync(posted, cancellationToken);
        await some;
        await peer.KillAsync();
    }

    private int Count(bool recoveries) => _server.Told.Values.Count(told => told.Contains(recoveries));

    private FanoutTold Told() => new(
        Count(false),
        Count(true),
        _server.Told.Values.Sum(told => Math.Max(0, told.Count(recovery => !recovery) - 1) + Math.Max(0, told.Count(recovery => recovery) - 1)));

    private static async Task UntilAsync(Func<bool> isSo, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromMinutes(2))
                throw new TimeoutException("Something that was to be told was not.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Nothing has come for so long.</summary>
    private async Task QuietAsync(CancellationToken cancellationToken)
    {
        int before;
        do
        {
            before = _server.Told.Values.Sum(told => told.Count);
            await Task.Delay(Silence, TimeProvider.System, cancellationToken);
        }
        while (_server.Told.Values.Sum(told => told.Count) != before);
    }
}

/// <param name="Fired">Chats that were told of the firing.</param>
/// <param name="Ended">Chats that were told of the end.</param>
/// <param name="Copies">Messages that came once more.</param>
internal sealed record FanoutTold(int Fired, int Ended, int Copies);
