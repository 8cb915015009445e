using System.Diagnostics;
using System.Globalization;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Sandbox.Clock;

namespace SmmKpiBot.Benchmarks.Collecting;

/// <summary>What the kills came to.</summary>
internal sealed record CollectKillReport(int Kills, int Facts);

/// <summary>Collects an account and its history from a child process that is killed (SIGKILL) while it asks for a page, again and again, and holds the rows against those of an undisturbed run.</summary>
internal static class CollectKillRun
{
    /// <summary>The verb of the child process.</summary>
    public const string ChildVerb = "collect-child";

    /// <summary>Noon: the days of the measure stay the same while leases run out.</summary>
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <exception cref="InvalidOperationException">The rows differ.</exception>
    /// <param name="killed">An empty database; null: an SQLite file.</param>
    /// <param name="everyPage">Kills at each page; else a seed chooses some.</param>
    public static async Task<CollectKillReport> RunAsync(DatabaseOptions? killed, bool everyPage, int seed, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("smmkpibot-kill-").FullName;
        try
        {
            await using var server = await BenchServer.StartAsync(TimeSpan.Zero, cancellationToken);
            var expected = await UndisturbedAsync(folder, server, cancellationToken);
            var options = killed ?? new DatabaseOptions { ConnectionString = $"Data Source={Path.Combine(folder, "killed.db")}" };
            await using (var store = await CollectStore.OpenAsync(options, folder, server.BaseUrl, new MovableTimeProvider(Noon), 4, cancellationToken))
                await store.ConnectAsync(1, 1, withHistory: true, cancellationToken);
            var (random, kills) = (new Random(seed), 0);
            while (!await LiveAsync(options, folder, server, kills, everyPage ? 1 : random.Next(1, 4), cancellationToken))
                kills++;
            await using var after = await CollectStore.OpenAsync(options, folder, server.BaseUrl, TimeProvider.System, 4, cancellationToken);
            var facts = await after.FactsAsync(cancellationToken);
            return facts.SequenceEqual(expected) ? new(kills, facts.Count) : throw new InvalidOperationException($"A promise is broken: {facts.Count} rows after {kills} kills, {expected.Count} without.");
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What the child does: collects until everything is there.</summary>
    public static async Task ChildAsync(DatabaseOptions options, string folder, string baseUrl, int life, CancellationToken cancellationToken)
    {
        // Each life begins after the lease of the one before is over.
        var clock = new MovableTimeProvider(Noon + (life * (CollectionLeases.Length + TimeSpan.FromSeconds(5))));
        await using var store = await CollectStore.OpenAsync(options, folder, baseUrl, clock, 4, cancellationToken);
        await store.CollectAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> UndisturbedAsync(string folder, BenchServer server, CancellationToken cancellationToken)
    {
        var options = new DatabaseOptions { ConnectionString = $"Data Source={Path.Combine(folder, "undisturbed.db")}" };
        await using var store = await CollectStore.OpenAsync(options, folder, server.BaseUrl, new MovableTimeProvider(Noon), 4, cancellationToken);
        await store.ConnectAsync(1, 1, withHistory: true, cancellationToken);
        await store.CollectAsync(cancellationToken);
        return await store.FactsAsync(cancellationToken);
    }

    /// <summary>One life of the child: killed while it waits for the answer behind so many stored pages; true when it came to its end before.</summary>
    private static async Task<bool> LiveAsync(DatabaseOptions options, string folder, BenchServer server, int life, int pages, CancellationToken cancellationToken)
    {
        var target = server.Calls + pages + 1;
        var program = typeof(CollectKillRun).Assembly.Location;
        using var child = Process.Start(new ProcessStartInfo("dotnet", [program, ChildVerb, options.Provider, options.ConnectionString, folder, server.BaseUrl, life.ToString(CultureInfo.InvariantCulture)]))
            ?? throw new InvalidOperationException("The child did not start.");
        while (server.Calls < target && !child.HasExited)
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        var ended = child.HasExited;
        if (!ended)
            child.Kill();
        await child.WaitForExitAsync(cancellationToken);
        return ended && (child.ExitCode == 0 ? true : throw new InvalidOperationException("The child did not end well."));
    }
}
