using System.Text.Json.Serialization;

namespace SmmKpiBot.Reporting.Alerts;

/// <summary>Which side of a threshold is bad.</summary>
public enum AlertSide
{
    Above,
    Below,
}

/// <summary>
/// What a rule compares, as stored in its spec. A shape never changes under its discriminator: a changed one gets the next number and the old one stays readable.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(KpiValueCheck), "kpi-value.1")]
[JsonDerivedType(typeof(KpiChangeCheck), "kpi-change.1")]
[JsonDerivedType(typeof(KpiMedianCheck), "kpi-median.1")]
[JsonDerivedType(typeof(PlanPaceCheck), "plan-pace.1")]
[JsonDerivedType(typeof(BudgetPaceCheck), "budget-pace.1")]
[JsonDerivedType(typeof(SlowAnswersCheck), "slow-answers.1")]
[JsonDerivedType(typeof(SourceCheck), "source.1")]
[JsonDerivedType(typeof(PlatformCheck), "platform.1")]
[JsonDerivedType(typeof(TokenCheck), "token.1")]
public abstract record AlertCheck
{
    [JsonIgnore]
    public abstract AlertFamily Family { get; }
}

/// <summary>A check of one KPI over a rolling window of days that ends at each settled day.</summary>
public abstract record KpiCheck : AlertCheck
{
    /// <summary>Key of the catalogue.</summary>
    public required string Kpi { get; init; }

    public int WindowDays { get; init; } = 7;

    public AlertSide Side { get; init; } = AlertSide.Below;

    /// <summary>Only of money: the currency that is watched; null = the client's own.</summary>
    public string? Currency { get; init; }

    [JsonIgnore]
    public override AlertFamily Family => AlertFamily.Figures;
}

/// <summary>A KPI above or below a fixed value.</summary>
public sealed record KpiValueCheck : KpiCheck
{
    /// <summary>In the unit of the KPI (0.042 = 4.2 %).</summary>
    public required decimal Fire { get; init; }

    /// <summary>Null: 10 % of <see cref="Fire"/> on the good side.</summary>
    public decimal? Clear { get; init; }
}

/// <summary>A KPI against the same number of days before.</summary>
public sealed record KpiChangeCheck : KpiCheck
{
    /// <summary>How much it fell (or rose, by side), as a share: 0.3 = 30 %.</summary>
    public required decimal Fire { get; init; }

    /// <summary>Null: 10 % of <see cref="Fire"/> less.</summary>
    public decimal? Clear { get; init; }

    /// <summary>Fewer events than this behind either figure make no point; null = the KPI's own minimum.</summary>
    public int? MinimumEvents { get; init; }
}

/// <summary>How far from the median is too far.</summary>
public enum MedianBand
{
    /// <summary>k standard deviations, taken robustly: 1.4826 × the median distance from the median.</summary>
    Sigma,

    /// <summary>A share of the median.</summary>
    Ratio,
}

/// <summary>A KPI's window against the median of its own earlier windows.</summary>
public sealed record KpiMedianCheck : KpiCheck
{
    public MedianBand Band { get; init; } = MedianBand.Sigma;

    /// <summary>k of σ, or a share of the median.</summary>
    public required decimal Fire { get; init; }

    /// <summary>Null: 0.5 σ, or 10 % of <see cref="Fire"/>, less.</summary>
    public decimal? Clear { get; init; }

    /// <summary>Earlier windows (each ending <see cref="KpiCheck.WindowDays"/> days before the next) that the median is taken over.</summary>
    public int Samples { get; init; } = 8;

    /// <summary>With fewer known ones there is no point.</summary>
    public int MinimumSamples { get; init; } = 5;
}

/// <summary>What the current month or quarter has brought so far against its plan, prorated to the same days.</summary>
public sealed record PlanPaceCheck : AlertCheck
{
    public required string Kpi { get; init; }

    /// <summary>Share of the prorated plan: below 0.8 of it (for KPIs where less is better, above 1.2).</summary>
    public decimal Fire { get; init; } = 0.8m;

    /// <summary>Null: 10 % of <see cref="Fire"/> on the good side.</summary>
    public decimal? Clear { get; init; }

    /// <summary>The first days of a plan's month say little.</summary>
    public int FromDay { get; init; } = 7;

    [JsonIgnore]
    public override AlertFamily Family => AlertFamily.Plan;
}

/// <summary>Ad spend of the month so far against the budget, prorated to the same days; in one currency.</summary>
public sealed record BudgetPaceCheck : AlertCheck
{
    /// <summary>Of a month, in major units; null = the client's plan of <c>paid.spend</c>.</summary>
    public decimal? MonthlyBudget { get; init; }

    /// <summary>Null: the client's own.</summary>
    public string? Currency { get; init; }

    public AlertSide Side { get; init; } = AlertSide.Above;

    /// <summary>Share of the budget due by now: 1.2 = a fifth too fast. With <see cref="WholeMonth"/>: share of the whole budget.</summary>
    public decimal Fire { get; init; } = 1.2m;

    public decimal? Clear { get; init; }

    /// <summary>Against the whole month's budget: 1 = the budget is spent, a hard limit.</summary>
    public bool WholeMonth { get; init; }

    public int FromDay { get; init; } = 4;

    [JsonIgnore]
    public override AlertFamily Family => AlertFamily.Budget;
}

/// <summary>How slow answers are measured.</summary>
public enum SlowAnswersMeasure
{
    /// <summary>The share of due waits that were answered late or not at all.</summary>
    LateShare,

    /// <summary>The time within which 9 in 10 were answered, by the working clock where there are hours, as a multiple of the target.</summary>
    P90OverTarget,
}

/// <summary>Slow answers as a family; single waits are told by notices of their own.</summary>
public sealed record SlowAnswersCheck : AlertCheck
{
    public SlowAnswersMeasure Measure { get; init; }

    public int WindowDays { get; init; } = 7;

    /// <summary>0.2 = a fifth was late; 1.5 = half as long again as promised.</summary>
    public required decimal Fire { get; init; }

    public decimal? Clear { get; init; }

    public int MinimumWaits { get; init; } = 5;

    [JsonIgnore]
    public override AlertFamily Family => AlertFamily.Answers;
}

/// <summary>What is wrong with an account as a source of data.</summary>
public enum SourceFault
{
    /// <summary>Nothing was observed by when it was expected and the network's settling time has passed.</summary>
    NoData,

    /// <summary>Its collection fails, and a later try may better it.</summary>
    Error,

    /// <summary>Nothing comes until a person gives access anew.</summary>
    Access,

    /// <summary>Its network has allowed no more calls for <see cref="SourceCheck.ThrottledFor"/>; figures come by themselves afterwards.</summary>
    Throttled,
}

/// <summary>Each account of a client, one by one.</summary>
public sealed record SourceCheck : AlertCheck
{
    /// <summary>
    /// Networks count calls by the hour and figures are read every 6 to 12 hours, so a shorter rest is made up for unnoticed; after this one readings have been missed.
    /// </summary>
    public static readonly TimeSpan ThrottledFor = TimeSpan.FromHours(6);

    public SourceFault Fault { get; init; }

    [JsonIgnore]
    public override AlertFamily Family => AlertFamily.Sources;
}

/// <summary>Many accounts of one network fail at once: one alert instead of one each. Evaluated over all clients (<c>PlatformTrouble</c>).</summary>
public sealed record PlatformCheck : AlertCheck
{
    public decimal Share { get; init; } = 0.5m;

    public int MinimumAccounts { get; init; } = 3;

    [JsonIgnore]
    public override AlertFamily Family => AlertFamily.Sources;
}

/// <summary>An account's token that ends soon.</summary>
public sealed record TokenCheck : AlertCheck
{
    /// <summary>From then on it is known, and told.</summary>
    public int DaysAhead { get; init; } = 14;

    /// <summary>From then on it is a warning, and told again.</summary>
    public int WarningDaysAhead { get; init; } = 7;

    /// <summary>From then on it is critical, and told again.</summary>
    public int CriticalDaysAhead { get; init; } = 1;

    [JsonIgnore]
    public override AlertFamily Family => AlertFamily.Sources;
}
