using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Reporting.Texts;
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

    /// <summary>What the access lists, by name; at least one that it opens.</summary>
    /// <exception cref="SourceException">It opens nothing, or that cannot be told.</exception>
    public async Task<FoundPlaces> FindAsync(string network, GrantedAccess access, CancellationToken cancellationToken)
    {
        var found = new List<SourcePlace>();
        await foreach (var place in _sources.RequireOn(network).DiscoverAsync(new SourceAccess(access.Fields), cancellationToken))
        {
            found.Add(place);
            if (found.Count == Most)
                break;
        }

        var places = found.OrderBy(place => place.Name, StringComparer.OrdinalIgnoreCase).ThenBy(place => place.ExternalId, StringComparer.Ordinal).ToLookup(place => place.Refusal is null);
        return places[true].Any()
            ? new([.. places[true]], [.. places[false]])
            : throw new SourceException(SourceProblem.Forbidden, Nothing([.. places[false]]));
    }

    private static SourceWords Nothing(IReadOnlyList<SourcePlace> refused) => refused is [{ Refusal: { } why } first, ..]
        ? new($"Цей доступ нічого там не відкриває. {Typography.Quoted(first.Name, Language.Uk)} ({first.ExternalId}): {why.Uk}", $"This access opens nothing there. {first.Name} ({first.ExternalId}): {why.En}")
        : new(
            "Цей доступ нічого там не відкриває: дайте його власникові право читати сторінку, ресурс чи канал і під’єднайте акаунт знову.",
            "This access opens nothing there: give its owner the right to read the page, property or channel, and connect the account again.");
}

/// <summary>Places that an access lists.</summary>
/// <param name="Opened">It can read them.</param>
/// <param name="Refused">It cannot, each for its reason.</param>
internal sealed record FoundPlaces(IReadOnlyList<SourcePlace> Opened, IReadOnlyList<SourcePlace> Refused);
