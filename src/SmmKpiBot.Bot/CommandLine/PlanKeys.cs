using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>Plans of KPIs that there are: the store does not know the catalogue, and a plan of a misspelt KPI would never be seen again.</summary>
internal static class PlanKeys
{
    private const string Prefix = "plan.";

    /// <exception cref="ClientKeyException">The key is the plan of an unknown KPI; clearing such a one is allowed.</exception>
    public static void Check(string key, string value)
    {
        if (value.Length == 0 || !key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var kpi = key[Prefix.Length..];
        var known = KpiCatalogue.Definitions.Select(definition => definition.Key).ToList();
        if (!known.Contains(kpi, StringComparer.OrdinalIgnoreCase))
        {
            throw new ClientKeyException($"{key}: there is no KPI '{kpi}'.{NearMatch.Suggestion(kpi, known)} kpi SLUG shows all of them with their keys.");
        }
    }
}
