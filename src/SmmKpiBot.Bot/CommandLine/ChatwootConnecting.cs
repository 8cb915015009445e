using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Bot.Web;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Sources.Chatwoot;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>account connect</c> for Chatwoot: a place, a token, and the webhook that Chatwoot is to call.</summary>
internal static class ChatwootConnecting
{
    public const string Network = "chatwoot";

    public static async Task RunAsync(VerbScope scope, Client client, Account account, ChatwootWishes given, CancellationToken cancellationToken)
    {
        var options = Options(scope);
        var known = await scope.Get<ChatwootStore>().FindAsync(account.Id, cancellationToken);
        var place = Place(account, known, given, options);
        var before = known?.Place.Identity ?? account.ExternalId;
        if (before is not null && before != place.Identity && !given.IsMoved && await scope.Get<ChatwootStore>().HasMessagesAsync(account.Id, cancellationToken))
        {
            throw new CommandLineException(
                $"Account {account.FullName} holds conversations of {before}, and those of {place.Identity} would be mixed up with them: numbers are the same on another server or in another account, "
                + "and people who wait in another inbox would wait for ever. Add an account for the new place and connect that. If the same conversations are at a new address or in another inbox now, add --moved.");
        }

        var token = given.Token ?? await scope.Get<Credentials>().ReadAsync(account, ChatwootFields.Token, cancellationToken)
            ?? throw new CommandLineException("--token-file FILE is needed the first time.");
        if (!await scope.Get<ChatwootClient>().IsKnownAsync(place.BaseUrl, token, cancellationToken))
        {
            throw new CommandLineException($"{place.BaseUrl.Host} refuses the token: nothing was stored. Copy it again from the profile settings of Chatwoot.");
        }

        await WarnOfOthersAsync(scope, client, place, cancellationToken);
        if (given.IsDry)
        {
            scope.Answer.Write(new { Account = account.FullName, Server = place.BaseUrl, TokenIsGood = true }, () => $"{place.BaseUrl.Host} knows the token. Nothing was stored.");
            return;
        }

        var isUnsigned = given.IsUnsigned ?? known?.IsUnsigned == 1;
        var isSecretKnown = await scope.Get<Credentials>().ReadAsync(account, ChatwootFields.WebhookSecret, cancellationToken) is not null;
        var hasSecret = isSecretKnown || given.WebhookSecret is not null;
        if (given.IsUnsigned == true && hasSecret)
        {
            throw new CommandLineException(
                $"--unsigned takes deliveries without a signature, and account {account.FullName} has a webhook's secret: whoever signs is asked for the signature. Leave --unsigned out, "
                + (isSecretKnown ? $"or take the secret away first: account disconnect {client.Slug} {account.FullName}" : "or --webhook-secret-file."));
        }

        var hook = await scope.Get<ChatwootConnection>().ConnectAsync(account, place, given.Token, given.WebhookSecret, isUnsigned, cancellationToken);
        var url = WebAddress.Of(scope.Get<IConfiguration>(), ChatwootWebhook.Path + hook);
        scope.Answer.Write(
            new { Account = account.FullName, Server = place.BaseUrl, place.ChatwootAccount, place.Inbox, Webhook = url, HasSecret = hasSecret, Unsigned = isUnsigned },
            () => $"Account {account.FullName} of client '{client.Slug}' is connected; a running bot reads it within a minute.\n"
                + $"In Chatwoot, under settings, integrations, webhooks, add this address with the events message created, message updated, conversation created, conversation updated:\n{url}\n"
                + (WebAddress.PublicOf(scope.Get<IConfiguration>(), "") is null ? "Only this machine reaches that address: set Web:PublicUrl to the one by which others reach the bot, and put that in front of the path.\n" : "")
                + (hasSecret ? "The webhook's secret is stored."
                    : isUnsigned ? "Deliveries without a signature are taken."
                    : $"Then store the secret that Chatwoot shows for it; until then deliveries are refused and messages come with the readings only:\naccount connect {client.Slug} {account.FullName} --webhook-secret-file FILE"));
    }

    private static async Task WarnOfOthersAsync(VerbScope scope, Client client, ChatwootPlace place, CancellationToken cancellationToken)
    {
        var same = (await scope.Get<ChatwootStore>().ListAsync(null, cancellationToken)).Where(other => other.ClientId != client.Id && !IsElsewhere(other.Place, place) && (other.Inbox is null || place.Inbox is null || other.Inbox == place.Inbox));
        var ids = same.Select(other => other.ClientId).ToHashSet();
        var others = (await scope.Get<ClientStore>().ListAsync(cancellationToken)).Where(other => ids.Contains(other.Id)).ToList();
        await NetworkConnecting.WarnOfOthersAsync(scope, others, $"account {place.ChatwootAccount} at {place.BaseUrl.Host}{(place.Inbox is { } inbox ? $", inbox {inbox}," : "")}");
    }

    private static ChatwootPlace Place(Account account, ChatwootInbox? known, ChatwootWishes given, ChatwootOptions options)
    {
        var typed = given.BaseUrl ?? known?.BaseUrl ?? options.ApiBaseUrl;
        var url = options.Allowed(typed)
            ?? throw new CommandLineException($"'{typed}' cannot be called: write https and a host that is in Networks:Chatwoot:ApiBaseUrl or Networks:Chatwoot:Hosts, without a path.");
        var number = given.ChatwootAccount ?? known?.ChatwootAccount ?? throw new CommandLineException("--chatwoot-account NUMBER is needed the first time.");
        return new ChatwootPlace(account.Id, account.Name, url, number, given.Inbox switch { null => known?.Inbox, 0 => null, var inbox => inbox });
    }

    private static bool IsElsewhere(ChatwootPlace known, ChatwootPlace place) => place.ChatwootAccount != known.ChatwootAccount || place.BaseUrl.Authority != known.BaseUrl.Authority;

    private static ChatwootOptions Options(VerbScope scope)
    {
        var options = scope.Get<IOptions<ChatwootOptions>>().Value;
        return options.IsOn ? options : throw new CommandLineException("Chatwoot is off: set Networks:Chatwoot:ApiBaseUrl to the address of your server, e.g. https://app.chatwoot.com, for this and for the running bot.");
    }
}
