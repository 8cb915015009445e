using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>A period as asked for (<c>2weeks</c>, <c>2026-W46</c>, <c>this-month</c>, <c>A..B</c>), resolved against a day.</summary>
public sealed record PeriodChoice
{
    /// <summary>What is taken where nothing is asked for.</summary>
    public const string Default = "2weeks";

    public required Period Period { get; init; }

    /// <summary>The period before it by the rules of design section 5.</summary>
    public required Period Previous { get; init; }

    /// <summary>The same a year earlier (calendar unit, or 364 days back).</summary>
    public required Period YearEarlier { get; init; }

    /// <summary>The period is not over: it was cut at yesterday, and what it is compared with to as many days where it has more.</summary>
    public bool IsCut { get; init; }

    /// <summary>The period it is compared with; null where it is with none.</summary>
    public Period? ComparedWith(ComparisonKind? comparison) => comparison switch
    {
        ComparisonKind.Previous => Previous,
        ComparisonKind.Year => YearEarlier,
        _ => null,
    };

    /// <summary>Says that a period was cut, and what it is compared with.</summary>
    public IReadOnlyList<Words> Notes(ComparisonKind? comparison) => IsCut ? [PeriodExpression.CutNote(Period, ComparedWith(comparison))] : [];

    /// <summary>Resolves <paramref name="expression"/> with <paramref name="today"/> as today in the client's zone.</summary>
    /// <exception cref="PeriodException">Not a period, or one that has not begun; the message says what is allowed.</exception>
    public static PeriodChoice Parse(string expression, DateOnly today) => PeriodExpression.Resolve(expression, today);
}

/// <summary>A period expression that cannot be used; the message says what is allowed.</summary>
public sealed class PeriodException : Exception
{
    public PeriodException(string message)
        : base(message)
    {
    }

    public PeriodException()
    {
    }

    public PeriodException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
