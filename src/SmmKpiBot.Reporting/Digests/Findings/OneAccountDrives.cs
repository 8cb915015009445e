using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>The hero's change comes from one account of several, while the others stood still or moved the other way.</summary>
internal sealed class OneAccountDrives : IFindingRule
{
    private const decimal NearlyAll = 0.9m;

    public Finding? Find(FindingFigures figures)
    {
        var hero = figures.Hero;
        if (hero.Verdict is not (Verdict.Better or Verdict.Worse) || hero.Definition.Unit != KpiUnit.Count || hero.PerDay || hero.Change is not { } change || change == 0)
            return null;

        var accounts = hero.Accounts.Where(account => account is { Value: not null, Previous: not null }).ToList();
        var driver = accounts.MaxBy(account => (account.Value - account.Previous) * Math.Sign(change));
        if (accounts.Count < 2 || driver is null || (driver.Value - driver.Previous) / change < NearlyAll)
            return null;

        string Figures(Language language) => $"{KpiText.Figure(driver.Previous, hero, language)} → {KpiText.Figure(driver.Value, hero, language)}";
        var text = new Words(
            $"Майже вся зміна — від одного акаунта: {NetworkNames.Account(driver.Account, Language.Uk)} ({Figures(Language.Uk)})",
            $"Nearly all of the change comes from one account: {NetworkNames.Account(driver.Account, Language.En)} ({Figures(Language.En)})");
        return new Finding("one-account-drives", text, Reader.Client, [hero.Key]);
    }
}
