using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>How a figure changed, over the accounts with figures in both periods.</summary>
internal sealed record FigureComparison
{
    private static readonly FigureComparison None = new();

    public decimal? Change { get; init; }

    public decimal? ChangeRatio { get; init; }

    public bool PerDay { get; init; }

    /// <summary>What is compared, where accounts are left out; null where all are compared.</summary>
    public ComparedFigures? Compared { get; init; }

    public IReadOnlyList<Words> Notes { get; init; } = [];

    public static FigureComparison Of(Kpi kpi, EvaluatedScope now, EvaluatedScope? before)
    {
        if (before is null || now.Figure.Value is not { } value || before.Figure.Value is not { } previous)
        {
            return None;
        }

        var pairs = now.Accounts.Zip(before.Accounts).ToList();
        var otherwise = pairs.Where(pair => IsToldOtherwise(kpi, now.Scope, before.Scope, pair.First, pair.Second)).Select(pair => pair.First.Account).ToList();
        var countedOtherwise = pairs.Where(pair => IsCountedOtherwise(kpi, now.Scope, before.Scope, pair.First, pair.Second)).Select(pair => pair.First.Account).ToList();
        var oneSided = pairs.Where(pair => pair.First.Contributes != pair.Second.Contributes).Select(pair => pair.First.Account).ToList();
        var leftOut = new LeftOut(oneSided, otherwise, countedOtherwise);
        var compared = pairs.Where(pair => pair.First.Contributes && pair.Second.Contributes && !leftOut.All.Contains(pair.First.Account)).ToList();
        var figures = compared.Count == 0 || leftOut.All.Count == 0 ? null : Over(kpi, now.Scope, before.Scope, leftOut);
        if (kpi.Definition.Additive && MeansPerDay(kpi, now.Scope, before.Scope, compared) is var (meanNow, meanBefore))
        {
            return Between(meanNow, meanBefore, leftOut) with { PerDay = true, Compared = figures };
        }

        if (leftOut.All.Count == 0)
        {
            return Between(value, previous, leftOut);
        }

        return figures is null ? new() { Notes = leftOut.Notes } : Between(figures.Value, figures.Previous, leftOut) with { Compared = figures };
    }

    /// <summary>Daily figures of one period against posts of the other say nothing about each other.</summary>
    private static bool IsToldOtherwise(Kpi kpi, KpiScope now, KpiScope before, EvaluatedAccount first, EvaluatedAccount second) =>
        kpi.Uses is not null && first.Contributes && second.Contributes && !kpi.KindsOf(now, first.Account).SequenceEqual(kpi.KindsOf(before, second.Account));

    /// <summary>Nor do figures that count different things by the same name.</summary>
    private static bool IsCountedOtherwise(Kpi kpi, KpiScope now, KpiScope before, EvaluatedAccount first, EvaluatedAccount second) =>
        kpi.CountedBy is { } counted && first.Contributes && second.Contributes && counted(now.Of(first.Account)) != counted(before.Of(second.Account));

    private static FigureComparison Between(decimal now, decimal before, LeftOut leftOut)
    {
        var change = now - before;
        return new()
        {
            Change = change,
            ChangeRatio = before == 0 ? null : change / Math.Abs(before),
            Notes = leftOut.Notes,
        };
    }

    private static ComparedFigures? Over(Kpi kpi, KpiScope now, KpiScope before, LeftOut leftOut)
    {
        var (figure, earlier) = (Over(kpi, now, leftOut), Over(kpi, before, leftOut));
        return (figure.Value, earlier.Value) is ({ } value, { } previous)
            ? new(value, previous, figure.Events, earlier.Events, [.. leftOut.All.Select(account => account.FullName)])
            : null;
    }

    private static Figure Over(Kpi kpi, KpiScope scope, LeftOut leftOut) => kpi.FigureOf(scope with { Accounts = [.. scope.Accounts.Except(leftOut.All)] });

    /// <summary>Accounts that a change is not taken over.</summary>
    /// <param name="OnlyInOnePeriod">They have a figure in one of the periods.</param>
    /// <param name="ToldOtherwise">They have it by day in one period and by post in the other.</param>
    /// <param name="CountedOtherwise">What the figure counts is known of them in one period and another thing in the other.</param>
    private sealed record LeftOut(IReadOnlyList<Account> OnlyInOnePeriod, IReadOnlyList<Account> ToldOtherwise, IReadOnlyList<Account> CountedOtherwise)
    {
        public IReadOnlyList<Account> All { get; } = [.. OnlyInOnePeriod, .. ToldOtherwise, .. CountedOtherwise];

        public IReadOnlyList<Words> Notes =>
        [
            .. OnlyInOnePeriod.Count == 0 ? [] : new[] { KpiNotes.OnlyInOnePeriod(OnlyInOnePeriod) },
            .. ToldOtherwise.Count == 0 ? [] : new[] { KpiNotes.ToldOtherwise(ToldOtherwise) },
            .. CountedOtherwise.Count == 0 ? [] : new[] { KpiNotes.ConvertedOtherwise(CountedOtherwise) },
        ];
    }

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
