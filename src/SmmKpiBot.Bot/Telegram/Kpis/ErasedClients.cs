using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>Whatever is kept in memory of clients that do not exist any more is forgotten, also when another process erased them.</summary>
internal sealed class ErasedClients(ClientStore clients, FinishedDigests digests, ClientStandings standings)
{
    private readonly ClientStore _clients = clients;
    private readonly FinishedDigests _digests = digests;
    private readonly ClientStandings _standings = standings;

    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var existing = (await _clients.ListAsync(cancellationToken)).Select(client => client.Id).ToHashSet();
        _digests.ForgetAllBut(existing);
        _standings.ForgetAllBut(existing);
    }
}
