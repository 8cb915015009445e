using SmmKpiBot.Benchmarks;
using SmmKpiBot.Benchmarks.Command;
using SmmKpiBot.Benchmarks.Delivery;
using SmmKpiBot.Benchmarks.Import;
using SmmKpiBot.Benchmarks.Picture;
using SmmKpiBot.Benchmarks.Report;

if (args is [KillRun.ChildVerb, var path, var baseUrl])
{
    await KillRun.ChildAsync(path, baseUrl, CancellationToken.None);
    return 0;
}

// One verb per benchmark; without a verb all of them run. A new benchmark adds its line here.
IBenchmark[] benchmarks =
[
    new CommandBenchmark(),
    new ImportBenchmark(),
    new ReportBenchmark(),
    new ClientsBenchmark(),
    new PictureBenchmark(),
    new OutboxBenchmark(),
    new LimiterBenchmark(),
    new KillBenchmark(),
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
