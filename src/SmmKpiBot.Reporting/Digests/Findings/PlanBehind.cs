using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>The plan that is furthest behind, beside the hero's, which the digest begins with anyway.</summary>
internal sealed class PlanBehind : IFindingRule
{
    private const decimal Behind = 0.9m;

    public Finding? Find(FindingFigures figures)
    {
        var worst = figures.All.Report.Kpis
            .Where(kpi => kpi.Key != figures.Hero.Key && kpi is { Plan: > 0, Value: not null } && kpi.Coverage is null or >= 0.8m)
            .Select(kpi => (Kpi: kpi, Done: Done(kpi)))
            .Where(plan => plan.Done < Behind)
            .OrderBy(plan => plan.Done)
            .Select(plan => plan.Kpi)
            .FirstOrDefault();
        if (worst is null)
            return null;

        string Text(Language language) => $"{Title(worst, language)}: {KpiText.Value(worst, language)}, {KpiText.Plan(worst, language)}";
        return new Finding("plan-behind", new Words(Text(Language.Uk), Text(Language.En)), Reader.Client, [worst.Key]);
    }

    private static decimal Done(KpiResult kpi)
    {
        var (value, plan) = (kpi.Value ?? 0, KpiText.PlanOf(kpi) ?? 0);
        if (kpi.Definition.Better != Better.Down)
            return value / plan;

        return value <= plan ? 1 : plan / value;
    }

    private static string Title(KpiResult kpi, Language language) => kpi.Definition.Title.In(language);
}
