using System.Data.Common;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>Connects accounts to their networks, whoever asks for it: the place is looked at with one call before anything is stored.</summary>
internal sealed class AccountConnecting(SourceBook sources, AccountConnections connections, AccountStore accounts, ClientStore clients, Credentials credentials, CollectWakes wakes, Database database, TimeProvider timeProvider)
{
    private readonly SourceBook _sources = sources;
    private readonly AccountConnections _connections = connections;
    private readonly AccountStore _accounts = accounts;
    private readonly ClientStore _clients = clients;
    private readonly Credentials _credentials = credentials;
    private readonly CollectWakes _wakes = wakes;
    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Connects the account to a place in its network; everything it tells is due at once.</summary>
    /// <exception cref="SourceException">The place cannot be read with these secrets, or the account holds the figures of another place.</exception>
    public async Task<SourcePlace> ConnectAsync(Account account, GrantedAccess access, string externalId, CancellationToken cancellationToken)
    {
        var place = await CheckAsync(account, access, externalId, cancellationToken);
        await ConnectAsync(account, access, place, cancellationToken);
        return place;
    }

    /// <summary>Connects the account to a place that <see cref="CheckAsync"/> found.</summary>
    public async Task ConnectAsync(Account account, GrantedAccess access, SourcePlace place, CancellationToken cancellationToken)
    {
        await _database.WriteAsync((connection, transaction) => StoreAsync(connection, transaction, account, access, place), cancellationToken);
        _wakes.Wake();
    }

    /// <summary>The same with secrets that do not end, as far as is known.</summary>
    public Task<SourcePlace> ConnectAsync(Account account, IReadOnlyDictionary<string, string> secrets, string externalId, CancellationToken cancellationToken) =>
        ConnectAsync(account, new GrantedAccess(secrets, null), externalId, cancellationToken);

    /// <summary>Looks whether the account could be connected so, and stores nothing.</summary>
    /// <exception cref="SourceException">It could not.</exception>
    public async Task<SourcePlace> CheckAsync(Account account, GrantedAccess access, string externalId, CancellationToken cancellationToken)
    {
        var place = await LookAsync(account.Network, access, externalId, cancellationToken);
        await RefuseOtherPlaceAsync(account, place, cancellationToken);
        return place;
    }

    /// <summary>Looks at a place of a network with one call.</summary>
    /// <exception cref="SourceException">It cannot be read with this access.</exception>
    public async Task<SourcePlace> LookAsync(string network, GrantedAccess access, string externalId, CancellationToken cancellationToken)
    {
        var place = await _sources.RequireOn(network).CheckAsync(new SourceAccess(access.Fields), externalId, CallPriority.Asked, cancellationToken);

        // A network may tell when something else of the access ends: what ends first counts.
        return access.ExpiresAt is { } end && !(place.AccessExpiresAt < end) ? place with { AccessExpiresAt = end } : place;
    }

    /// <summary>Stores what <see cref="CheckAsync"/> found, in the caller's transaction; after its commit <see cref="Announce"/> begins the collecting.</summary>
    public async Task StoreAsync(DbConnection connection, DbTransaction transaction, Account account, GrantedAccess access, SourcePlace place)
    {
        var now = _timeProvider.GetUtcNow();
        await AccountStore.IdentifyAsync(connection, transaction, account.Id, place.ExternalId);
        await AccountConnections.ConnectAsync(connection, transaction, place.AsConnection(account, [.. access.Fields.Keys], now));
        await Credentials.ForgetAsync(connection, transaction, account.Id);
        foreach (var (field, secret) in access.Fields)
            await _credentials.StoreAsync(connection, transaction, account, field, secret);
        foreach (var plan in _sources.RequireOn(account.Network).Streams)
            await StreamStates.AddAsync(connection, transaction, account.Id, plan.Name, CollectTimes.BeforeFirst(plan, place.DayZone, now), CollectTimes.History(plan, place.DayZone, now), now);
    }

    /// <summary>Lets the collector of this process look what is due.</summary>
    public void Announce() => _wakes.Wake();

    /// <summary>Other clients that the place is connected for, by name: its figures count for each of them.</summary>
    public async Task<IReadOnlyList<Client>> OtherClientsAsync(Client client, string network, string placeId, CancellationToken cancellationToken)
    {
        var others = (await _connections.OfOthersAsync(client.Id, network, placeId, cancellationToken)).Select(account => account.ClientId).ToHashSet();
        return others.Count == 0 ? [] : [.. (await _clients.ListAsync(cancellationToken)).Where(other => others.Contains(other.Id)).OrderBy(other => other.Name, StringComparer.Ordinal)];
    }

    /// <summary>An account stands for one place: figures of two would be mixed.</summary>
    /// <exception cref="SourceException">It holds the figures of another one.</exception>
    public async Task RefuseOtherPlaceAsync(Account account, SourcePlace place, CancellationToken cancellationToken)
    {
        var before = await _connections.FindAsync(account.Id, cancellationToken);
        var known = before?.PlaceId ?? (await _accounts.HoldsNetworkFactsAsync(account.Id, cancellationToken) ? account.ExternalId : null);
        if (known is null || known == place.ExternalId)
            return;
        string Known(Language language) => before is null ? known : $"{Typography.Quoted(before.PlaceName, language)} ({known})";
        throw new SourceException(
            SourceProblem.NotAllowed, new SourceWords(
                $"{NetworkNames.Account(account.FullName, Language.Uk)} має цифри {Known(Language.Uk)}, і цифри {Typography.Quoted(place.Name, Language.Uk)} змішалися б із ними. Додайте для нового місця окремий акаунт і під’єднайте його.",
                $"{NetworkNames.Account(account.FullName, Language.En)} holds the figures of {Known(Language.En)}, and those of {Typography.Quoted(place.Name, Language.En)} would be mixed with them. Add an account for the new place and connect that."));
    }
}
