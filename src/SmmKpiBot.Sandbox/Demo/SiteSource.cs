using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Sandbox.Demo;

/// <summary>Where visits of a site come from, and what share of its social visits.</summary>
internal sealed record VisitPath(string Source, string Medium, string Channel, string Campaign, double Share, double Conversion);

/// <summary>A site measured by GA4: visits by source, their depth, and conversions; the last two days are still corrected.</summary>
internal sealed class SiteSource(string name, Curve visits) : DemoSource("google-analytics", name)
{
    private const int SettlingDays = 2;

    public required IReadOnlyList<VisitPath> Paths { get; init; }

    /// <summary>Shares of conversions that are purchases, sign-ups and requests for a call.</summary>
    public (double Purchases, double Signups, double Calls) Kinds { get; init; } = (0.7, 0.2, 0.1);

    public decimal AverageOrder { get; init; } = 1240m;

    public string Currency { get; init; } = "UAH";

    public override IEnumerable<object> Read(DemoRun run)
    {
        foreach (var row in run.Days.SelectMany(day => Paths.Select(path => Row(run, day, path))))
        {
            yield return row;
        }

        yield return run.Span(FactKind.Traffic);
    }

    private TrafficDay Row(DemoRun run, DateOnly day, VisitPath path)
    {
        var key = path.Source + path.Campaign;
        var complete = run.ObservedAt >= run.SettlesAt(day, SettlingDays) ? 1.0 : 0.94;
        var sessions = (long)(visits.On(day, Noise, key) * path.Share * complete);
        var engaged = (long)(sessions * (0.58 + (0.08 * Noise.Bell(day, "engaged" + key))));
        var conversions = (long)Math.Round(sessions * path.Conversion * (1 + (0.25 * Noise.Bell(day, "converted" + key))));
        var purchases = (long)Math.Round(conversions * Kinds.Purchases);
        var signups = (long)Math.Round(conversions * Kinds.Signups);
        var calls = (long)Math.Round(conversions * Kinds.Calls);
        return new TrafficDay
        {
            AccountId = run.AccountId,
            Day = day,
            Source = path.Source,
            Medium = path.Medium,
            Campaign = path.Campaign,
            Channel = path.Channel,
            Sessions = sessions,
            Users = (long)(sessions * 0.83),
            EngagedSessions = engaged,
            EngagedSeconds = engaged * (long)(95 + (20 * Noise.Bell(day, "seconds" + key))),
            PageViews = (long)(sessions * (2.3 + (0.2 * Noise.Bell(day, "pages" + key)))),
            Purchases = purchases,
            Signups = signups,
            CallRequests = calls,
            OtherConversions = 0,
            ConvertingSessions = (long)((purchases + signups + calls) * 0.95),
            RevenueMicros = Kinds.Purchases > 0 ? (long)(purchases * AverageOrder * 1_000_000m) : null,
            Currency = Kinds.Purchases > 0 ? Currency : null,
            ObservedAt = run.ObservedAt,
            SettlesAt = run.SettlesAt(day, SettlingDays),
        };
    }
}
