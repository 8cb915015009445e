using SmmKpiBot.Data.Accounts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>One account's own figure over a scope.</summary>
/// <param name="Account">The account.</param>
/// <param name="Value">Null where it has none, and for joint KPIs always.</param>
/// <param name="CoveredDays">Days of the scope known of it.</param>
/// <param name="DueDays">Days of the scope that are to be known of it.</param>
/// <param name="Contributes">It has a figure, or for joint KPIs gives an input.</param>
internal sealed record EvaluatedAccount(Account Account, decimal? Value, int CoveredDays, int DueDays, bool Contributes);

/// <summary>A formula's figure over a scope, as a whole and account by account.</summary>
internal sealed record EvaluatedScope(KpiScope Scope, Figure Figure, IReadOnlyList<EvaluatedAccount> Accounts)
{
    /// <summary>Covered (account, day) pairs / all pairs; null without any. Days after an account was disconnected are none of its days.</summary>
    public decimal? Coverage => Accounts.Sum(account => account.DueDays) is > 0 and var due ? (decimal)Accounts.Sum(account => account.CoveredDays) / due : null;

    public static EvaluatedScope Of(Kpi kpi, KpiScope scope)
    {
        var figure = kpi.FigureOf(scope);
        var alone = scope.Accounts.Count == 1 && kpi.OfAccount is null ? figure : null;
        return new(scope, figure, [.. scope.Accounts.Select(account => One(kpi, scope, account, alone))]);
    }

    private static EvaluatedAccount One(Kpi kpi, KpiScope scope, Account account, Figure? alone)
    {
        var covered = kpi.CoveredDays(scope, account);
        var due = Math.Max(covered, scope.DueDays(account));
        if (kpi.Joint)
        {
            return new(account, null, covered, due, kpi.Definition.Inputs.Any(kind => scope.Observed(account, kind)));
        }

        var value = (alone ?? (kpi.OfAccount ?? kpi.FigureOf)(scope.Of(account))).Value;
        return new(account, value, covered, due, value is not null);
    }
}
