using System.CommandLine;
using System.Globalization;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>account show</c>: how one account is collected, and what limits its figures.</summary>
internal static class AccountShowVerb
{
    public static Verb Build(VerbRunner runner)
    {
        var slug = Given.Slug();
        var fullName = new Argument<string>("NETWORK/NAME") { Description = "The account, as account list shows it." };
        var verb = new Verb("show", "Shows how an account is collected, and what limits its figures.", "account show acme instagram/main").With(slug, fullName);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = await scope.ClientAsync(parsed.GetRequiredValue(slug), cancellationToken);
            var account = await scope.AccountAsync(client, parsed.GetRequiredValue(fullName), cancellationToken);
            var standing = (await scope.Get<AccountStandings>().ListAsync(client.Id, cancellationToken)).FirstOrDefault(one => one.Connection.Account.Id == account.Id);
            var limits = standing is null ? null : await FigureLimits.ReadAsync(scope.Get<CollectionNotes>(), standing, cancellationToken);
            var chosen = scope.Get<AccountChoosing>().ChoiceOf(account.Network) is { } choice ? await ChosenAsync(scope, account, choice, cancellationToken) : null;
            scope.Answer.Write(Json(client, account, standing, limits, chosen), () => string.Join('\n', Lines(client, account, standing, limits, chosen)));
        });
        return verb;
    }

    /// <summary>What counts of what the account's network leaves open.</summary>
    public static async Task<ChosenValue> ChosenAsync(VerbScope scope, Account account, IAccountChoice choice, CancellationToken cancellationToken)
    {
        var nowhere = new SourcePlace(account.ExternalId ?? "", account.Name) { DayZone = TimeZoneInfo.Utc };
        var connection = await scope.Get<AccountConnections>().FindAsync(account.Id, cancellationToken);
        var place = await scope.Get<AccountChoosing>().WithChoicesAsync(connection?.AsPlace() ?? nowhere, account, cancellationToken);
        var value = choice.Of(place);
        return new(choice.Key, value, place.Choices.ContainsKey(choice.Key), choice.MeaningOf(value));
    }

    private static object Json(Client client, Account account, AccountStanding? standing, FigureLimits? limits, ChosenValue? chosen) => new
    {
        Client = client.Slug,
        Account = account.FullName,
        account.Network,
        account.Name,
        account.ExternalId,
        Collecting = standing is null ? null : StandingText.Word(standing.Standing),
        Place = standing?.Connection is { } place ? new { ExternalId = place.PlaceId, Name = place.PlaceName, Zone = place.DayZone.Id, place.Currency } : null,
        Choice = chosen is null ? null : new { chosen.Key, chosen.Value, chosen.IsChosen, Meaning = chosen.Meaning.En },
        History = standing?.Filled is { } filled ? new { Filled = filled, BackTo = standing.FilledBackTo, Problem = standing.History?.Problem, Reason = standing.History?.Reason?.En, standing.History?.Since } : null,
        Remarks = limits?.Remarks.Select(remark => new { remark.Stream, Text = remark.Words.En, TextUk = remark.Words.Uk, remark.Since }),
        Refused = limits?.Refused.Select(refused => new { refused.Stream, refused.Metric, refused.Reason, RetryAt = UnixMicros.ToInstant(refused.RetryAt) }),
        Quarantined = limits?.Quarantined.Select(bad => new { bad.Stream, bad.What, bad.Times, bad.Sample }),
        UnknownFields = limits?.UnknownFields,
    };

    private static IEnumerable<string> Lines(Client client, Account account, AccountStanding? standing, FigureLimits? limits, ChosenValue? chosen)
    {
        if (standing is null || limits is null)
        {
            yield return $"Account {account.FullName} of client '{client.Slug}' is not connected: its figures come from files. To connect it: account connect {client.Slug} {account.FullName}";
            yield break;
        }

        var place = standing.Connection;
        yield return $"Account {account.FullName} of client '{client.Slug}': {StandingText.Word(standing.Standing)}. {StandingText.Advice(standing, client.Slug)}".TrimEnd();
        yield return $"In the network: {place.PlaceName} ({place.PlaceId}), days of {place.DayZone.Id}.";
        if (chosen is not null)
            yield return $"Counted: {chosen.Key} = {chosen.Value} ({(chosen.IsChosen ? "chosen for this account" : "by the settings")}); others: account set {client.Slug} {account.FullName}";
        if (standing.Filled is { } share)
            yield return string.Create(CultureInfo.InvariantCulture, $"History is {share:P0} filled in, back to {standing.FilledBackTo:yyyy-MM-dd}. {(standing.History is { } history ? StandingText.Advice(history) : "")}").TrimEnd();
        if (limits.Count + limits.UnknownFields.Count == 0)
            yield return "Nothing limits its figures.";
        foreach (var line in Section("What limits its figures:", limits.Remarks.Select(remark => $"{(remark.Stream is { } stream ? stream + ": " : "")}{remark.Words.En}")))
            yield return line;
        foreach (var line in Section("Metrics that the network refuses:", limits.Refused.Select(refused => $"{refused.Stream}: {refused.Metric} ({refused.Reason}), asked for again {Day(refused.RetryAt)}")))
            yield return line;
        foreach (var line in Section("Records that are not understood and kept aside:", limits.Quarantined.Select(bad => $"{bad.Stream}: {bad.What}, {bad.Times} times")))
            yield return line;
        foreach (var line in Section("Fields that nobody knows:", limits.UnknownFields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}, {field.Value} times")))
            yield return line;
    }

    private static IEnumerable<string> Section(string heading, IEnumerable<string> lines) => lines.Select(line => "- " + line).ToList() is { Count: > 0 } found ? found.Prepend(heading) : [];

    private static string Day(long micros) => UnixMicros.ToInstant(micros).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What counts of what a network leaves open.</summary>
/// <param name="IsChosen">For this account; else by the settings.</param>
internal sealed record ChosenValue(string Key, string Value, bool IsChosen, SourceWords Meaning);
