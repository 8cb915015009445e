using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>
/// How many days accounts told of. One that tells what happened of all days is complete: what cannot be had of it, or only once for the whole period, says nothing
/// of its days. The other way round, followers are counted whatever else fails, and of a figure of the whole period one answer is all: neither shows that days are there.
/// </summary>
internal sealed class AccountCoverage(KpiReport report)
{
    private readonly Dictionary<string, AccountFigure> _most = report.Kpis
        .SelectMany(kpi => kpi.Accounts.Select(figure => (IsOfDays: IsOfDays(kpi), Figure: figure)))
        .GroupBy(one => one.Figure.Account)
        .ToDictionary(group => group.Key, group => group.MaxBy(one => (one.IsOfDays, one.Figure.CoveredDays, one.Figure.LastObservedAt)).Figure);

    private readonly KpiReport _report = report;

    /// <summary>Of all figures of its account it is known of the most days.</summary>
    public bool IsMost(AccountFigure figure) => figure.CoveredDays == MostOf(figure).CoveredDays;

    /// <summary>The figure of the same account that is known of the most days.</summary>
    public AccountFigure MostOf(AccountFigure figure) => _most[figure.Account];

    /// <summary>Days that could be had are missing. Of those before the team began its ledger of conflicts nobody can ever deliver anything.</summary>
    public bool IsLacking(AccountFigure figure) => figure.LastObservedAt is not null && !NetworkNames.IsLedger(figure.Account) && figure.IsLacking(_report.Period);

    private static bool IsOfDays(KpiResult kpi) => kpi.Definition.Family != KpiFamily.Followers && KpiCatalogue.Of(kpi.Key).Covered is null;
}
