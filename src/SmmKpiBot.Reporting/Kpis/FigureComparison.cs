using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>How a figure changed, over the accounts with figures in both periods.</summary>
internal sealed record FigureComparison
{
    private static readonly FigureComparison None = new();

    public decimal? Change { get; init; }

    public decimal? ChangeRatio { get; init; }

    public bool PerDay { get; init; }

    public IReadOnlyList<Words> Notes { get; init; } = [];

    public static FigureComparison Of(Kpi kpi, EvaluatedScope now, EvaluatedScope? before)
    {
        if (before is null || now.Figure.Value is not { } value || before.Figure.Value is not { } previous)
        {
            return None;
        }

        var pairs = now.Accounts.Zip(before.Accounts).ToList();
        var oneSided = pairs.Where(pair => pair.First.Contributes != pair.Second.Contributes).Select(pair => pair.First.Account).ToList();
        var compared = pairs.Where(pair => pair.First.Contributes && pair.Second.Contributes).ToList();
        if (kpi.Definition.Additive && MeansPerDay(kpi, now.Scope, before.Scope, compared) is var (meanNow, meanBefore))
        {
            return Between(meanNow, meanBefore, oneSided) with { PerDay = true };
        }

        if (oneSided.Count == 0)
        {
            return Between(value, previous, oneSided);
        }

        return (Over(kpi, now.Scope, oneSided), Over(kpi, before.Scope, oneSided)) is ({ } like, { } likeBefore) && compared.Count > 0
            ? Between(like, likeBefore, oneSided)
            : new() { Notes = [KpiNotes.OnlyInOnePeriod(oneSided)] };
    }

    private static FigureComparison Between(decimal now, decimal before, List<Data.Accounts.Account> leftOut)
    {
        var change = now - before;
        return new()
        {
            Change = change,
            ChangeRatio = before == 0 ? null : change / Math.Abs(before),
            Notes = leftOut.Count == 0 ? [] : [KpiNotes.OnlyInOnePeriod(leftOut)],
        };
    }

    private static decimal? Over(Kpi kpi, KpiScope scope, List<Data.Accounts.Account> leftOut) =>
        kpi.Formula(scope with { Accounts = [.. scope.Accounts.Except(leftOut)] }).Value;

    /// <summary>
    /// The sums of every account's mean per covered day, so that one account's missing days don't thin out another's figure. Null where the covered days are
    /// the same in both periods, or some are not known.
    /// </summary>
    private static (decimal Now, decimal Before)? MeansPerDay(Kpi kpi, KpiScope now, KpiScope before, List<(EvaluatedAccount First, EvaluatedAccount Second)> compared)
    {
        decimal meanNow = 0;
        decimal meanBefore = 0;
        var differ = false;
        foreach (var (first, second) in compared)
        {
            var days = kpi.MeanDays?.Invoke(now, first.Account) ?? first.CoveredDays;
            var daysBefore = kpi.MeanDays?.Invoke(before, second.Account) ?? second.CoveredDays;
            if (days == 0 || daysBefore == 0 || first.Value is null || second.Value is null)
            {
                return null;
            }

            differ |= days != daysBefore;
            meanNow += first.Value.Value / days;
            meanBefore += second.Value.Value / daysBefore;
        }

        return differ ? (meanNow, meanBefore) : null;
    }
}
