using System.Globalization;
using SmmKpiBot.Benchmarks;
using SmmKpiBot.Benchmarks.Alerts;
using SmmKpiBot.Benchmarks.Collecting;
using SmmKpiBot.Benchmarks.Command;
using SmmKpiBot.Benchmarks.Delivery;
using SmmKpiBot.Benchmarks.Fanout;
using SmmKpiBot.Benchmarks.Import;
using SmmKpiBot.Benchmarks.Inbox;
using SmmKpiBot.Benchmarks.Networks;
using SmmKpiBot.Benchmarks.Picture;
using SmmKpiBot.Benchmarks.Report;
using SmmKpiBot.Benchmarks.Waiting;
using SmmKpiBot.Data.Database;

if (args is [KillRun.ChildVerb, var provider, var connectionString, var baseUrl, var replies])
{
    var options = new DatabaseOptions { Provider = provider, ConnectionString = connectionString };
    await KillRun.ChildAsync(options, baseUrl, int.Parse(replies, CultureInfo.InvariantCulture), CancellationToken.None);
    return 0;
}

if (args is [FanoutBot.Verb, var path, var keyFile, var telegram, var alerts, var warm, var now])
{
    await FanoutBot.RunAsync(path, keyFile, telegram, int.Parse(alerts, CultureInfo.InvariantCulture), int.Parse(warm, CultureInfo.InvariantCulture), DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
    return 0;
}

if (args is [FanoutFloor.Verb, var file, var server, var firing, var before])
{
    await FanoutFloor.RunAsync(file, server, int.Parse(firing, CultureInfo.InvariantCulture), int.Parse(before, CultureInfo.InvariantCulture));
    return 0;
}

if (args is [EmptyHost.Verb])
{
    await EmptyHost.RunAsync();
    return 0;
}

if (args is [NetworksBot.Verb, var setup])
{
    await NetworksBot.RunAsync(setup);
    return 0;
}

if (args is [CollectKillRun.ChildVerb, var engine, var connected, var folder, var standIn, var life])
{
    await CollectKillRun.ChildAsync(new DatabaseOptions { Provider = engine, ConnectionString = connected }, folder, standIn, int.Parse(life, CultureInfo.InvariantCulture), CancellationToken.None);
    return 0;
}

// One verb per benchmark; without a verb all of them run. A new benchmark adds its line here. A number shortens those that run for a time.
var seconds = args.Select(arg => int.TryParse(arg, CultureInfo.InvariantCulture, out var given) ? given : 0).FirstOrDefault(given => given > 0, 120);
IBenchmark[] benchmarks =
[
    new CommandBenchmark(),
    new ImportBenchmark(),
    new ReportBenchmark(),
    new ClientsBenchmark(),
    new WaitingBenchmark(),
    new ConversationBenchmark(),
    new AlertsBenchmark(),
    new PictureBenchmark(),
    new CollectBenchmark(),
    new CollectKillBenchmark(),
    new NetworksBenchmark(),
    new OutboxBenchmark(),
    new LimiterBenchmark(),
    new KillBenchmark(),
    new FanoutBenchmark(),
    new InboxBenchmark(seconds),
];

var wanted = args.Length == 0 ? benchmarks : [.. benchmarks.Where(benchmark => args.Contains(benchmark.Verb))];
if (wanted.Length == 0)
{
    Console.Error.WriteLine($"Benchmarks: {string.Join(", ", benchmarks.Select(benchmark => benchmark.Verb))}");
    return 2;
}

foreach (var benchmark in wanted)
{
    Figures.Title(benchmark);
    await benchmark.RunAsync(CancellationToken.None);
}

return 0;
