using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>What rules look at: judged figures only, and their words in both languages.</summary>
internal sealed class FindingFigures(DigestFigures figures, KpiResult hero, bool topicsKnown)
{
    public DigestFigures All { get; } = figures;

    public KpiResult Hero { get; } = hero;

    /// <summary>The engagement that counts: what serves the goal, once enough posts have a topic.</summary>
    public string EngagementKey { get; } = topicsKnown ? "engagement.on_topic_by_reach" : "engagement.by_reach";

    public KpiResult? Better(string key) => Judged(key, Verdict.Better);

    public KpiResult? Worse(string key) => Judged(key, Verdict.Worse);

    public KpiResult? FirstWorse(params IEnumerable<string> keys) => keys.Select(Worse).FirstOrDefault(kpi => kpi is not null);

    public bool IsWorse(string key) => Worse(key) is not null;

    public bool IsBetter(string key) => Better(key) is not null;

    /// <summary>The value that the verdict is of, in both languages.</summary>
    public static Words Value(KpiResult kpi) => new(ValueIn(kpi, Language.Uk), ValueIn(kpi, Language.En));

    public static Words Previous(KpiResult kpi) => new(KpiText.Figure(kpi.ComparedPrevious, kpi, Language.Uk), KpiText.Figure(kpi.ComparedPrevious, kpi, Language.En));

    /// <summary>The size of the change without its sign, for sentences that say the direction: «на 6 % більше».</summary>
    public static Words Size(KpiResult kpi) => new(SizeIn(kpi, Language.Uk), SizeIn(kpi, Language.En));

    private static string ValueIn(KpiResult kpi, Language language) => KpiText.Marked(kpi, KpiText.Figure(kpi.ComparedValue, kpi, language));

    private static string SizeIn(KpiResult kpi, Language language) =>
        kpi.ChangeRatio is { } ratio
            ? NumberText.WholePercent(Math.Abs(ratio), language)
            : KpiText.Figure(Math.Abs(kpi.Change ?? 0), kpi, language);

    private KpiResult? Judged(string key, Verdict verdict) => All.Known(key) is { Previous: not null } kpi && kpi.Verdict == verdict ? kpi : null;
}
