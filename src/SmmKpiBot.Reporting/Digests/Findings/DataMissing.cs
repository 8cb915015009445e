using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>An account's figures cover so little of the period that the change cannot be judged.</summary>
internal sealed class DataMissing : IFindingRule
{
    private const decimal Enough = 0.8m;

    public Finding? Find(FindingFigures figures)
    {
        var days = figures.All.Report.Period.Days;
        var coverage = new AccountCoverage(figures.All.Report);
        var gap = figures.All.Report.Kpis
            .Where(kpi => kpi.Coverage < Enough)
            .OrderByDescending(kpi => kpi.Key == figures.Hero.Key)
            .SelectMany(kpi => kpi.Accounts.Select(account => (kpi.Key, Account: account)))
            .Where(pair => coverage.IsMost(pair.Account) && coverage.IsLacking(pair.Account))
            .OrderBy(pair => pair.Key == figures.Hero.Key ? 0 : 1)
            .ThenBy(pair => pair.Account.CoveredDays)
            .FirstOrDefault();
        if (gap.Account is null)
            return null;

        string Covered(Language language) => gap.Account.CoveredDays == 0
            ? new Words("за цей період даних немає", "no data for this period").In(language)
            : new Words("є дані лише за ", "data for only ").In(language) + CoverageText.DaysOf(gap.Account.CoveredDays, days, language);
        string Name(Language language) => NetworkNames.Account(gap.Account.Account, language);
        var text = new Words(
            $"{Name(Language.Uk)}: {Covered(Language.Uk)}, тому частину змін оцінити не можна",
            $"{Name(Language.En)}: {Covered(Language.En)}, so some changes cannot be judged");
        return new Finding("data-missing", text, Reader.Staff, [gap.Key]);
    }
}
