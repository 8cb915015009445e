using System.CommandLine;
using System.Globalization;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>alert silence</c>: alerts that are not told for a while.</summary>
internal static class AlertSilenceVerb
{
    private static readonly string[] Families = [.. Enum.GetNames<AlertFamily>().Select(name => name.ToLowerInvariant())];

    public static Verb Build(VerbRunner runner) => new Verb(
        "silence",
        "Alerts that are not told for a while; they are watched all the same.",
        "alert silence add acme --for 7d",
        "alert silence list").With(Add(runner), List(runner), End(runner));

    private static Verb Add(VerbRunner runner)
    {
        var target = new AlertTarget();
        var rule = new Option<string?>("--rule") { Description = "Only of this rule.", HelpName = "ID" };
        var family = new Option<string?>("--family") { Description = "Only of this family.", HelpName = string.Join('|', Families) }.AcceptOnlyFromAmong(Families);
        var account = new Option<string?>("--account") { Description = "Only about this account; NETWORK/* is a whole network.", HelpName = "NETWORK/NAME" };
        var days = new Option<string>("--for") { Description = "How long: 12h, 7d; at most 30d.", HelpName = "SPAN", Required = true };
        var reason = new Option<string?>("--reason") { Description = "Why, for others to read.", HelpName = "TEXT" };
        var verb = new Verb(
            "add", "Silences alerts.", "alert silence add acme --for 7d --reason \"relaunch of the site\"", "alert silence add --all --account \"instagram/*\" --for 12h").With([.. target.Symbols, rule, family, account, days, reason]);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var client = await target.ClientAsync(scope, parsed, cancellationToken);
            var now = scope.Get<TimeProvider>().GetUtcNow();
            Silence silence = new()
            {
                Id = Ulid.New(now),
                Author = Silence.OfCommandLine,
                From = now,
                Until = now + Span(parsed.GetRequiredValue(days)),
                ClientId = client?.Id,
                RuleId = parsed.GetValue(rule) is { } id ? AlertVerb.Find(await scope.Get<AlertRuleStore>().ReadAsync(cancellationToken), id).Id : null,
                Family = parsed.GetValue(family) is { } typed ? Enum.Parse<AlertFamily>(typed, ignoreCase: true) : null,
                Account = parsed.GetValue(account),
                Reason = parsed.GetValue(reason),
            };
            if (silence.Problems() is [var problem, ..])
                throw new CommandLineException(problem.En);
            await scope.Get<Database>().WriteAsync((connection, transaction) => SilenceStore.AddAsync(connection, transaction, silence), cancellationToken);
            await WriteAsync(scope, [silence], cancellationToken);
        });
        return verb;
    }

    private static Verb List(VerbRunner runner)
    {
        var verb = new Verb("list", "Lists what is silenced now.", "alert silence list");
        runner.Handle(verb, async (scope, _, cancellationToken) =>
            await WriteAsync(scope, await scope.Get<SilenceStore>().ListAsync(scope.Get<TimeProvider>().GetUtcNow(), cancellationToken), cancellationToken));
        return verb;
    }

    private static Verb End(VerbRunner runner)
    {
        var id = new Argument<string>("ID") { Description = "The silence, as alert silence list shows it." };
        var verb = new Verb("end", "Ends a silence now.", "alert silence end 01KADV3Q7V5C9N2W8ZK4R6T1YB").With(id);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var given = parsed.GetRequiredValue(id);
            var now = scope.Get<TimeProvider>().GetUtcNow();
            if (!await scope.Get<Database>().WriteAsync((connection, transaction) => SilenceStore.EndAsync(connection, transaction, given, now), cancellationToken))
                throw new CommandLineException($"There is no silence '{given}', or it is over; alert silence list shows all of them.");
            scope.Answer.Write(new { Ended = given }, () => $"{given} ended.");
        });
        return verb;
    }

    private static TimeSpan Span(string text)
    {
        if (text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 10_000)
        {
            if (text[^1] == 'h')
                return TimeSpan.FromHours(number);
            if (text[^1] == 'd')
                return TimeSpan.FromDays(number);
        }

        throw new CommandLineException($"'{text}' is no span of time: write hours or days, e.g. 12h or 7d.");
    }

    private static async Task WriteAsync(VerbScope scope, IReadOnlyList<Silence> silences, CancellationToken cancellationToken)
    {
        var clients = (await scope.Get<ClientStore>().ListAsync(cancellationToken)).ToDictionary(one => one.Id);
        var book = await scope.Get<AlertRuleStore>().ReadAsync(cancellationToken);
        scope.Answer.Write(
            silences.Select(one => new { one.Id, Client = AlertAnswer.Slug(one.ClientId, clients), Rule = one.RuleId, one.Family, one.Account, one.Author, one.Reason, one.From, one.Until }),
            () => silences.Count == 0
                ? "Nothing is silenced."
                : TextTable.Write(["ID", "SILENCED"], silences.Select(one => (string[])[one.Id, SilenceText.Of(one, book, one.ClientId is { } id ? clients.GetValueOrDefault(id) : null, TimeZoneInfo.Utc, Language.En)])));
    }
}
