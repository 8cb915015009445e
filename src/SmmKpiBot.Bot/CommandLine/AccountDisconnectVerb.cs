using System.CommandLine;
using SmmKpiBot.Bot.Connecting;
using SmmKpiBot.Data.Accounts;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>account disconnect</c>: ends the reading of an account, of whichever network. Of one that is not read it says so, and that is no error.</summary>
internal static class AccountDisconnectVerb
{
    public static Verb Build(VerbRunner runner)
    {
        var slug = Given.Slug();
        var fullName = new Argument<string>("NETWORK/NAME") { Description = "The account, as account list shows it." };
        var verb = new Verb(
            "disconnect",
            "Ends the reading of an account: its figures stay, no new ones come, nobody is alarmed about that, and its secrets are erased. account connect begins it again.",
            "account disconnect acme instagram/main").With(slug, fullName);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = await scope.ClientAsync(parsed.GetRequiredValue(slug), cancellationToken);
            var account = await scope.AccountAsync(client, parsed.GetRequiredValue(fullName), cancellationToken);
            var wasConnected = await scope.Get<AccountDisconnecting>().RunAsync(account, cancellationToken);
            var tokens = await scope.Get<ApiTokens>().ListAsync(account.Id, cancellationToken);
            var open = tokens.Count == 0 ? "" : $" Programs may still post messages to it with a token; to end that too: account token {client.Slug} {account.FullName} --revoke";
            scope.Answer.Write(
                new { Client = client.Slug, Account = account.FullName, Connected = false, WasConnected = wasConnected },
                () => wasConnected
                    ? $"Account {account.FullName} of client '{client.Slug}' is disconnected. Its figures are still there. To end the access in the network too, revoke the token or the app's permission there.{open}"
                    : $"Account {account.FullName} of client '{client.Slug}' is not connected: nothing was changed.{open}");
        });
        return verb;
    }
}
