using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>Whose followers are in the total, where a network that tells of posts tells no followers: the total is not that of all networks then. One that is disconnected tells nothing any more.</summary>
internal static class CountedNetworks
{
    private const string Total = "followers.total";
    private const int MostNamed = 3;

    /// <summary><c>лише Instagram, Facebook</c>; null where every network is counted, or none.</summary>
    public static string? Of(KpiReport report, Language language)
    {
        var counted = Names(report[Total].Accounts.Where(account => account.Value is not null));
        var all = Names(report.Kpis.Where(kpi => kpi.Key == Total || kpi.Definition.Family == KpiFamily.Engagement).SelectMany(kpi => kpi.Accounts).Where(account => account.DueDays != 0)).Union(counted).ToList();
        if (counted.Count == 0 || counted.Count == all.Count)
            return null;
        if (counted.Count > MostNamed)
            return new Words($"{counted.Count} з {all.Count} мереж", $"{counted.Count} of {all.Count} networks").In(language);
        var list = string.Join(", ", counted);
        return new Words($"лише {list}", $"{list} only").In(language);
    }

    private static List<string> Names(IEnumerable<AccountFigure> accounts) => [.. accounts.Select(account => NetworkNames.NetworkOf(account.Account)).Distinct()];
}
