using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>The unit of a KPI's value.</summary>
public enum KpiUnit
{
    Count,

    /// <summary>A fraction: 0.042 is shown as 4.2 %.</summary>
    Rate,
    Ratio,
    Seconds,

    /// <summary>Major units of a currency.</summary>
    Money,
}

/// <summary>Which direction of a KPI is better.</summary>
public enum Better
{
    None,
    Up,
    Down,
}

/// <summary>The eight families, in the order people read them.</summary>
public enum KpiFamily
{
    Followers,
    Traffic,
    Reach,
    Engagement,
    Paid,
    Quality,
    Feedback,
    Conflicts,
}

/// <summary>One KPI of the catalogue: everything about it but its formula.</summary>
public sealed record KpiDefinition
{
    /// <summary>The contract's key, e.g. <c>engagement.by_reach</c>.</summary>
    public required string Key { get; init; }

    public required KpiFamily Family { get; init; }

    public required KpiUnit Unit { get; init; }

    public Better Better { get; init; }

    /// <summary>Seconds by a clock that stands still outside the client's hours: told in hours, for 24 of them are no day.</summary>
    public bool WorkingTime { get; init; }

    /// <summary>Days sum up: compared by mean per covered day where covered days differ, and plans are prorated by days.</summary>
    public bool Additive { get; init; }

    /// <summary>About money of ads: hidden from everyone but staff and owner where the client has <c>hide-spend</c>.</summary>
    public bool Spend { get; init; }

    /// <summary>The short name, for tiles.</summary>
    public required Words Title { get; init; }

    /// <summary>What the title leaves out, for details; null where the title says all.</summary>
    public Words? Subtitle { get; init; }

    /// <summary>The formula and its traps in a sentence or two, for "where the figures come from".</summary>
    public required Words Explanation { get; init; }

    /// <summary>Kinds of fact the formula reads (<see cref="SmmKpiBot.Data.Metrics.FactKind"/>); coverage is counted on them.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Fewer events than this behind a figure make no trend: 20 events, 5 waits, 3 posts.</summary>
    public int EnoughEvents { get; init; } = 20;
}
