using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Bot.Meta;

/// <summary>Which of our accounts a delivery is for; a page may be connected for more than one client.</summary>
internal sealed class MetaPlaces(AccountConnections connections)
{
    private readonly AccountConnections _connections = connections;

    public async Task<IReadOnlyList<MetaPlace>> FindAsync(IReadOnlyCollection<(string Network, string PlaceId)> named, CancellationToken cancellationToken) => named.Count == 0
        ? []
        :
        [
            .. (await _connections.ListAsync(null, cancellationToken))
                .Where(connection => named.Contains((connection.Account.Network, connection.PlaceId)))
                .Select(Of),
        ];

    private static MetaPlace Of(AccountConnection connection)
    {
        var username = connection.Details.GetValueOrDefault(MetaPlace.UsernameDetail);
        return new(connection.Account.Id, connection.Account.Network, connection.PlaceId, username, [connection.Account.Name, connection.PlaceName, .. username is null ? [] : new[] { username }]);
    }
}
