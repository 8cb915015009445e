using System.Globalization;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Connecting;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>account connect</c> for the networks that are collected.</summary>
internal static class NetworkConnecting
{
    public static async Task RunAsync(VerbScope scope, Client client, Account account, NetworkWishes wishes, CancellationToken cancellationToken)
    {
        try
        {
            var source = scope.Get<SourceBook>().RequireOn(account.Network);
            await (wishes.InBrowser ? InBrowserAsync(scope, client, account, wishes, cancellationToken) : WithSecretAsync(scope, client, account, source, wishes, cancellationToken));
        }
        catch (SourceException exception)
        {
            // What may go by itself is a failure; what somebody has to change is a bad command line.
            var code = exception.Problem is SourceProblem.Transient or SourceProblem.RateLimited ? ExitCode.Failed : ExitCode.BadCommandLine;
            throw new CommandLineException($"{exception.Message}\nNothing was stored.", code);
        }
    }

    /// <summary>Prints where to give consent. The running bot takes the answer, and connects the account.</summary>
    private static async Task InBrowserAsync(VerbScope scope, Client client, Account account, NetworkWishes wishes, CancellationToken cancellationToken)
    {
        var door = scope.Get<ConsentDoor>();
        if (door.ObstacleOf(account.Network) is { } obstacle)
        {
            throw new CommandLineException(obstacle switch
            {
                ConsentObstacle.NoSuchWay => $"{account.Network} asks for no consent in the browser: use --token-file.",
                ConsentObstacle.NoPublicUrl => $"--browser needs Web:PublicUrl, the https address at which browsers reach the running bot, e.g. https://bot.example.com; enter https://bot.example.com{ConsentEndpoint.Path} as a redirect address of your app too.",
                _ => $"--browser needs an app of yours in the settings: {ConsentDoor.RemedyOf(obstacle, account.Network).En}.",
            });
        }

        if (await scope.Get<PlaceFinder>().KnownAsync(account, wishes.ExternalId, cancellationToken) is { } known)
            await WarnOfOthersAsync(scope, await scope.Get<AccountConnecting>().OtherClientsAsync(client, account.Network, known, cancellationToken), known);
        var request = new AccessRequest { ClientId = client.Id, Network = account.Network, AccountId = account.Id, ExternalId = wishes.ExternalId, Language = Language.En };
        var url = await door.OpenAsync(request, cancellationToken);
        var until = scope.Get<TimeProvider>().GetUtcNow() + AccessRequests.ConsentLife;
        scope.Answer.Write(
            new { Client = client.Slug, Account = account.FullName, Url = url.AbsoluteUri, ValidUntil = until },
            () => $"Open this address within {AccessRequests.ConsentLife.TotalMinutes:0} minutes; it works once, and the page afterwards says how it went. The bot has to be running.\n{url.AbsoluteUri}");
    }

    private static async Task WithSecretAsync(VerbScope scope, Client client, Account account, ISource source, NetworkWishes wishes, CancellationToken cancellationToken)
    {
        var access = Access(account, source, wishes);
        var finder = scope.Get<PlaceFinder>();
        var externalId = await finder.KnownAsync(account, wishes.ExternalId, cancellationToken)
            ?? await OnlyOneAsync(scope, client, account, await finder.FindAsync(account.Network, access, cancellationToken));
        var connecting = scope.Get<AccountConnecting>();
        var place = await connecting.CheckAsync(account, access, externalId, cancellationToken);
        await WarnOfOthersAsync(scope, await connecting.OtherClientsAsync(client, account.Network, place.ExternalId, cancellationToken), $"'{place.Name}' ({place.ExternalId})");
        if (!wishes.IsDry)
            await connecting.ConnectAsync(account, access, place, cancellationToken);
        var chosen = source.Choice is { } choice && !wishes.IsDry ? await AccountShowVerb.ChosenAsync(scope, account, choice, cancellationToken) : null;
        Write(scope, client, account, place, wishes.IsDry, chosen);
    }

    /// <summary>On stderr: it may be meant so, as for two brands of one page.</summary>
    public static async Task WarnOfOthersAsync(VerbScope scope, IReadOnlyList<Client> others, string place)
    {
        if (others.Count > 0)
            await scope.Error.WriteLineAsync($"Warning: {place} is connected for {string.Join(", ", others.Select(other => $"client '{other.Slug}'"))} too; its figures count for each of them.");
    }

    private static GrantedAccess Access(Account account, ISource source, NetworkWishes wishes)
    {
        var ways = source.Ways.OfType<PastedSecret>().ToList();
        if (wishes.Secret is null && source.Ways.Any(way => way is OwnAccess))
            return new(new Dictionary<string, string>(), null);
        if (wishes.Secret is not { } secret)
        {
            var howTo = string.Join("\n\n", source.Ways.Select(way => $"{(way is BrowserConsent ? "--browser" : "--token-file FILE")}: {way.HowTo.Trim()}"));
            throw new CommandLineException($"Say how access to {account.FullName} is given:\n{howTo}");
        }

        if (ways.Count == 0)
            throw new CommandLineException($"{account.Network} takes no secret from a file: connect it with --browser.");
        var fitting = ways.Find(way => way.Problem(secret) is null) ?? throw new CommandLineException($"{ways[0].Problem(secret)}\nNothing was stored.");
        return new(new Dictionary<string, string> { [fitting.Field] = secret }, null);
    }

    private static async Task<string> OnlyOneAsync(VerbScope scope, Client client, Account account, FoundPlaces found)
    {
        foreach (var place in found.Refused)
            await scope.Error.WriteLineAsync($"Not opened: {place.ExternalId} {place.Name}: {place.Refusal}");
        return found.Opened is [var only] ? only.ExternalId : throw Several(client, account, found.Opened);
    }

    private static CommandLineException Several(Client client, Account account, IReadOnlyList<SourcePlace> places) =>
        new(
            $"This access opens {places.Count}; say which one {account.FullName} is, with --external-id:\n"
            + TextTable.Write(["EXTERNAL ID", "NAME"], places.Select(place => (string[])[place.ExternalId, place.Name]))
            + $"\nNothing was stored. E.g.: account connect {client.Slug} {account.FullName} --token-file FILE --external-id {places[0].ExternalId}");

    private static void Write(VerbScope scope, Client client, Account account, SourcePlace place, bool isDry, ChosenValue? chosen) => scope.Answer.Write(
        new
        {
            Client = client.Slug,
            Account = account.FullName,
            Connected = !isDry,
            Place = new { place.ExternalId, place.Name, Zone = place.DayZone.Id, place.Currency },
            place.AccessExpiresAt,
            Remarks = place.Remarks.Select(remark => remark.En),
            Choice = chosen is null ? null : new { chosen.Key, chosen.Value, chosen.IsChosen, Meaning = chosen.Meaning.En },
        },
        () => string.Join('\n', Lines(client, account, place, isDry, chosen)));

    private static IEnumerable<string> Lines(Client client, Account account, SourcePlace place, bool isDry, ChosenValue? chosen)
    {
        yield return isDry
            ? $"{account.FullName} could be connected to '{place.Name}' ({place.ExternalId}). Nothing was stored."
            : $"Account {account.FullName} of client '{client.Slug}' is connected to '{place.Name}' ({place.ExternalId}); a running bot collects it within a minute.";
        if (place.AccessExpiresAt is { } end)
            yield return $"This access ends on {end.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}; the bot warns before.";
        foreach (var remark in place.Remarks)
            yield return $"Note: {remark}";
        if (chosen is not null)
            yield return $"Note: {chosen.Meaning} To choose otherwise: account set {client.Slug} {account.FullName}";
    }
}
