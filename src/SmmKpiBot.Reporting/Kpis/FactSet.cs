using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>All facts of one client for a period and what it is compared with, read once. KPIs are pure over it.</summary>
public sealed record FactSet
{
    public required Client Client { get; init; }

    public required Period Period { get; init; }

    public Period? Comparison { get; init; }

    /// <summary>How far the two periods are apart; null when nothing is compared.</summary>
    public TimeSpan? Distance => Comparison is { } comparison ? TimeSpan.FromDays(Period.From.DayNumber - comparison.From.DayNumber) : null;

    public ComparisonKind? ComparisonKind { get; init; }

    /// <summary>The instant that counts as now: the begin of the as-of day where one is given, else the clock.</summary>
    public required DateTimeOffset AsOf { get; init; }

    public required ClientFacts Facts { get; init; }

    /// <summary>What a reader must know of the period itself, passed on to the report.</summary>
    public IReadOnlyList<Words> Notes { get; init; } = [];
}
