using SmmKpiBot.Bot.Telegram.Kpis;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Benchmarks.Report;

/// <summary>How long <c>/clients</c> of an agency with 200 clients takes, the first time and again.</summary>
internal sealed class ClientsBenchmark : IBenchmark
{
    private const int Clients = 200;

    public string Verb => "clients";

    public string What => $"The standings of {Clients} clients for /clients. Floor: reading their facts one after another, nothing computed.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var store = await ReportStore.CreateAsync(cancellationToken);
        await store.GrowAsync(Clients, cancellationToken);
        var reports = new KpiReports(new FactReader(store.Database), TimeProvider.System);
        Client[] clients = [.. Enumerable.Range(1, Clients).Select(id => ReportStore.Client(id))];
        var kept = new ClientStandings(reports, TimeProvider.System);
        var standings = await kept.OfAsync(clients, Language.Uk, cancellationToken);
        Figures.Check(standings.Count == Clients && standings.All(standing => standing.Reasons.Length > 0), "every client has a standing");

        var times = await Rounds.RunAsync(
            Rounds.Usual,
            ("standings, the first time", () => Rounds.TimeAsync(() => new ClientStandings(reports, TimeProvider.System).OfAsync(clients, Language.Uk, cancellationToken))),
            ("facts read, nothing computed", () => Rounds.TimeAsync(() => ReadAsync(reports, clients, cancellationToken))),
            ("standings, again", () => Rounds.TimeAsync(() => kept.OfAsync(clients, Language.Uk, cancellationToken))));
        Figures.TimeRatio(times[0], times[1], 2);
        Figures.TimeRatio(times[2], times[1], 0.1);
    }

    private static async Task ReadAsync(KpiReports reports, IEnumerable<Client> clients, CancellationToken cancellationToken)
    {
        foreach (var client in clients)
        {
            await reports.ReadAsync(new KpiQuery { Client = client, Period = PeriodRef.Now(PeriodRef.Default, client, TimeProvider.System).Resolve() }, cancellationToken);
        }
    }
}
