using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>Which page, property or channel an account is meant to be.</summary>
internal sealed class PlaceFinder(SourceBook sources, AccountConnections connections)
{
    /// <summary>More than these nobody wants to look through.</summary>
    private const int Most = 200;

    private readonly SourceBook _sources = sources;
    private readonly AccountConnections _connections = connections;

    /// <summary>The network's id that is known already: the one that is given, the one it is connected to, or the one that the account was added with.</summary>
    public async Task<string?> KnownAsync(Account account, string? given, CancellationToken cancellationToken) =>
        given ?? (await _connections.FindAsync(account.Id, cancellationToken))?.PlaceId ?? account.ExternalId;

    /// <summary>What the access opens, by name; at least one.</summary>
    /// <exception cref="SourceException">It opens nothing, or that cannot be told.</exception>
    public async Task<IReadOnlyList<SourcePlace>> OpenedAsync(string network, GrantedAccess access, CancellationToken cancellationToken)
    {
        var found = new List<SourcePlace>();
        await foreach (var place in _sources.RequireOn(network).DiscoverAsync(new SourceAccess(access.Fields), cancellationToken))
        {
            found.Add(place);
            if (found.Count == Most)
                break;
        }

        return found.Count > 0
            ? [.. found.OrderBy(place => place.Name, StringComparer.OrdinalIgnoreCase).ThenBy(place => place.ExternalId, StringComparer.Ordinal)]
            : throw new SourceException(SourceProblem.Forbidden, "This access opens nothing there: give its owner the right to read the page, property or channel, and connect the account again.");
    }
}
