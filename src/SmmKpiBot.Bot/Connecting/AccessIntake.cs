using System.Data.Common;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>What became of access that was given.</summary>
internal abstract record IntakeOutcome;

/// <summary>An account is connected, and is being collected from now on.</summary>
/// <param name="Client">Whose.</param>
/// <param name="Account">Ours.</param>
/// <param name="Place">What it stands for, with what was decided of it before.</param>
/// <param name="Choice">What its network leaves open; null where that is nothing.</param>
/// <param name="IsShared">The place is connected for another client too.</param>
internal sealed record ConnectedAccount(Client Client, Account Account, SourcePlace Place, IAccountChoice? Choice, bool IsShared) : IntakeOutcome;

/// <summary>Somebody has to say which place is meant.</summary>
/// <param name="Id">Of the kept access.</param>
/// <param name="Places">Those it opens.</param>
/// <param name="Refused">Those it lists and does not open.</param>
internal sealed record PlaceChoice(string Id, IReadOnlyList<SourcePlace> Places, IReadOnlyList<SourcePlace> Refused) : IntakeOutcome;

/// <summary>The place is connected for other clients already; somebody has to say whether it is to be for this one too.</summary>
/// <param name="Id">Of the kept access.</param>
/// <param name="Client">Who it is asked for.</param>
/// <param name="Place">What is connected already.</param>
/// <param name="Others">For whom.</param>
internal sealed record SharedPlace(string Id, Client Client, SourcePlace Place, IReadOnlyList<Client> Others) : IntakeOutcome;

/// <summary>Takes access that was given, whichever way it came, and connects an account with it.</summary>
internal sealed class AccessIntake(PlaceFinder finder, AccountConnecting connecting, AccountChoosing choosing, AccountConnections connections, AccountStore accounts, ClientStore clients, AccessRequests requests, Database database)
{
    /// <summary>So many accounts of one name nobody has.</summary>
    private const int MostOfOneName = 100;

    private const int LongestName = 100;

    private readonly PlaceFinder _finder = finder;
    private readonly AccountConnecting _connecting = connecting;
    private readonly AccountChoosing _choosing = choosing;
    private readonly AccountConnections _connections = connections;
    private readonly AccountStore _accounts = accounts;
    private readonly ClientStore _clients = clients;
    private readonly AccessRequests _requests = requests;
    private readonly Database _database = database;

    /// <param name="asks">Somebody has to confirm the place even if there is only one: whoever consents in a browser need not be whoever asked.</param>
    /// <exception cref="SourceException">The access does not open what it should.</exception>
    public async Task<IntakeOutcome> TakeAsync(AccessRequest request, GrantedAccess access, bool asks, CancellationToken cancellationToken)
    {
        var account = await AccountAsync(request, cancellationToken);
        var known = account is null ? request.ExternalId : await _finder.KnownAsync(account, request.ExternalId, cancellationToken);
        if (known is not null)
            return await ConnectAsync(request, access, known, null, sharing: request.IsOfCommandLine, cancellationToken);
        var found = await _finder.FindAsync(request.Network, access, cancellationToken);
        return found is { Opened: [var only], Refused: [] } && !asks
            ? await ConnectAsync(request, access, only.ExternalId, null, sharing: request.IsOfCommandLine, cancellationToken)
            : new PlaceChoice(await _requests.KeepAsync(request, access, cancellationToken), found.Opened, found.Refused);
    }

    /// <summary>Connects the request's account to a place, or one that stands for the place already, or a new one; or asks first, where the place is connected for another client.</summary>
    /// <param name="choiceId">The kept access that is used up by this.</param>
    /// <param name="sharing">Other clients may have it too: nobody needs to be asked.</param>
    /// <exception cref="SourceException">The place cannot be read.</exception>
    public async Task<IntakeOutcome> ConnectAsync(AccessRequest request, GrantedAccess access, string externalId, string? choiceId, bool sharing, CancellationToken cancellationToken)
    {
        var place = await _connecting.LookAsync(request.Network, access, externalId, cancellationToken);
        if (place.Hidden is { } hidden && !request.SeesAll && !request.IsOfCommandLine)
            throw new SourceException(SourceProblem.Forbidden, hidden);
        var account = await AccountAsync(request, cancellationToken) ?? await SameAsync(request, place, cancellationToken);
        if (account is not null)
            await _connecting.RefuseOtherPlaceAsync(account, place, cancellationToken);
        var client = await _clients.FindAsync(request.ClientId, cancellationToken) ?? throw Removed();
        var others = await _connecting.OtherClientsAsync(client, request.Network, place.ExternalId, cancellationToken);
        if (others.Count > 0 && !sharing && !await IsConnectedAsync(account, place, cancellationToken))
            return new SharedPlace(choiceId ?? await _requests.KeepAsync(request, access, cancellationToken), client, place, others);
        var connected = await _database.WriteAsync(
            async (connection, transaction) =>
            {
                var ours = account ?? await AddAsync(connection, transaction, request, place);
                await _connecting.StoreAsync(connection, transaction, ours, access, place);
                if (choiceId is not null)
                    await AccessRequests.ForgetAsync(connection, transaction, choiceId);
                return ours;
            },
            cancellationToken);
        _connecting.Announce();
        return new ConnectedAccount(client, connected, await _choosing.WithChoicesAsync(place, connected, cancellationToken), _choosing.ChoiceOf(request.Network), others.Count > 0);
    }

    /// <summary>It only gets new access: whoever connected it was asked then.</summary>
    private async Task<bool> IsConnectedAsync(Account? account, SourcePlace place, CancellationToken cancellationToken) =>
        account is not null && (await _connections.FindAsync(account.Id, cancellationToken))?.PlaceId == place.ExternalId;

    private async Task<Account?> AccountAsync(AccessRequest request, CancellationToken cancellationToken) => request.AccountId is { } id
        ? (await _accounts.ListAsync(request.ClientId, cancellationToken)).FirstOrDefault(account => account.Id == id)
            ?? throw Removed()
        : null;

    private static SourceException Removed() => new(SourceProblem.NotAllowed, new SourceWords("Акаунт тим часом видалено.", "The account was removed meanwhile."));

    /// <summary>The client's account that is this place already.</summary>
    private async Task<Account?> SameAsync(AccessRequest request, SourcePlace place, CancellationToken cancellationToken)
    {
        var connected = (await _connections.ListAsync(request.ClientId, cancellationToken)).FirstOrDefault(one => one.Account.Network == request.Network && one.PlaceId == place.ExternalId);
        return connected?.Account
            ?? (await _accounts.ListAsync(request.ClientId, cancellationToken)).FirstOrDefault(account => account.Network == request.Network && account.ExternalId == place.ExternalId);
    }

    private static async Task<Account> AddAsync(DbConnection connection, DbTransaction transaction, AccessRequest request, SourcePlace place)
    {
        var name = NameOf(place);
        for (var number = 1; number <= MostOfOneName; number++)
        {
            if (await AccountStore.AddAsync(connection, transaction, request.ClientId, request.Network, number == 1 ? name : $"{name} {number}", place.ExternalId) is { } added)
                return added;
        }

        throw new SourceException(SourceProblem.NotAllowed, new SourceWords($"Акаунтів із такою назвою вже {MostOfOneName}.", $"There are {MostOfOneName} accounts of that name already."));
    }

    /// <summary>An account is called as its place, without what <c>network/name</c> cannot hold.</summary>
    private static string NameOf(SourcePlace place)
    {
        var name = new string([.. place.Name.Where(letter => !char.IsControl(letter)).Select(letter => letter == '/' ? ' ' : letter)]).Trim();
        name = name.Length == 0 ? place.ExternalId : name;
        return TextCut.To(name, LongestName - 4).Trim();
    }
}
