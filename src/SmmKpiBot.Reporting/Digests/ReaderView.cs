using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>The report as one reader may see it. What is hidden is taken out here, so that nothing drawn later can show it.</summary>
internal static class ReaderView
{
    private const string SpendInput = "spend";

    public static KpiReport Of(KpiReport report, Reader reader)
    {
        if (reader == Reader.Staff || !report.Client.HideSpend)
            return report;

        var hidden = report.Kpis.Where(kpi => kpi.Definition.Spend).Select(kpi => kpi.Key).ToHashSet();
        return report with
        {
            Client = report.Client with { Plans = [.. report.Client.Plans.Where(plan => !hidden.Contains(plan.KpiKey))] },
            Kpis = [.. report.Kpis.Where(kpi => !kpi.Definition.Spend).Select(WithoutSpend)],
        };
    }

    private static KpiResult WithoutSpend(KpiResult kpi) =>
        kpi.Inputs.Keys.Any(IsSpend) || kpi.Parts.Keys.Any(IsSpend)
            ? kpi with
            {
                Inputs = kpi.Inputs.Where(input => !IsSpend(input.Key)).ToDictionary(),
                Parts = kpi.Parts.Where(part => !IsSpend(part.Key)).ToDictionary(),
            }
            : kpi;

    private static bool IsSpend(string name) => name.Contains(SpendInput, StringComparison.OrdinalIgnoreCase);
}
