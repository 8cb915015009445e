using System.Collections.Concurrent;
using System.Globalization;

namespace SmmKpiBot.Benchmarks.Inbox;

/// <summary>Messages as they happen, over HTTP, at a rate that no agency has.</summary>
internal sealed class InboxBenchmark(int seconds) : IBenchmark
{
    private const int PerMinute = 10_000;
    private const int WarmUp = 500;

    /// <summary>So long a program that has just started still compiles its code; the same load goes before what is measured.</summary>
    private const int WarmUpSeconds = 30;
    private const double Goal = 3;

    public string Verb => "inbox";

    public string What => $"{PerMinute:#,0} deliveries a minute to the message endpoint and as many to the Chatwoot webhook at the same time, for {seconds} s (a number as argument changes it), with repeated, reordered, forged and old ones, {InboxStack.Accounts} accounts each, answered after the durable commit, after {WarmUpSeconds} s of the same that count but are not timed; floor: an empty endpoint of the same program under the same load; goal p99 <= {Goal} x its p99.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var stack = await InboxStack.StartAsync(cancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5) });
        var load = new InboxLoad(stack, http);
        for (var n = 0; n < WarmUp; n++)
            await Task.WhenAll(load.SendAsync(n, toWebhook: false, cancellationToken), load.SendAsync(n, toWebhook: true, cancellationToken), load.SendEmptyAsync(cancellationToken));

        ConcurrentBag<TimeSpan> posted = [];
        ConcurrentBag<TimeSpan> delivered = [];
        ConcurrentBag<TimeSpan> empty = [];
        await SendAsync(load, WarmUp, WarmUpSeconds, [], [], [], cancellationToken);
        var took = await Rounds.TimeAsync(() => SendAsync(load, WarmUp + CountOf(WarmUpSeconds), seconds, posted, delivered, empty, cancellationToken));

        var stored = await stack.CountAsync("select count(*) from (select distinct account_id, conversation, message_id from message)");
        Figures.Check(load.Wrong == 0, "every genuine delivery was confirmed, every forged or old one refused");
        Figures.Check(stored == load.Accepted && await stack.CountAsync("select count(*) from message") == stored, $"{stored:#,0} messages are stored, each confirmed one once");
        Figures.Check(await stack.CountAsync($"select count(*) from message where {InboxLoad.IsForged}") == 0, "nothing of a forged or old delivery is stored");
        Figures.Line(string.Create(CultureInfo.InvariantCulture, $"{(posted.Count + delivered.Count) / took.TotalMinutes:#,0} deliveries a minute"));
        var floor = Percentiles("empty endpoint", empty);
        foreach (var (name, times) in new[] { ("message endpoint", posted), ("Chatwoot webhook", delivered) })
        {
            var ratio = Percentiles(name, times) / floor;
            Figures.Line(string.Create(CultureInfo.InvariantCulture, $"{name}: p99 ours / floor {ratio:0.00}   goal <= {Goal:0.00}: {(ratio <= Goal ? "reached" : "missed")}"));
        }
    }

    /// <summary>Open loop: whoever is late keeps nobody from sending.</summary>
    private static async Task SendAsync(
        InboxLoad load, int first, int seconds, ConcurrentBag<TimeSpan> posted, ConcurrentBag<TimeSpan> delivered, ConcurrentBag<TimeSpan> empty, CancellationToken cancellationToken)
    {
        var count = CountOf(seconds);
        var pause = TimeSpan.FromMinutes(1) / PerMinute;
        var began = TimeProvider.System.GetTimestamp();
        var all = new List<Task>(count * 3);
        for (var n = 0; n < count; n++)
        {
            if (began + (long)(n * pause.TotalSeconds * TimeProvider.System.TimestampFrequency) is var due && due > TimeProvider.System.GetTimestamp())
                await Task.Delay(TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), due) + TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
            var number = first + n;
            all.Add(Task.Run(async () => posted.Add(await load.SendAsync(number, toWebhook: false, cancellationToken)), cancellationToken));
            all.Add(Task.Run(async () => delivered.Add(await load.SendAsync(number, toWebhook: true, cancellationToken)), cancellationToken));
            all.Add(Task.Run(async () => empty.Add(await load.SendEmptyAsync(cancellationToken)), cancellationToken));
        }

        await Task.WhenAll(all);
    }

    private static int CountOf(int seconds) => PerMinute * seconds / 60;

    private static double Percentiles(string name, IEnumerable<TimeSpan> all)
    {
        var times = new Times(name, [.. all]);
        Figures.Line($"{name,-20} median {Figures.Milliseconds(times.Median)}, p99 {Figures.Milliseconds(times.Percentile(0.99))}, most {Figures.Milliseconds(times.Most)}");
        return times.Percentile(0.99).TotalMilliseconds;
    }
}
