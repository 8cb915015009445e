using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>All KPIs, family by family in the order of the design's catalogue. A KPI is added in the file of its family and nowhere else.</summary>
public static class KpiCatalogue
{
    internal static IReadOnlyList<Kpi> All { get; } =
    [
        .. FollowersKpis.All, .. AudienceKpis.All, .. TrafficKpis.All, .. ReachKpis.All, .. EngagementKpis.All,
        .. PaidKpis.All, .. QualityKpis.All, .. FeedbackKpis.All, .. ConflictKpis.All,
    ];

    private static readonly Dictionary<string, Kpi> ByKey = All.ToDictionary(kpi => kpi.Definition.Key);

    public static IReadOnlyList<KpiDefinition> Definitions { get; } = [.. All.Select(kpi => kpi.Definition)];

    /// <summary>The KPI of a key; null when there is none.</summary>
    public static KpiDefinition? Find(string key) => ByKey.TryGetValue(key, out var kpi) ? kpi.Definition : null;

    /// <summary>The KPI of a key that is known to be one, with its formula.</summary>
    internal static Kpi Of(string key) => ByKey[key];

    /// <summary>Pure: the report of a fact set.</summary>
    public static KpiReport Compute(FactSet facts)
    {
        var computation = new KpiComputation(facts);
        return new()
        {
            Client = facts.Client,
            Period = facts.Period,
            Comparison = facts.Comparison,
            ComparisonKind = facts.ComparisonKind,
            Notes = facts.Notes,
            Kpis = [.. All.SelectMany(computation.Results)],
        };
    }

    /// <summary>Pure: one KPI day by day over <paramref name="period"/> (which lies within the facts); null values are gaps.</summary>
    public static IReadOnlyList<DailyFigure> Daily(FactSet facts, string key, Period period, string? currency = null) =>
        new KpiComputation(facts).Days(ByKey[key], period, currency);
}
