using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>Connects accounts to their networks, whoever asks for it: the place is looked at with one call before anything is stored.</summary>
internal sealed class AccountConnecting(SourceBook sources, AccountConnections connections, Credentials credentials, CollectWakes wakes, Database database, TimeProvider timeProvider)
{
    private readonly SourceBook _sources = sources;
    private readonly AccountConnections _connections = connections;
    private readonly Credentials _credentials = credentials;
    private readonly CollectWakes _wakes = wakes;
    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Connects the account to a place in its network; everything it tells is due at once.</summary>
    /// <exception cref="SourceException">The place cannot be read with these secrets, or the account holds the figures of another place.</exception>
    public async Task<SourcePlace> ConnectAsync(Account account, IReadOnlyDictionary<string, string> secrets, string externalId, CancellationToken cancellationToken)
    {
        var source = _sources.Find(account.Network) is { IsOn: true } known
            ? known
            : throw new SourceException(SourceProblem.NotAllowed, $"{account.Network} is not switched on: its section is missing under Networks in the settings.");
        var place = await source.CheckAsync(new SourceAccess(secrets), externalId, cancellationToken);
        if (await _connections.FindAsync(account.Id, cancellationToken) is { } before && before.PlaceId != place.ExternalId)
        {
            throw new SourceException(
                SourceProblem.NotAllowed, $"{account.FullName} holds the figures of '{before.PlaceName}' ({before.PlaceId}), and those of '{place.Name}' would be mixed with them. Add an account for the new place and connect that.");
        }

        await _database.WriteAsync(
            async (connection, transaction) =>
            {
                var now = _timeProvider.GetUtcNow();
                await AccountConnections.ConnectAsync(connection, transaction, place.AsConnection(account, [.. secrets.Keys], now));
                await Credentials.ForgetAsync(connection, transaction, account.Id);
                foreach (var (field, secret) in secrets)
                    await _credentials.StoreAsync(connection, transaction, account, field, secret);
                foreach (var plan in source.Streams)
                    await StreamStates.AddAsync(connection, transaction, account.Id, plan.Name, CollectTimes.History(plan, place.DayZone, now), now);
            },
            cancellationToken);
        _wakes.Wake();
        return place;
    }

    /// <summary>Ends the collecting of an account; its figures stay.</summary>
    public Task DisconnectAsync(Account account, CancellationToken cancellationToken) =>
        _database.WriteAsync((connection, transaction) => AccountConnections.DisconnectAsync(connection, transaction, account.Id), cancellationToken);
}
