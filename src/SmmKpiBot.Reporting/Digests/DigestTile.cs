using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>A tile: a figure, its sparkline, and the fact that guards against self-deception.</summary>
public sealed record DigestTile(KpiResult Kpi, IReadOnlyList<DailyFigure> Days, string? Aside);
