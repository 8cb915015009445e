using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Access;

/// <summary>The clients a scope shows: the only way from a chat to a client.</summary>
internal sealed class ScopedClients(ClientStore clients)
{
    private readonly ClientStore _clients = clients;

    /// <summary>All that may be shown here, by name.</summary>
    public async Task<IReadOnlyList<Client>> ListAsync(Scope scope, CancellationToken cancellationToken) =>
        InOrder(scope, await _clients.ListAsync(cancellationToken));

    /// <summary>Null also for a client that exists but is not shown here: the two cannot be told apart.</summary>
    public async Task<Client?> FindAsync(Scope scope, long clientId, CancellationToken cancellationToken) =>
        scope.Shows(clientId) ? await _clients.FindAsync(clientId, cancellationToken) : null;

    /// <summary>By any part of a name or alias, in any case.</summary>
    public async Task<IReadOnlyList<Client>> SearchAsync(Scope scope, string text, CancellationToken cancellationToken) =>
        InOrder(scope, await _clients.SearchAsync(text, cancellationToken));

    private static List<Client> InOrder(Scope scope, IEnumerable<Client> clients) =>
        [.. clients.Where(client => scope.Shows(client.Id)).OrderBy(client => client.Name, StringComparer.Ordinal)];
}
