using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>How clients stand, kept as long as client, facts and clock leave it right: an agency with 200 clients does not read them all for each look.</summary>
internal sealed class ClientStandings(KpiReports reports, TimeProvider timeProvider)
{
    private const int Most = 2_000;

    private static readonly int AtATime = Environment.ProcessorCount;

    private readonly KpiReports _reports = reports;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly KeptAnswers<DigestKey, ClientStanding> _kept = new(Most, standing => standing.Holds, timeProvider);

    /// <summary>In the order of <paramref name="clients"/>.</summary>
    public async Task<IReadOnlyList<ClientStanding>> OfAsync(IReadOnlyList<Client> clients, Language language, CancellationToken cancellationToken)
    {
        var standings = new ClientStanding[clients.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, clients.Count, options, async (at, token) => standings[at] = await OfAsync(clients[at], language, token));
        return standings;
    }

    public void ForgetAllBut(IReadOnlySet<long> clientIds) => _kept.Forget(key => !clientIds.Contains(key.ClientId));

    private Task<ClientStanding> OfAsync(Client client, Language language, CancellationToken cancellationToken)
    {
        // Staff only see it, so the reader is always the same.
        var question = new DigestQuestion(client, PeriodRef.Now(PeriodRef.Default, client, _timeProvider), Reporting.Digests.Reader.Staff, language);
        return _kept.GetAsync(question.Key, async () => ClientStanding.Of(await _reports.ReadAsync(question.Query, CancellationToken.None), language), cancellationToken);
    }
}
