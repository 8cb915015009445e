using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Benchmarks.Report;
using SmmKpiBot.Bot;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Evaluation;

namespace SmmKpiBot.Benchmarks.Alerts;

/// <summary>How long a look at all rules of an agency takes, when every figure is new and when none is.</summary>
internal sealed class AlertsBenchmark : IBenchmark
{
    private const int Clients = 200;
    private const int Figures20 = 20;

    private static readonly string[] Kpis = ["followers.total", "followers.net", "followers.growth_rate", "followers.gained", "followers.lost", "reach.views", "traffic.link_clicks"];
    private static readonly int[] Windows = [7, 14, 28];

    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public string Verb => "alerts";

    public string What => $"One cycle over {Clients} clients × {Figures20} figures × 3 rules, all of them new. Floor: the same rows read and nothing computed, and one batch that writes the same states.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var keys = Directory.CreateTempSubdirectory("smmkpibot-alerts-").FullName;
        try
        {
            await RunAsync(Path.Combine(keys, "bot.key"), cancellationToken);
        }
        finally
        {
            Directory.Delete(keys, recursive: true);
        }
    }

    private static async Task RunAsync(string keyFile, CancellationToken cancellationToken)
    {
        await using var store = await ReportStore.CreateAsync(cancellationToken);
        await store.GrowAsync(Clients, cancellationToken);
        await using var services = Services(store, keyFile);
        await AddRulesAsync(services, cancellationToken);
        var states = await FirstCycleAsync(services, store, cancellationToken);

        var times = await Rounds.RunAsync(
            Rounds.Usual,
            ("cycle, every figure new", () => CycleAsync(services, store, cancellationToken)),
            ("rows read, states written, nothing computed", () => FloorAsync(services, store, states, cancellationToken)));
        Figures.TimeRatio(times[0], times[1], 2);
        await UnchangedAsync(services, store, cancellationToken);
    }

    private static ServiceProvider Services(ReportStore store, string keyFile)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Security:KeyFile"] = keyFile }).Build());
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new StandingClock());
        services.AddSingleton(store.Database);
        services.AddRooms();
        services.AddAlertRound();
        return services.BuildServiceProvider();
    }

    private static async Task AddRulesAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        var rules = services.GetRequiredService<AlertRuleStore>();
        var figures = Windows.SelectMany(window => Kpis.Select(kpi => (kpi, window))).Take(Figures20);
        await services.GetRequiredService<Database>().WriteAsync(
            async (connection, transaction) =>
            {
                foreach (var builtIn in DefaultRules.All)
                    await rules.SaveAsync(connection, transaction, builtIn with { Enabled = false }, null);
                foreach (var (kpi, window) in figures)
                {
                    AlertCheck[] checks =
                    [
                        new KpiValueCheck { Kpi = kpi, WindowDays = window, Fire = -1_000_000 },
                        new KpiChangeCheck { Kpi = kpi, WindowDays = window, Fire = 1 },
                        new KpiMedianCheck { Kpi = kpi, WindowDays = window, Fire = 1_000, Samples = 5 },
                    ];
                    foreach (var check in checks)
                        await rules.SaveAsync(connection, transaction, new() { Id = Ulid.New(Noon), Check = check }, null);
                }
            },
            cancellationToken);
    }

    private static async Task<IReadOnlyList<StateChange>> FirstCycleAsync(ServiceProvider services, ReportStore store, CancellationToken cancellationToken)
    {
        await CycleAsync(services, store, cancellationToken);
        List<StateChange> states = [];
        for (var client = 1; client <= Clients; client++)
            states.AddRange((await services.GetRequiredService<AlertStateStore>().OfClientAsync(client, cancellationToken)).Select(pair => new StateChange(pair.Key, 0, pair.Value.State)));
        Figures.Check(states.Count >= Clients * Figures20 * 2, $"{states.Count:#,0} states of {Clients * Figures20 * 3:#,0} rules and clients say something");
        return states;
    }

    /// <summary>A round of a program that was just started, over an empty table of states.</summary>
    private static async Task<TimeSpan> CycleAsync(ServiceProvider services, ReportStore store, CancellationToken cancellationToken)
    {
        await EmptyAsync(store, cancellationToken);
        using var round = ActivatorUtilities.CreateInstance<AlertRound>(services);
        return await Rounds.TimeAsync(() => round.RunAsync(cancellationToken));
    }

    private static async Task<TimeSpan> FloorAsync(ServiceProvider services, ReportStore store, IReadOnlyList<StateChange> states, CancellationToken cancellationToken)
    {
        await EmptyAsync(store, cancellationToken);
        return await Rounds.TimeAsync(async () =>
        {
            var rules = (await services.GetRequiredService<AlertRuleStore>().ReadAsync(cancellationToken)).Rules;
            foreach (var client in await services.GetRequiredService<ClientStore>().ListAsync(cancellationToken))
            {
                await services.GetRequiredService<AlertStateStore>().OfClientAsync(client.Id, cancellationToken);
                await services.GetRequiredService<AlertReader>().ReadAsync(client, AlertRules.Effective(rules, client.Id), cancellationToken);
            }

            await store.Database.WriteAsync((connection, transaction) => AlertStateStore.WriteAsync(connection, transaction, states), cancellationToken);
        });
    }

    private static async Task UnchangedAsync(ServiceProvider services, ReportStore store, CancellationToken cancellationToken)
    {
        await EmptyAsync(store, cancellationToken);
        using var round = ActivatorUtilities.CreateInstance<AlertRound>(services);
        await round.RunAsync(cancellationToken);
        var before = await RowsAsync(store, cancellationToken);
        var time = await Rounds.TimeAsync(() => round.RunAsync(cancellationToken));
        using var restarted = ActivatorUtilities.CreateInstance<AlertRound>(services);
        await restarted.RunAsync(cancellationToken);
        Figures.Check(before == await RowsAsync(store, cancellationToken), "an unchanged cycle writes 0 rows of alerts, also after a restart (its heartbeat is one row that is overwritten)");
        Figures.Line($"an unchanged cycle takes {Figures.Milliseconds(time)}");
    }

    private static Task<int> EmptyAsync(ReportStore store, CancellationToken cancellationToken) => store.Database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync("delete from alert_state; delete from alert_event; delete from alert_episode", null, transaction), cancellationToken);

    private static async Task<(long Rows, long Revisions, long Events)> RowsAsync(ReportStore store, CancellationToken cancellationToken)
    {
        const string sql = "select (select count(*) from alert_state), (select coalesce(sum(revision), 0) from alert_state), (select count(*) from alert_event) + (select count(*) from alert_notice) + (select count(*) from outbox)";
        await using var connection = await store.Database.OpenAsync(cancellationToken);
        return await connection.QuerySingleAsync<(long, long, long)>(new CommandDefinition(sql, cancellationToken: cancellationToken));
    }

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Noon;
    }
}
