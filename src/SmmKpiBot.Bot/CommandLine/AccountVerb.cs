using System.CommandLine;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>account</c>: a client's presences in networks, and other sources of its figures.</summary>
internal static class AccountVerb
{
    private static readonly string[] KnownNetworks =
    [
        .. ((string[])["facebook", "instagram", "meta-ads", "google-analytics", "google-ads", "youtube", "telegram", "tiktok", "tiktok-ads", "linkedin", "chatwoot", "threads", "pinterest", "viber", "whatsapp", "x"])
            .Union(FoundNetworks.All.Select(network => network.Key)),
    ];

    public static Verb Build(VerbRunner runner) =>
        new Verb(
            "account",
            "Accounts: a client's presence in a network, or another source of its figures.",
            "account add acme instagram main",
            "account connect acme instagram/main --token-file token.txt",
            "account list acme").With(Add(runner), List(runner), AccountShowVerb.Build(runner), AccountSetVerb.Build(runner), Remove(runner), AccountConnectVerb.Build(runner), AccountDisconnectVerb.Build(runner), AccountTokenVerb.Build(runner));

    private static Verb Add(VerbRunner runner)
    {
        var slug = Given.Slug();
        var network = new Argument<string>("NETWORK") { Description = $"Lower-case key of the network: {string.Join(", ", KnownNetworks)} …" };
        var name = new Argument<string>("NAME") { Description = "A name of your choice; the account is then called NETWORK/NAME." };
        var externalId = new Option<string?>("--external-id") { Description = "The network's own id of the page, property or inbox.", HelpName = "ID" };
        var verb = new Verb("add", "Adds an account to a client.", "account add acme instagram main", "account add acme google-analytics site --external-id 123456789")
            .With(slug, network, name, externalId);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = await scope.ClientAsync(parsed.GetRequiredValue(slug), cancellationToken);
            var key = Network(parsed.GetRequiredValue(network));
            var called = Name(parsed.GetRequiredValue(name));
            var account = await scope.Get<AccountStore>().AddAsync(client.Id, key, called, parsed.GetValue(externalId), cancellationToken)
                ?? throw new CommandLineException($"Client '{client.Slug}' has an account {key}/{called} already.");
            scope.Answer.Write(Json(account), () => $"Account {account.FullName} of client '{client.Slug}' is added.");
        });
        return verb;
    }

    private static Verb List(VerbRunner runner)
    {
        var slug = new Argument<string?>("SLUG") { Description = "Only this client's accounts.", Arity = ArgumentArity.ZeroOrOne };
        var verb = new Verb("list", "Lists accounts, of one client or of all.", "account list acme").With(slug);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var clients = parsed.GetValue(slug) is { } given
                ? [await scope.ClientAsync(given, cancellationToken)]
                : await scope.Get<Data.Clients.ClientStore>().ListAsync(cancellationToken);
            List<(string Slug, Account Account)> accounts = [];
            foreach (var client in clients)
            {
                accounts.AddRange((await scope.Get<AccountStore>().ListAsync(client.Id, cancellationToken)).Select(account => (client.Slug, account)));
            }

            var standings = (await scope.Get<AccountStandings>().ListAsync(null, cancellationToken)).ToDictionary(standing => standing.Connection.Account.Id, standing => StandingText.Word(standing.Standing));
            await using (var connection = await scope.Get<Database>().OpenAsync(cancellationToken))
            {
                foreach (var ended in (await AccountEnds.ListAsync(connection, cancellationToken)).Keys)
                    standings.TryAdd(ended, "disconnected");
            }

            scope.Answer.Write(
                accounts.Select(row => new { Client = row.Slug, Account = row.Account.FullName, row.Account.Network, row.Account.Name, row.Account.ExternalId, Collecting = standings.GetValueOrDefault(row.Account.Id) }),
                () => accounts.Count == 0
                    ? "No accounts yet. Add one: account add SLUG NETWORK NAME"
                    : TextTable.Write(
                        ["CLIENT", "ACCOUNT", "EXTERNAL ID", "COLLECTING"],
                        accounts.Select(row => (string[])[row.Slug, row.Account.FullName, row.Account.ExternalId ?? "", standings.GetValueOrDefault(row.Account.Id, "")])));
        });
        return verb;
    }

    private static Verb Remove(VerbRunner runner)
    {
        var slug = Given.Slug();
        var fullName = new Argument<string>("NETWORK/NAME") { Description = "The account, as account list shows it." };
        var yes = Given.Yes("remove it with all its figures");
        var verb = new Verb("remove", "Removes an account with all its figures.", "account remove acme instagram/main --yes").With(slug, fullName, yes);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = await scope.ClientAsync(parsed.GetRequiredValue(slug), cancellationToken);
            var account = await scope.AccountAsync(client, parsed.GetRequiredValue(fullName), cancellationToken);
            if (!parsed.GetValue(yes))
            {
                throw new CommandLineException($"This would remove account {account.FullName} of client '{client.Slug}' with every figure imported into it. Nothing was removed: add --yes to do it.");
            }

            await scope.Get<AccountStore>().RemoveAsync(account.Id, cancellationToken);
            scope.Answer.Write(new { Removed = account.FullName, Client = client.Slug }, () => $"Account {account.FullName} of client '{client.Slug}' is removed.");
        });
        return verb;
    }

    private static object Json(Account account) => new { Account = account.FullName, account.Network, account.Name, account.ExternalId };

    /// <summary>Any lower-case key will do (files come from everywhere), but not one that is a slip of a known one.</summary>
    private static string Network(string typed)
    {
        if (KnownNetworks.Contains(typed))
        {
            return typed;
        }

        var hint = NearMatch.Suggestion(typed, KnownNetworks);
        var wellFormed = typed.Length > 0 && char.IsAsciiLetterLower(typed[0]) && typed.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        return wellFormed && hint.Length == 0
            ? typed
            : throw new CommandLineException($"'{typed}' is not a network: write a lower-case key such as {string.Join(", ", KnownNetworks.Take(5))}.{hint}");
    }

    private static string Name(string typed) =>
        typed.Length is > 0 and <= 100 && !typed.Contains('/') && !typed.Any(char.IsControl) && typed.Trim() == typed
            ? typed
            : throw new CommandLineException($"'{typed}' cannot be an account's name: 1 to 100 characters, no slash, no space at the ends.");
}
