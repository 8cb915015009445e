using System.CommandLine;
using System.Globalization;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>collect</c>: one collection now, for somebody who waits for it.</summary>
internal static class CollectVerb
{
    private const int FirstYear = 2004;

    public static Verb Build(VerbRunner runner)
    {
        var slug = Given.Slug();
        var fullName = new Option<string?>("--account") { Description = "Only this account; without it all connected ones of the client.", HelpName = "NETWORK/NAME" };
        var since = new Option<string?>("--since") { Description = "Reads all days from this one on again, as far back as the network tells of them.", HelpName = "DATE" };
        var verb = new Verb(
            "collect",
            "Collects a client's figures from its connected networks now. A running bot does so by itself; both can be used side by side.",
            "collect acme",
            "collect acme --account instagram/main --since 2026-09-01").With(slug, fullName, since);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = await scope.ClientAsync(parsed.GetRequiredValue(slug), cancellationToken);
            var from = Day(parsed.GetValue(since), LocalDay.Of(scope.Get<TimeProvider>().GetUtcNow(), client.TimeZone));
            var accounts = await AccountsAsync(scope, client, parsed.GetValue(fullName), cancellationToken);
            using var progress = CollectProgressBar.Start();
            var outcomes = await Task.WhenAll(accounts.Select(account => scope.Get<AskedCollection>().RunAsync(account, from, progress, cancellationToken)));
            scope.Answer.Write(Json(client, outcomes), () => string.Join('\n', outcomes.SelectMany(Lines)));
            return outcomes.All(outcome => outcome.Problems.Count == 0) ? ExitCode.Done : ExitCode.Failed;
        });
        return verb;
    }

    private static async Task<IReadOnlyList<Account>> AccountsAsync(VerbScope scope, Client client, string? fullName, CancellationToken cancellationToken)
    {
        if (fullName is not null)
        {
            return [await scope.AccountAsync(client, fullName, cancellationToken)];
        }

        var connected = await scope.Get<AccountConnections>().ListAsync(client.Id, cancellationToken);
        return connected.Count > 0
            ? [.. connected.Select(connection => connection.Account)]
            : throw new CommandLineException($"Client '{client.Slug}' has no connected account: account connect {client.Slug} NETWORK/NAME connects one.", ExitCode.Failed);
    }

    private static object Json(Client client, IEnumerable<AskedOutcome> outcomes) => new
    {
        Client = client.Slug,
        Accounts = outcomes.Select(outcome => new
        {
            Account = outcome.Account.FullName,
            outcome.Stored,
            Problems = outcome.Problems.Select(problem => new { problem.What, problem.Problem, problem.Reason }),
        }),
    };

    private static IEnumerable<string> Lines(AskedOutcome outcome) =>
    [
        $"{outcome.Account.FullName}: {(outcome.Stored == 0 ? "nothing new" : outcome.Stored.ToString("N0", CultureInfo.InvariantCulture) + " new")}",
        .. outcome.Problems.Select(problem => $"  {problem.What} could not be read: {problem.Reason}"),
    ];

    private static DateOnly? Day(string? typed, DateOnly today)
    {
        if (typed is null)
        {
            return null;
        }

        return DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= FirstYear && day <= today
            ? day
            : throw new CommandLineException($"--since takes a date such as 2026-09-01, from {FirstYear} to today; '{typed}' is none.");
    }
}
