using System.CommandLine;
using SmmKpiBot.Bot.Collecting;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>account connect</c>: the credentials of an account in its network. One verb for every network; what a network wants to know are options.</summary>
internal static class AccountConnectVerb
{
    public static Verb Build(VerbRunner runner)
    {
        var slug = Given.Slug();
        var fullName = new Argument<string>("NETWORK/NAME") { Description = $"The account, as account list shows it; of {string.Join(", ", Networks)}." };
        var options = new ConnectOptions();
        var verb = new Verb(
            "connect",
            "Connects an account to its network. The page, property or channel is looked at with one call; secrets are stored encrypted.",
            "account connect acme facebook/page --token-file token.txt",
            "account connect acme google-analytics/site --token-file service-account.json --external-id 123456789",
            "account connect acme youtube/main --browser",
            "account connect acme chatwoot/support --token-file token.txt --chatwoot-account 1 --inbox 3",
            "account connect acme chatwoot/support --webhook-secret-file secret.txt").With([slug, fullName, .. options.All]);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = await scope.ClientAsync(parsed.GetRequiredValue(slug), cancellationToken);
            var account = await scope.AccountAsync(client, parsed.GetRequiredValue(fullName), cancellationToken);
            if (account.Network == ChatwootConnecting.Network)
                await ChatwootConnecting.RunAsync(scope, client, account, options.OfChatwoot(parsed), cancellationToken);
            else if (scope.Get<SourceBook>().Find(account.Network) is null)
                throw new CommandLineException($"Account {account.FullName} cannot be connected: only accounts of {string.Join(", ", Networks)} can. Figures of others come by import.");
            else
                await NetworkConnecting.RunAsync(scope, client, account, options.OfNetwork(parsed), cancellationToken);
        });
        return verb;
    }

    private static IEnumerable<string> Networks => FoundNetworks.All.Select(network => network.Key).Append(ChatwootConnecting.Network).Order(StringComparer.Ordinal);
}
