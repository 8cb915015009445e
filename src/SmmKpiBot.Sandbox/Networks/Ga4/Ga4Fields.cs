using System.Globalization;

namespace SmmKpiBot.Sandbox.Networks.Ga4;

/// <summary>A visit, or one event of it where a report goes down to events.</summary>
internal sealed record Ga4Fact(SiteVisit Visit, SiteEvent? Event);

/// <summary>Dimensions and metrics that the stand-in knows.</summary>
internal static class Ga4Fields
{
    public static IReadOnlyDictionary<string, Func<Ga4Fact, string>> Dimensions { get; } = new Dictionary<string, Func<Ga4Fact, string>>
    {
        ["date"] = fact => fact.Visit.Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        ["sessionSource"] = fact => fact.Visit.From.Source,
        ["sessionMedium"] = fact => fact.Visit.From.Medium,
        ["sessionCampaignName"] = fact => fact.Visit.From.Campaign,
        ["sessionDefaultChannelGroup"] = fact => fact.Visit.From.Channel,
        ["sessionManualAdContent"] = fact => fact.Visit.Content,
        ["eventName"] = fact => fact.Event?.Name ?? "session_start",
        ["isKeyEvent"] = fact => fact.Event is { IsKey: true } ? "true" : "false",
    };

    public static IReadOnlyDictionary<string, (string Type, Func<IReadOnlyList<Ga4Fact>, decimal> Value)> Metrics { get; } =
        new Dictionary<string, (string, Func<IReadOnlyList<Ga4Fact>, decimal>)>
        {
            ["sessions"] = ("TYPE_INTEGER", facts => Visits(facts).Count),
            ["totalUsers"] = ("TYPE_INTEGER", facts => Visits(facts).Select(visit => visit.Person).Distinct().Count()),
            ["engagedSessions"] = ("TYPE_INTEGER", facts => Visits(facts).Count(visit => visit.IsEngaged)),
            ["userEngagementDuration"] = ("TYPE_SECONDS", facts => Visits(facts).Sum(visit => visit.Seconds)),
            ["screenPageViews"] = ("TYPE_INTEGER", facts => Visits(facts).Sum(visit => visit.Views)),
            ["sessionKeyEventRate"] = ("TYPE_FLOAT", facts => (decimal)Visits(facts).Count(visit => visit.Events.Any(one => one.IsKey)) / Visits(facts).Count),
            ["totalRevenue"] = ("TYPE_CURRENCY", facts => Visits(facts).Sum(visit => visit.Revenue)),
            ["keyEvents"] = ("TYPE_FLOAT", facts => facts.Sum(fact => fact.Event is { IsKey: true } one ? one.Times : 0)),
            ["eventCount"] = ("TYPE_INTEGER", facts => facts.Sum(fact => fact.Event?.Times ?? 0)),
        };

    /// <summary>Those of the event: a report that uses one goes down to events.</summary>
    public static bool IsOfEvent(string field) => field is "eventName" or "isKeyEvent" or "keyEvents" or "eventCount";

    private static List<SiteVisit> Visits(IReadOnlyList<Ga4Fact> facts) => [.. facts.Select(fact => fact.Visit).DistinctBy(visit => (visit.Day, visit.Number))];
}
