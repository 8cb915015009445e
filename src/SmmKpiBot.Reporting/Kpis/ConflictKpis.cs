using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Conflicts and how many are resolved. Opening has no better direction: logging a conflict must not look bad.</summary>
internal static class ConflictKpis
{
    private static readonly string[] Conflicts = [FactKind.Conflicts];

    public static IReadOnlyList<Kpi> All { get; } =
    [
        new()
        {
            Definition = new()
            {
                Key = "conflicts.opened", Family = KpiFamily.Conflicts, Unit = KpiUnit.Count, Additive = true, Inputs = Conflicts,
                Title = new("Нові конфлікти", "Conflicts opened"),
                Explanation = new("Конфлікти, відкриті в періоді.", "Conflicts opened in the period."),
            },
            Formula = scope => Figure.Count(scope.Observed(FactKind.Conflicts) ? Opened(scope).Count() : null),
        },
        new()
        {
            Definition = new()
            {
                Key = "conflicts.resolved", Family = KpiFamily.Conflicts, Unit = KpiUnit.Count, Additive = true, Inputs = Conflicts,
                Title = new("Вирішені конфлікти", "Conflicts resolved"),
                Explanation = new("Конфлікти, вирішені в періоді (для відкритих знову — останнє вирішення).", "Conflicts resolved in the period (of reopened ones the last resolution)."),
            },
            Formula = scope => Figure.Count(scope.Observed(FactKind.Conflicts) ? Resolved(scope).Count() : null),
        },
        new()
        {
            Definition = new()
            {
                Key = "conflicts.open", Family = KpiFamily.Conflicts, Unit = KpiUnit.Count, Better = Better.Down, Inputs = Conflicts,
                Title = new("Невирішені конфлікти", "Conflicts still open"),
                Explanation = new("Конфлікти, не вирішені на кінець періоду.", "Conflicts open at the end of the period."),
            },
            Formula = scope => Figure.Count(scope.Observed(FactKind.Conflicts) ? OpenAt(scope, scope.End) : null),
        },
        new()
        {
            Definition = new()
            {
                Key = "conflicts.resolved_rate", Family = KpiFamily.Conflicts, Unit = KpiUnit.Rate, Better = Better.Up, Inputs = Conflicts,
                Title = new("Частка вирішених конфліктів", "Conflicts resolved, %"),
                Explanation = new("Вирішені в періоді ÷ (невирішені на його початку + відкриті в ньому).", "Resolved in the period ÷ (open at its start + opened in it)."),
            },
            Formula = ResolvedRate,
        },
        new()
        {
            Definition = new()
            {
                Key = "conflicts.resolution_median", Family = KpiFamily.Conflicts, Unit = KpiUnit.Seconds, Better = Better.Down, Inputs = Conflicts,
                Title = new("Типовий час вирішення конфлікту", "Median time to resolve"),
                Explanation = new("Медіана часу від відкриття до (останнього) вирішення, за вирішеними в періоді.", "Median time from opening to the (last) resolution, of those resolved in the period."),
            },
            Formula = ResolutionMedian,
        },
    ];

    private static IEnumerable<Conflict> Opened(KpiScope scope) => scope.Accounts.SelectMany(account => scope.Facts.Conversations.Opened(account.Id).In(scope.Window));

    private static IEnumerable<Conflict> Resolved(KpiScope scope) => scope.Accounts.SelectMany(account => scope.Facts.Conversations.Resolved(account.Id).In(scope.Window));

    private static int OpenAt(KpiScope scope, DateTimeOffset instant) => scope.Accounts.Sum(account =>
        scope.Facts.Conversations.Conflicts(account.Id).Count(conflict => conflict.OpenedAt < instant && (conflict.ResolvedAt is null || conflict.ResolvedAt >= instant)));

    private static Figure ResolvedRate(KpiScope scope)
    {
        if (!scope.Observed(FactKind.Conflicts))
        {
            return new();
        }

        var openAtStart = OpenAt(scope, scope.Start);
        var opened = Opened(scope).Count();
        var figure = openAtStart + opened == 0
            ? Figure.None(new("Конфліктів не було.", "There were no conflicts."))
            : Figure.Ratio(new(Resolved(scope).Count(), openAtStart + opened, 1), "resolved", "conflicts", openAtStart + opened);
        return figure with { Inputs = Figure.Named(("resolved", Resolved(scope).Count()), ("open_at_start", openAtStart), ("opened", opened)) };
    }

    private static Figure ResolutionMedian(KpiScope scope)
    {
        var seconds = Resolved(scope)
            .Select(conflict => (decimal)(conflict.ResolvedAt.GetValueOrDefault() - conflict.OpenedAt).Ticks / TimeSpan.TicksPerSecond).ToList();
        return seconds.Count > 0
            ? new() { Value = Percentiles.Median(seconds), Events = seconds.Count, Inputs = Figure.Named(("resolved", seconds.Count)) }
            : scope.Observed(FactKind.Conflicts) ? Figure.None(new("У цьому періоді не вирішено жодного конфлікту.", "No conflict was resolved in this period.")) : new();
    }
}
