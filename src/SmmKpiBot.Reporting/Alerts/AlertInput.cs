using System.Text.Json.Serialization;
using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Alerts;

/// <summary>What one evaluation says.</summary>
public enum AlertSignal
{
    Breach,

    /// <summary>Between the threshold that fires and the one that clears.</summary>
    InBand,
    Clear,

    /// <summary>The point is due and not there; whether it is late or missing the instants of the input decide.</summary>
    NoData,

    /// <summary>The source fails, so nothing can be said.</summary>
    Error,

    /// <summary>The rule is another one than the state began under.</summary>
    RuleChanged,

    /// <summary>The account, KPI, client or rule is deleted or switched off, or the account disconnected.</summary>
    Gone,

    /// <summary>The account is now ill in a graver way, which has an alert of its own.</summary>
    Replaced,
}

/// <summary>The figures of one point: what was measured, against what, and where the thresholds lay.</summary>
/// <param name="Value">In <paramref name="Unit"/>: the figure itself, or the change, share or multiple that the rule watches.</param>
/// <param name="Fire">The threshold that fires, comparable with <paramref name="Value"/>.</param>
/// <param name="Clear">The threshold that clears.</param>
/// <param name="Side">Which side of them is bad; decides what "worst" is.</param>
/// <param name="Unit">Of value and thresholds.</param>
public sealed record AlertFigures(decimal Value, decimal Fire, decimal Clear, AlertSide Side, KpiUnit Unit)
{
    /// <summary>The KPI's own figure where <see cref="Value"/> is a change or a share of something.</summary>
    public decimal? Figure { get; init; }

    /// <summary>What the figure was compared with: previous period, median, plan, budget.</summary>
    public decimal? Baseline { get; init; }

    /// <summary><see cref="Value"/> is the share that <see cref="Figure"/> is of <see cref="Baseline"/>, and not its change.</summary>
    public bool IsShare { get; init; }

    /// <summary>Unit of <see cref="Figure"/> and <see cref="Baseline"/>.</summary>
    public KpiUnit FigureUnit { get; init; } = Unit;

    public string? Currency { get; init; }

    /// <summary>Some of the money was converted from another currency: it is no exact figure.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsConverted { get; init; }

    /// <summary>Seconds of it are of a clock that stands still outside the client's hours.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsWorkingTime { get; init; }

    /// <summary><see cref="Value"/> is a multiple of the time promised for an answer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOfTarget { get; init; }

    /// <summary>Breach, InBand or Clear. A value exactly at a threshold counts for the worse side.</summary>
    public AlertSignal Signal() => Side == AlertSide.Above
        ? Value >= Fire ? AlertSignal.Breach : Value > Clear ? AlertSignal.InBand : AlertSignal.Clear
        : Value <= Fire ? AlertSignal.Breach : Value < Clear ? AlertSignal.InBand : AlertSignal.Clear;
}

/// <summary>A fired alert that today's figures no longer bear out.</summary>
/// <param name="Was">The value it fired with.</param>
/// <param name="Now">The value of the same point today; null = taken back without another.</param>
public sealed record AlertRestatement(decimal? Was, decimal? Now);

/// <summary>The input of one step of <c>AlertMachine</c>.</summary>
/// <param name="Signal">What the evaluation says.</param>
public sealed record AlertInput(AlertSignal Signal)
{
    /// <summary>
    /// Order of the point in its series: the day number of daily figures, unix microseconds of an observation. A point that is not newer than the last one
    /// never counts. Null only for signals that are no points.
    /// </summary>
    public long? Point { get; init; }

    /// <summary>The last point that was counted lies in the future, for the clock was set back meanwhile: this one counts though it is earlier.</summary>
    public bool IsSetBack { get; init; }

    /// <summary>Null for signals that carry no figures.</summary>
    public AlertFigures? Figures { get; init; }

    /// <summary>Severity of this point; raised while firing it escalates.</summary>
    public AlertSeverity Severity { get; init; } = AlertSeverity.Warning;

    /// <summary>Of NoData: until then the point is late, from then on it is missing.</summary>
    public DateTimeOffset? MissingFrom { get; init; }

    /// <summary>Corrected figures undo what the state rests on: a firing alert resolves as revised, a pending one is forgotten.</summary>
    public AlertRestatement? Restated { get; init; }

    /// <summary>Of a source: why it fails, where that is known.</summary>
    public AccountTrouble? Trouble { get; init; }

    /// <summary>Of a source: since when it fails or is late, where that is known; the alert fires later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Of <see cref="AlertSignal.Gone"/>: a person disconnected the account.</summary>
    public bool IsDisconnected { get; init; }

    /// <summary><c>network/name</c> of the accounts behind the figure: trouble with one of them inhibits the alert.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];
}

/// <summary>What of a rule the machine needs.</summary>
/// <param name="RuleVersion">Kept in the state that begins under it.</param>
/// <param name="FireAfter">N.</param>
/// <param name="ClearAfter">M.</param>
/// <param name="For">Minimum time from the first breach to the firing.</param>
public sealed record AlertPatience(long RuleVersion, int FireAfter, int ClearAfter, TimeSpan For)
{
    public static AlertPatience Of(AlertRule rule) => new(rule.Version, rule.FireAfter, rule.ClearAfter, rule.For);
}
