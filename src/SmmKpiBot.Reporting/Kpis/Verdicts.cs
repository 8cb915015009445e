namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Whether a change means something, and whether it is good.</summary>
internal static class Verdicts
{
    public const decimal EnoughCoverage = 0.8m;

    /// <summary>A smaller relative change is none.</summary>
    public const decimal SameBelow = 0.05m;

    public static Verdict Of(KpiResult result)
    {
        if (result.Definition.Better == Better.None)
        {
            return Verdict.Neutral;
        }

        if (result is not { Value: not null, Previous: not null, Change: { } change }
            || result.Coverage is not >= EnoughCoverage
            || result.PreviousCoverage is not >= EnoughCoverage
            || result.ComparedEvents is not { } events || events < result.Definition.EnoughEvents
            || result.ComparedPreviousEvents is not { } previousEvents || previousEvents < result.Definition.EnoughEvents)
        {
            return Verdict.Unknown;
        }

        if (change == 0 || (result.ChangeRatio is { } ratio && Math.Abs(ratio) < SameBelow))
        {
            return Verdict.Same;
        }

        return change > 0 == (result.Definition.Better == Better.Up) ? Verdict.Better : Verdict.Worse;
    }
}
