using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>The figures of a report by key; of money in several currencies the one in the client's own.</summary>
internal sealed class DigestFigures(KpiReport report)
{
    private readonly Dictionary<string, KpiResult> _byKey = report.Kpis
        .GroupBy(kpi => kpi.Key)
        .ToDictionary(group => group.Key, group => Preferred(group, report.Client.Currency));

    public KpiReport Report { get; } = report;

    public Client Client => Report.Client;

    /// <summary>The KPI if the reader may see it, with or without a figure.</summary>
    public KpiResult? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The KPI if it has a figure.</summary>
    public KpiResult? Known(string key) => Find(key) is { Value: not null } kpi ? kpi : null;

    /// <summary>The first of <paramref name="keys"/> that has a figure.</summary>
    public KpiResult? FirstKnown(params IEnumerable<string> keys) => keys.Select(Known).FirstOrDefault(kpi => kpi is not null);

    /// <summary>
    /// The share of the new followers who are in the target audience, where it is one. It is made of the differences of two snapshots, so that it may come out as less than none
    /// or more than all, or be of a single person.
    /// </summary>
    public KpiResult? NewInTarget => Known("audience.new_match") is { Value: >= 0 and <= 1, Coverage: >= Verdicts.EnoughCoverage } kpi && kpi.Events >= kpi.Definition.EnoughEvents ? kpi : null;

    public decimal? Value(string key) => Find(key)?.Value;

    public bool Is(string key, Verdict verdict) => Known(key)?.Verdict == verdict;

    private static KpiResult Preferred(IEnumerable<KpiResult> sameKey, string? currency) =>
        sameKey.OrderByDescending(kpi => kpi.Value is not null).ThenByDescending(kpi => kpi.Currency == currency).First();
}
