using System.Globalization;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Import;

namespace SmmKpiBot.Benchmarks.Import;

/// <summary>One million metric rows from a CSV file.</summary>
internal sealed class ImportBenchmark : IBenchmark
{
    private const int Dimensions = 2_500;
    private const int Days = 400;
    private const int Rows = Dimensions * Days;
    private const double Goal = 0.5;
    private static readonly DateTimeOffset ObservedAt = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public string Verb => "import";

    public string What => $"{Rows:#,0} metric rows from CSV; floor: a prepared upsert loop in one transaction over parsed rows, into the same table; goal >= {Goal} x its rows/s.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var csv = Path.Combine(Path.GetTempPath(), $"smmkpibot-bench-{Guid.NewGuid():N}.csv");
        try
        {
            var points = Points(accountId: 1);
            await WriteCsvAsync(csv, points, cancellationToken);
            await CheckAsync(csv, points, cancellationToken);
            var times = await Rounds.RunAsync(
                Rounds.Usual,
                ("import of the CSV file", () => ImportAsync(csv, cancellationToken)),
                ("batch writer over parsed rows", () => WriteAsync(points, cancellationToken)),
                ("floor: prepared upserts, one transaction", () => FloorAsync(points, cancellationToken)));
            Figures.RateRatio(times[0], times[2], Rows, Goal);
            Figures.RateRatio(times[1], times[2], Rows, Goal);
        }
        finally
        {
            File.Delete(csv);
        }
    }

    /// <summary>Day by day, as exports are, the values by a fixed seed.</summary>
    private static MetricPoint[] Points(long accountId)
    {
        var random = new Random(20261123);
        var first = new DateOnly(2025, 10, 1);
        var points = new MetricPoint[Rows];
        for (var i = 0; i < Rows; i++)
        {
            var dimension = string.Create(CultureInfo.InvariantCulture, $"city:City{i % Dimensions:0000}");
            points[i] = new MetricPoint(accountId, MetricCatalogue.Audience, dimension, first.AddDays(i / Dimensions), random.Next(100_000), ObservedAt, ObservedAt);
        }

        return points;
    }

    private static async Task WriteCsvAsync(string path, IReadOnlyList<MetricPoint> points, CancellationToken cancellationToken)
    {
        await using var file = new StreamWriter(path);
        await file.WriteLineAsync("date,metric,value,dimension".AsMemory(), cancellationToken);
        foreach (var point in points)
            await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{point.Day:yyyy-MM-dd},{point.Metric},{point.Value},{point.Dimension}").AsMemory(), cancellationToken);
    }

    private static async Task CheckAsync(string csv, IReadOnlyList<MetricPoint> points, CancellationToken cancellationToken)
    {
        await using var store = await ImportStore.CreateAsync(cancellationToken);
        var expected = ((long)Rows, points.Sum(point => point.Value ?? 0));
        var first = await ImportAsync(store, csv, cancellationToken);
        Figures.Check(first.Outcome == ImportOutcome.Imported && await store.SumAsync() == expected, "every row is stored with its value");
        var size = new FileInfo(store.FilePath).Length;
        var second = await ImportAsync(store, csv, cancellationToken);
        Figures.Check(second.Outcome == ImportOutcome.AlreadyImported && await store.SumAsync() == expected, "the same file again writes nothing");
        Figures.Line(string.Create(CultureInfo.InvariantCulture, $"database {size / 1e6:0} MB, {(double)size / Rows:0} bytes a row"));
    }

    private static async Task<TimeSpan> ImportAsync(string csv, CancellationToken cancellationToken)
    {
        await using var store = await ImportStore.CreateAsync(cancellationToken);
        return await Rounds.TimeAsync(() => ImportAsync(store, csv, cancellationToken));
    }

    private static Task<ImportResult> ImportAsync(ImportStore store, string csv, CancellationToken cancellationToken)
    {
        var importer = new Importer(store.Batches, new AuthorHasher(new byte[32]), TimeProvider.System);
        var request = new ImportRequest { Client = store.Client, Account = store.Account, FileName = "bench.csv", Path = csv };
        return importer.ImportAsync(request, null, cancellationToken);
    }

    private static async Task<TimeSpan> WriteAsync(IReadOnlyList<MetricPoint> points, CancellationToken cancellationToken)
    {
        await using var store = await ImportStore.CreateAsync(cancellationToken);
        return await Rounds.TimeAsync(async () =>
        {
            var batch = new NewBatch { AccountId = store.Account.Id, Origin = BatchOrigin.Import, ObservedAt = ObservedAt };
            await using var writer = await store.Batches.BeginAsync(batch, cancellationToken);
            foreach (var point in points)
                await writer.WriteAsync(point, cancellationToken);
            await writer.CompleteAsync(cancellationToken);
        });
    }

    private static async Task<TimeSpan> FloorAsync(IReadOnlyList<MetricPoint> points, CancellationToken cancellationToken)
    {
        await using var store = await ImportStore.CreateAsync(cancellationToken);
        return await ImportFloor.RunAsync(store.FilePath, store.Account.Id, points);
    }
}
