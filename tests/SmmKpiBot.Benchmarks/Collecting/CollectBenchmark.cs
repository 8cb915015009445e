using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts.Collected;
using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Benchmarks.Collecting;

/// <summary>A daily round of 200 clients with 6 accounts each, against a stand-in far away.</summary>
internal sealed class CollectBenchmark : IBenchmark
{
    private const int Clients = 200;
    private const int AccountsOfEach = 6;
    private const int AtOnce = 48;
    private const double Goal = 1.3;
    private const double GoalOfMemory = 250;
    private const double GoalOfRows = 20_000;
    private const int PointsWritten = 200_000;

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);

    public string Verb => "collect";

    public string What =>
        $"A daily round of {Clients} clients x {AccountsOfEach} accounts, each answer {Latency.TotalMilliseconds:0} ms away, {AtOnce / 2} calls at once; floor: the same calls by a bare HttpClient loop, as many at once; goals <= {Goal} x, <= {GoalOfMemory:0} MB, >= {GoalOfRows:#,0} rows/s without the network.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("smmkpibot-bench-").FullName;
        try
        {
            await MeasureAsync(folder, cancellationToken);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, CancellationToken cancellationToken)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        await using var server = await BenchServer.StartAsync(Latency, cancellationToken);
        await using var store = await CollectStore.OpenAsync(new DatabaseOptions { ConnectionString = $"Data Source={Path.Combine(folder, "collect.db")}" }, folder, server.BaseUrl, clock, AtOnce, cancellationToken);
        await store.ConnectAsync(Clients, AccountsOfEach, withHistory: false, cancellationToken);
        var source = store.Bot.Services.GetServices<Sources.Collecting.ISource>().OfType<BenchSource>().Single();

        var first = await RoundAsync("first round, all of it new", store, server, source, cancellationToken);
        clock.Advance(TimeSpan.FromDays(1));
        var day = await RoundAsync("daily round, one day of seven new", store, server, source, cancellationToken);
        var floor = await Rounds.TimeAsync(() => FloorAsync(server, day.Asked, cancellationToken));
        Figures.TimeRatio(new Times("daily round", [day.Time]), new Times("floor, the same calls by a bare HttpClient", [floor]), Goal);

        var rows = await store.RowsAsync(cancellationToken);
        await store.Database.WriteAsync((connection, transaction) => Dapper.SqlMapper.ExecuteAsync(connection, "update collection_stream set next_at = 0", transaction: transaction), cancellationToken);
        await RoundAsync("the same again, nothing changed", store, server, source, cancellationToken);
        Figures.Check(await store.RowsAsync(cancellationToken) == rows, $"a round that changes nothing writes no row; {rows:#,0} are stored");
        Figures.Check(first.Rows == Clients * AccountsOfEach * 7L * (34 + 4 + 3), $"the first round stored every row of 7 days: {first.Rows:#,0}");

        var memory = Process.GetCurrentProcess().WorkingSet64 / 1e6;
        Figures.Line(string.Create(CultureInfo.InvariantCulture, $"memory (RSS), the stand-in's included: {memory:0} MB   goal <= {GoalOfMemory:0} MB: {(memory <= GoalOfMemory ? "reached" : "missed")}"));
        await WriteAsync(store, cancellationToken);
    }

    private static async Task<(TimeSpan Time, IReadOnlyList<string> Asked, long Rows)> RoundAsync(string name, CollectStore store, BenchServer server, BenchSource source, CancellationToken cancellationToken)
    {
        server.TakeAsked();
        var (rows, waited) = (await store.RowsAsync(cancellationToken), source.Waited);
        var time = await Rounds.TimeAsync(() => store.CollectAsync(cancellationToken));
        var (asked, written) = (server.TakeAsked(), await store.RowsAsync(cancellationToken) - rows);
        var share = (source.Waited - waited) / (time * (AtOnce / 2));
        Figures.Line(string.Create(CultureInfo.InvariantCulture, $"{name}: {time.TotalSeconds:0.0} s, {asked.Count:#,0} calls, {written:#,0} rows ({written / time.TotalSeconds:#,0}/s), {share:P0} of the places' time waiting for the network"));
        return (time, asked, written);
    }

    /// <summary>As many calls at once, each answer read to its end, nothing done with it.</summary>
    private static async Task FloorAsync(BenchServer server, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.BaseUrl) };
        await Parallel.ForEachAsync(paths, new ParallelOptions { MaxDegreeOfParallelism = AtOnce / 2, CancellationToken = cancellationToken }, async (path, token) => await http.GetByteArrayAsync(path, token));
    }

    /// <summary>Pages of a network that takes no time, compared and stored one after the other.</summary>
    private static async Task WriteAsync(CollectStore store, CancellationToken cancellationToken)
    {
        const int perPage = 2_000;
        var at = new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
        var (facts, rows) = (store.Get<CollectedFacts>(), 0);
        var time = await Rounds.TimeAsync(async () =>
        {
            for (var page = 0; page < PointsWritten / perPage; page++)
            {
                var points = Enumerable.Range(0, perPage).Select(i => new MetricPoint(1, MetricCatalogue.Audience, $"city:{i % 40}", new DateOnly(2020, 1, 1).AddDays((page * perPage / 40) + (i / 40)), i, at, at));
                var news = await facts.CompareAsync(new CollectedPage { AccountId = 1, ObservedAt = at, Points = [.. points] }, TimeZoneInfo.Utc, cancellationToken);
                await store.Database.WriteAsync((connection, transaction) => CollectedFacts.WriteAsync(connection, transaction, news, cancellationToken), cancellationToken);
                rows += news.Rows;
            }
        });
        Figures.Check(rows == PointsWritten, $"{rows:#,0} points were new");
        var rate = rows / time.TotalSeconds;
        Figures.Line(string.Create(CultureInfo.InvariantCulture, $"rows written without the network: {rate:#,0}/s   goal >= {GoalOfRows:#,0}/s: {(rate >= GoalOfRows ? "reached" : "missed")}"));
    }
}
