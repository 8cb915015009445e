using System.CommandLine;
using System.Globalization;
using SmmKpiBot.Bot.Web;
using SmmKpiBot.Bot.Web.Messages;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>account token</c>: tokens with which other programs post an account's messages.</summary>
internal static class AccountTokenVerb
{
    private const string All = "all";

    public static Verb Build(VerbRunner runner)
    {
        var slug = Given.Slug();
        var fullName = new Argument<string>("NETWORK/NAME") { Description = "The account, as account list shows it." };
        var revoke = new Option<string?>("--revoke")
        {
            Description = "Revokes the account's tokens, or the one of this id (account token list shows them).",
            HelpName = "ID",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var verb = new Verb(
            "token",
            $"Makes a token with which another program posts the account's messages to {MessagesEndpoint.Path} (described at {ApiDescription.Path}). It is shown once.",
            "account token acme viber/main",
            "account token acme viber/main --revoke",
            "account token list acme").With(slug, fullName, revoke, List(runner));
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = await scope.ClientAsync(parsed.GetRequiredValue(slug), cancellationToken);
            var account = await scope.AccountAsync(client, parsed.GetRequiredValue(fullName), cancellationToken);
            await (parsed.GetResult(revoke) is null
                ? CreateAsync(scope, client, account, cancellationToken)
                : RevokeAsync(scope, account, parsed.GetValue(revoke) ?? All, cancellationToken));
        });
        return verb;
    }

    private static async Task CreateAsync(VerbScope scope, Client client, Account account, CancellationToken cancellationToken)
    {
        var (token, text) = await scope.Get<ApiTokens>().CreateAsync(account, cancellationToken);
        var url = WebAddress.Of(scope.Get<IConfiguration>(), MessagesEndpoint.Path);
        scope.Answer.Write(
            new { token.Id, Client = client.Slug, Account = account.FullName, Token = text, Url = url },
            () => $"""
                Token {token.Id} of account {account.FullName} of client '{client.Slug}'. It is shown this once and cannot be shown again:
                {text}
                Post messages with it, e.g.:
                curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" {url} -d '{"{"}"conversation":"c1","messageId":"m1","at":"2026-11-20T09:00:00+02:00","direction":"in","text":"Hello"{"}"}'
                """);
    }

    private static async Task RevokeAsync(VerbScope scope, Account account, string which, CancellationToken cancellationToken)
    {
        long? id = which == All ? null : long.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new CommandLineException($"'{which}' is not the id of a token: account token list shows them.");
        var revoked = await scope.Get<ApiTokens>().RevokeAsync(account.Id, id, cancellationToken);
        if (revoked == 0)
        {
            throw new CommandLineException($"Account {account.FullName} has no {(id is null ? "token" : $"token {id}")}: nothing was revoked.");
        }

        scope.Answer.Write(new { Account = account.FullName, Revoked = revoked }, () => $"{revoked} of the tokens of account {account.FullName} revoked.");
    }

    private static Verb List(VerbRunner runner)
    {
        var slug = new Argument<string?>("SLUG") { Description = "Only this client's accounts.", Arity = ArgumentArity.ZeroOrOne };
        var verb = new Verb("list", "Lists tokens, without what opens anything.", "account token list acme").With(slug);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var clients = parsed.GetValue(slug) is { } given ? [await scope.ClientAsync(given, cancellationToken)] : await scope.Get<ClientStore>().ListAsync(cancellationToken);
            List<(string Slug, Account Account, ApiToken Token)> tokens = [];
            foreach (var client in clients)
            {
                foreach (var account in await scope.Get<AccountStore>().ListAsync(client.Id, cancellationToken))
                {
                    tokens.AddRange((await scope.Get<ApiTokens>().ListAsync(account.Id, cancellationToken)).Select(token => (client.Slug, account, token)));
                }
            }

            scope.Answer.Write(
                tokens.Select(row => new { row.Token.Id, Client = row.Slug, Account = row.Account.FullName, row.Token.CreatedAt }),
                () => tokens.Count == 0
                    ? "No tokens. Make one: account token SLUG NETWORK/NAME"
                    : TextTable.Write(["ID", "CLIENT", "ACCOUNT", "MADE AT"], tokens.Select(row =>
                        (string[])[$"{row.Token.Id}", row.Slug, row.Account.FullName, row.Token.CreatedAt.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)])));
        });
        return verb;
    }
}
