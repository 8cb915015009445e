using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Rates;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>How a figure compares with the previous one.</summary>
public enum Verdict
{
    Better,
    Worse,
    Same,

    /// <summary>The KPI has no better direction.</summary>
    Neutral,

    /// <summary>A value is missing, coverage is below 0.8, or too few events stand behind a figure.</summary>
    Unknown,
}

/// <summary>What the period is compared with.</summary>
public enum ComparisonKind
{
    Previous,
    Year,
}

/// <summary>The KPIs of one client and period, computed once; every text, picture and file is drawn from it.</summary>
public sealed record KpiReport
{
    public required Client Client { get; init; }

    public required Period Period { get; init; }

    /// <summary>Null when nothing is compared.</summary>
    public Period? Comparison { get; init; }

    public ComparisonKind? ComparisonKind { get; init; }

    /// <summary>What a reader must know of the period itself, e.g. that it was cut at yesterday.</summary>
    public IReadOnlyList<Words> Notes { get; init; } = [];

    /// <summary>Every key of the catalogue in its order; money has one entry per currency.</summary>
    public required IReadOnlyList<KpiResult> Kpis { get; init; }

    /// <summary>The first entry of a key. Throws when the catalogue has no such key.</summary>
    public KpiResult this[string key] => Kpis.First(kpi => kpi.Key == key);
}

/// <summary>One figure with all that is needed to judge it.</summary>
public sealed record KpiResult
{
    public required KpiDefinition Definition { get; init; }

    public string Key => Definition.Key;

    /// <summary>In the definition's unit; null = no figure, and <see cref="Notes"/> says why.</summary>
    public decimal? Value { get; init; }

    public decimal? Previous { get; init; }

    public decimal? Change { get; init; }

    /// <summary>Change / |previous|; null at 0.</summary>
    public decimal? ChangeRatio { get; init; }

    /// <summary>Compared by mean per covered day, because the covered days of the periods differ.</summary>
    public bool PerDay { get; init; }

    public Verdict Verdict { get; init; }

    /// <summary>ISO 4217; only for money.</summary>
    public string? Currency { get; init; }

    /// <summary>The plan prorated to this period, in the unit of the value; null without a plan.</summary>
    public decimal? Plan { get; init; }

    /// <summary>0 to 1; null when no account ever gave an input.</summary>
    public decimal? Coverage { get; init; }

    public decimal? PreviousCoverage { get; init; }

    public bool Provisional { get; init; }

    public IReadOnlyList<Words> Notes { get; init; } = [];

    /// <summary>How the money behind the value and the previous one was converted, or could not be, each day and currency once; <see cref="Notes"/> say it in words.</summary>
    public IReadOnlyList<Exchange> Exchanges { get; init; } = [];

    /// <summary>The parts of the formula by name, e.g. <c>engagements</c> and <c>reach</c>.</summary>
    public IReadOnlyDictionary<string, decimal?> Inputs { get; init; } = new Dictionary<string, decimal?>();

    /// <summary>Kinds or breakdowns by name, e.g. <c>purchase</c>, <c>country</c>.</summary>
    public IReadOnlyDictionary<string, decimal?> Parts { get; init; } = new Dictionary<string, decimal?>();

    /// <summary>All accounts that could give the figure, those without one included.</summary>
    public IReadOnlyList<AccountFigure> Accounts { get; init; } = [];

    /// <summary>How many events (posts, waits, conversions …) stand behind the value; small counts are printed "3 → 4".</summary>
    public long? Events { get; init; }

    public long? PreviousEvents { get; init; }

    /// <summary>What change and verdict are of where accounts are left out of them; null where they are of the value and the previous one.</summary>
    public ComparedFigures? Compared { get; init; }

    /// <summary>The value that the change leads to.</summary>
    public decimal? ComparedValue => Compared?.Value ?? Value;

    /// <summary>The value that the change starts from.</summary>
    public decimal? ComparedPrevious => Compared?.Previous ?? Previous;

    /// <summary>How many events stand behind <see cref="ComparedValue"/>.</summary>
    public long? ComparedEvents => Compared is null ? Events : Compared.Events;

    /// <summary>How many events stand behind <see cref="ComparedPrevious"/>.</summary>
    public long? ComparedPreviousEvents => Compared is null ? PreviousEvents : Compared.PreviousEvents;
}

/// <param name="Account"><c>network/name</c>.</param>
/// <param name="LastObservedAt">When an input of the figure was last observed for the account; null = never.</param>
/// <param name="CoveredDays">Days of the period that are covered for the account.</param>
public sealed record AccountFigure(string Account, decimal? Value, DateTimeOffset? LastObservedAt, int CoveredDays)
{
    /// <summary>The account's figure of the period compared with, so that a digest can say which account drives a change; null = not known.</summary>
    public decimal? Previous { get; init; }

    /// <summary>Days of the period that are to be covered, where a person disconnected the account in it or before; null: all.</summary>
    public int? DueDays { get; init; }

    /// <summary>Something is missing of it.</summary>
    public bool IsLacking(Period period) => CoveredDays < (DueDays ?? period.Days);
}

/// <summary>One day of a figure.</summary>
/// <param name="Value">Null = no figure that day: a gap, never a zero.</param>
public readonly record struct DailyFigure(DateOnly Day, decimal? Value, bool Provisional);
