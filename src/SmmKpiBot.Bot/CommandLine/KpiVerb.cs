using System.CommandLine;
using System.Globalization;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>kpi</c>: the KPIs of a client and a period.</summary>
internal static class KpiVerb
{
    /// <summary>No network of ours is older.</summary>
    private const int FirstYear = 2000;

    private static readonly string[] InstantForms =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK"];

    public static Verb Build(VerbRunner runner)
    {
        var slug = Given.Slug();
        var period = Given.Period();
        var compare = new Option<string>("--compare") { Description = "What to compare with.", HelpName = "previous|year|none", DefaultValueFactory = _ => "previous" };
        compare.AcceptOnlyFromAmong("previous", "year", "none");
        var keys = new Option<string[]>("--kpi") { Description = "Only these KPIs, by key.", HelpName = "KEY", AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.OneOrMore };
        var asOf = new Option<string?>("--as-of") { Description = "Makes that date today.", HelpName = "DATE" };
        var knownBy = new Option<string?>("--known-by") { Description = "Leaves out facts observed later: what was said then.", HelpName = "INSTANT" };
        var verb = new Verb(
            "kpi",
            "Shows the KPIs of a client and a period, compared with the one before.",
            "kpi acme --period month",
            "kpi acme --period 2026-11-02..2026-11-15 --compare year --format json",
            "kpi acme --kpi engagement.by_reach reach.views").With(slug, period, compare, keys, asOf, knownBy);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var wanted = Known(parsed.GetValue(keys) ?? []);
            var client = await scope.ClientAsync(parsed.GetRequiredValue(slug), cancellationToken);
            var query = Query(scope, client, parsed.GetRequiredValue(period), Day(parsed.GetValue(asOf))) with
            {
                Comparison = Comparison(parsed.GetValue(compare)),
                KnownBy = Instant(parsed.GetValue(knownBy)),
            };
            var report = await scope.Get<KpiReports>().ReportAsync(query, cancellationToken);
            scope.Answer.Write(() => KpiReportJson.Write(report, keys: wanted), () => KpiReportText.Write(report, Language.En, wanted));
        });
        return verb;
    }

    /// <summary>The query of a period expression, with <paramref name="asOf"/> (or the clock's day in the client's zone) as today.</summary>
    public static KpiQuery Query(VerbScope scope, Client client, string period, DateOnly? asOf)
    {
        var today = asOf ?? LocalDay.Of(scope.Get<TimeProvider>().GetUtcNow(), client.TimeZone);
        return new KpiQuery { Client = client, Period = PeriodChoice.Parse(period, today), AsOf = asOf };
    }

    private static HashSet<string> Known(IReadOnlyList<string> keys)
    {
        var all = KpiCatalogue.Definitions.Select(definition => definition.Key).ToHashSet();
        var unknown = keys.FirstOrDefault(key => !all.Contains(key));
        return unknown is null
            ? [.. keys]
            : throw new CommandLineException($"There is no KPI '{unknown}'.{NearMatch.Suggestion(unknown, all)} kpi SLUG without --kpi shows all of them.");
    }

    private static ComparisonKind? Comparison(string? typed) => typed switch
    {
        "none" => null,
        "year" => ComparisonKind.Year,
        _ => ComparisonKind.Previous,
    };

    private static DateOnly? Day(string? typed) => typed is null
        ? null
        : DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= FirstYear
            ? day
            : throw new CommandLineException($"--as-of takes a date such as 2026-11-23, from {FirstYear} on; '{typed}' is none.");

    /// <summary>ISO 8601 only: another form would be read as today, or with day and month the wrong way round.</summary>
    private static DateTimeOffset? Instant(string? typed) => typed is null
        ? null
        : DateTimeOffset.TryParseExact(typed, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : throw new CommandLineException($"--known-by takes an instant such as 2026-11-16T07:00Z (UTC where no offset is written); '{typed}' is none.");
}
