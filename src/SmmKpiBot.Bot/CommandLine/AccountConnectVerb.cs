using System.CommandLine;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Bot.Web;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Sources.Chatwoot;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>account connect</c>: the credentials of an account in its network.</summary>
internal static class AccountConnectVerb
{
    private const string Network = "chatwoot";

    public static Verb Build(VerbRunner runner)
    {
        var slug = Given.Slug();
        var fullName = new Argument<string>("NETWORK/NAME") { Description = "The account, as account list shows it; chatwoot is the network that can be connected." };
        var tokenFile = File("--token-file", "A file with the access token of a Chatwoot user who sees the inbox (profile settings, access token). Needed the first time.");
        var secretFile = File("--webhook-secret-file", "A file with the secret that Chatwoot shows for the webhook. Can be given later.");
        var baseUrl = new Option<string?>("--base-url") { Description = "The server, when it is not Networks:Chatwoot:ApiBaseUrl; its host has to be in Networks:Chatwoot:Hosts.", HelpName = "URL" };
        var chatwootAccount = Number("--chatwoot-account", "The account's number in Chatwoot: it stands in the addresses of its pages. Needed the first time.");
        var inbox = Number("--inbox", "Only the inbox of this number; without it all inboxes of the Chatwoot account are the client's.");
        var unsigned = new Option<bool>("--unsigned") { Description = "Takes deliveries without a signature, from servers older than 2026 that send none. Only the path of the webhook protects then." };
        var moved = new Option<bool>("--moved") { Description = "The same conversations are at another address or number now. Without it an account that holds messages stays where it is." };
        var dry = new Option<bool>("--dry") { Description = "Only asks the server whether it knows the token; stores nothing." };
        var verb = new Verb(
            "connect",
            "Connects an account to its network. The token is stored encrypted; the answer names the webhook to enter in Chatwoot.",
            "account connect acme chatwoot/support --token-file token.txt --chatwoot-account 1 --inbox 3",
            "account connect acme chatwoot/support --webhook-secret-file secret.txt").With(slug, fullName, tokenFile, secretFile, baseUrl, chatwootAccount, inbox, unsigned, moved, dry);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = await scope.ClientAsync(parsed.GetRequiredValue(slug), cancellationToken);
            var account = await scope.AccountAsync(client, parsed.GetRequiredValue(fullName), cancellationToken);
            var options = Options(scope, account);
            var known = await scope.Get<ChatwootStore>().FindAsync(account.Id, cancellationToken);
            var given = new Wishes(Secret(parsed.GetValue(tokenFile)), Secret(parsed.GetValue(secretFile)), parsed.GetValue(baseUrl), parsed.GetValue(chatwootAccount), parsed.GetValue(inbox), parsed.GetResult(unsigned) is null ? null : parsed.GetValue(unsigned));
            var place = Place(account, known, given, options);
            if (known is not null && !parsed.GetValue(moved) && IsElsewhere(known.Place, place) && await scope.Get<ChatwootStore>().HasMessagesAsync(account.Id, cancellationToken))
            {
                throw new CommandLineException(
                    $"Account {account.FullName} holds conversations of account {known.ChatwootAccount} at {known.Place.BaseUrl.Host}, and those of another place have the same numbers: "
                    + $"they would be mixed up. Add an account for the new place and connect that. If the same conversations are at a new address now, add --moved.");
            }

            var token = given.Token ?? await scope.Get<Credentials>().ReadAsync(account, ChatwootFields.Token, cancellationToken)
                ?? throw new CommandLineException("--token-file FILE is needed the first time.");
            if (!await scope.Get<ChatwootClient>().IsKnownAsync(place.BaseUrl, token, cancellationToken))
            {
                throw new CommandLineException($"{place.BaseUrl.Host} refuses the token: nothing was stored. Copy it again from the profile settings of Chatwoot.");
            }

            if (parsed.GetValue(dry))
            {
                scope.Answer.Write(new { Account = account.FullName, Server = place.BaseUrl, TokenIsGood = true }, () => $"{place.BaseUrl.Host} knows the token. Nothing was stored.");
                return;
            }

            var isUnsigned = given.IsUnsigned ?? known?.IsUnsigned == 1;
            var hook = await scope.Get<ChatwootConnection>().ConnectAsync(account, place, given.Token, given.WebhookSecret, isUnsigned, cancellationToken);
            var hasSecret = await scope.Get<Credentials>().ReadAsync(account, ChatwootFields.WebhookSecret, cancellationToken) is not null;
            var url = WebAddress.Of(scope.Get<IConfiguration>(), ChatwootWebhook.Path + hook);
            scope.Answer.Write(
                new { Account = account.FullName, Server = place.BaseUrl, place.ChatwootAccount, place.Inbox, Webhook = url, HasSecret = hasSecret, Unsigned = isUnsigned },
                () => $"Account {account.FullName} of client '{client.Slug}' is connected; a running bot reads it within a minute.\n"
                    + $"In Chatwoot, under settings, integrations, webhooks, add this address with the events message created, message updated, conversation created, conversation updated:\n{url}\n"
                    + (hasSecret ? "The webhook's secret is stored."
                        : isUnsigned ? "Deliveries without a signature are taken."
                        : $"Then store the secret that Chatwoot shows for it; until then deliveries are refused and messages come with the readings only:\naccount connect {client.Slug} {account.FullName} --webhook-secret-file FILE"));
        });
        return verb;
    }

    private static ChatwootPlace Place(Account account, ChatwootInbox? known, Wishes given, ChatwootOptions options)
    {
        var typed = given.BaseUrl ?? known?.BaseUrl ?? options.ApiBaseUrl;
        var url = options.Allowed(typed)
            ?? throw new CommandLineException($"'{typed}' cannot be called: write https and a host that is in Networks:Chatwoot:ApiBaseUrl or Networks:Chatwoot:Hosts, without a path.");
        var number = given.ChatwootAccount ?? known?.ChatwootAccount ?? throw new CommandLineException("--chatwoot-account NUMBER is needed the first time.");
        return new ChatwootPlace(account.Id, account.Name, url, number, given.Inbox ?? known?.Inbox);
    }

    private static bool IsElsewhere(ChatwootPlace known, ChatwootPlace place) => place.ChatwootAccount != known.ChatwootAccount || place.BaseUrl.Authority != known.BaseUrl.Authority;

    private static ChatwootOptions Options(VerbScope scope, Account account)
    {
        if (account.Network != Network)
        {
            throw new CommandLineException($"Account {account.FullName} cannot be connected: only accounts of {Network} can.");
        }

        var options = scope.Get<IOptions<ChatwootOptions>>().Value;
        return options.IsOn ? options : throw new CommandLineException("Chatwoot is off: set Networks:Chatwoot:ApiBaseUrl to the address of your server, e.g. https://app.chatwoot.com, for this and for the running bot.");
    }

    private static Option<FileInfo?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    private static Option<long?> Number(string name, string description) => new(name) { Description = description, HelpName = "NUMBER" };

    private static string? Secret(FileInfo? file)
    {
        const int longest = 10_000;
        if (file is null)
        {
            return null;
        }

        if (!file.Exists || file.Length > longest)
        {
            throw new CommandLineException(file.Exists ? $"{file.Name} is too large for a secret." : $"{file.Name} is not there.");
        }

        var text = System.IO.File.ReadAllText(file.FullName).Trim();
        return text.Length > 0 && !text.Any(char.IsControl) && text.All(char.IsAscii) ? text : throw new CommandLineException($"{file.Name} has to hold the secret and nothing else.");
    }

    private sealed record Wishes(string? Token, string? WebhookSecret, string? BaseUrl, long? ChatwootAccount, long? Inbox, bool? IsUnsigned);
}
