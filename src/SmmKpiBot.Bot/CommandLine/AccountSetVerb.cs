using System.CommandLine;
using System.Globalization;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>account set</c>: what a network leaves open about an account's figures.</summary>
internal static class AccountSetVerb
{
    /// <summary>The value that forgets a choice.</summary>
    private const string BySettings = "default";

    public static Verb Build(VerbRunner runner)
    {
        var slug = Given.Slug();
        var fullName = new Argument<string>("NETWORK/NAME") { Description = "The account, as account list shows it." };
        var choice = new Argument<string?>("KEY=VALUE")
        {
            Description = $"What is chosen, e.g. follower-action=like of an ad account of Meta; the value {BySettings} leaves it to the settings again. Without it: what can be chosen, with how often it happened in the last 28 days.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var verb = new Verb(
            "set",
            "Chooses what a network leaves open about an account's figures: which action counts as a new follower that Meta's ads brought. What was counted otherwise is read again.",
            "account set acme meta-ads/main",
            "account set acme meta-ads/main follower-action=onsite_conversion.follow").With(slug, fullName, choice);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = await scope.ClientAsync(parsed.GetRequiredValue(slug), cancellationToken);
            var account = await scope.AccountAsync(client, parsed.GetRequiredValue(fullName), cancellationToken);
            var open = scope.Get<AccountChoosing>().ChoiceOf(account.Network) ?? throw new CommandLineException($"{account.Network} leaves nothing open: there is nothing to choose for {account.FullName}.");
            await (parsed.GetValue(choice) is { } given ? ChooseAsync(scope, client, account, open, given, cancellationToken) : ListAsync(scope, client, account, open, cancellationToken));
        });
        return verb;
    }

    private static async Task ChooseAsync(VerbScope scope, Client client, Account account, IAccountChoice choice, string given, CancellationToken cancellationToken)
    {
        if (given.Split('=', 2) is not [var key, var value] || key.Trim() != choice.Key)
            throw new CommandLineException($"'{given}' chooses nothing: of {account.FullName} it is {choice.Key}=VALUE.");
        value = value.Trim();
        if (value != BySettings && choice.ProblemOf(value) is { } problem)
            throw new CommandLineException($"{problem.En}\nNothing was changed.");
        if (value != BySettings && !choice.IsKnown(value))
            await RequireHadAsync(scope, client, account, choice, value, cancellationToken);
        await scope.Get<AccountChoosing>().ChooseAsync(account, choice, value == BySettings ? null : value, cancellationToken);
        var chosen = await AccountShowVerb.ChosenAsync(scope, account, choice, cancellationToken);
        scope.Answer.Write(
            new { Client = client.Slug, Account = account.FullName, choice.Key, chosen.Value, chosen.IsChosen, Meaning = chosen.Meaning.En },
            () => $"Account {account.FullName} of client '{client.Slug}': {choice.Key} = {chosen.Value}. {chosen.Meaning.En}\nA running bot reads the latest days again within a minute, and history afterwards.");
    }

    /// <exception cref="CommandLineException">The account had no such thing, or cannot be asked.</exception>
    private static async Task RequireHadAsync(VerbScope scope, Client client, Account account, IAccountChoice choice, string value, CancellationToken cancellationToken)
    {
        var connection = await scope.Get<AccountConnections>().FindAsync(account.Id, cancellationToken)
            ?? throw new CommandLineException($"'{value}' can be chosen only where the account had it, and {account.FullName} is not connected, so it cannot be asked. Connect it first: account connect {client.Slug} {account.FullName}\nNothing was changed.");
        var options = await OptionsAsync(scope, connection, choice, cancellationToken);
        if (options.All(option => option.Value != value))
            throw new CommandLineException($"Account {account.FullName} had no '{value}' in the last 28 days. What there is to choose: {string.Join(", ", options.Select(Told))}.\nNothing was changed.");

        static string Told(ChoiceOption option) => option.Count is { } count ? string.Create(CultureInfo.InvariantCulture, $"{option.Value} ({count})") : option.Value;
    }

    private static async Task ListAsync(VerbScope scope, Client client, Account account, IAccountChoice choice, CancellationToken cancellationToken)
    {
        var connection = await scope.Get<AccountConnections>().FindAsync(account.Id, cancellationToken)
            ?? throw new CommandLineException($"Account {account.FullName} is not connected, so its network cannot be asked what there is to choose. Name it: account set {client.Slug} {account.FullName} {choice.Key}=VALUE");
        var options = await OptionsAsync(scope, connection, choice, cancellationToken);
        var chosen = await AccountShowVerb.ChosenAsync(scope, account, choice, cancellationToken);
        scope.Answer.Write(
            new
            {
                Client = client.Slug,
                Account = account.FullName,
                choice.Key,
                chosen.Value,
                chosen.IsChosen,
                Meaning = chosen.Meaning.En,
                Options = options.Select(option => new { option.Value, option.Count, Title = option.Title.En }),
            },
            () => $"{choice.Question.En}\n{choice.Advice.En}\n"
                + TextTable.Write(["VALUE", "LAST 28 DAYS", "NOW", "WHAT"], options.Select(option => (string[])[option.Value, option.Count?.ToString(CultureInfo.InvariantCulture) ?? "", option.Value == chosen.Value ? "*" : "", option.Title.En]))
                + $"\nTo choose: account set {client.Slug} {account.FullName} {choice.Key}=VALUE ({BySettings}: as the settings say)");
    }

    private static async Task<IReadOnlyList<ChoiceOption>> OptionsAsync(VerbScope scope, AccountConnection connection, IAccountChoice choice, CancellationToken cancellationToken)
    {
        try
        {
            return await scope.Get<AccountChoosing>().OptionsAsync(connection, choice, cancellationToken);
        }
        catch (SourceException exception)
        {
            throw new CommandLineException(exception.Message, exception.Problem is SourceProblem.Transient or SourceProblem.RateLimited ? ExitCode.Failed : ExitCode.BadCommandLine);
        }
    }
}
