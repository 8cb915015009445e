using System.Collections.Frozen;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>Titles where there is little room: the clock and the kind of mean of a response time are told in the details.</summary>
internal static class KpiTitles
{
    private static readonly FrozenDictionary<string, Words> Shorter = new Dictionary<string, Words>
    {
        ["followers.total"] = new("Підписники", "Followers"),
        ["traffic.sessions"] = new("Переходи на сайт", "Site visits from social"),
        ["feedback.working_median"] = new("Час відповіді в робочі години", "Response time, working hours"),
        ["feedback.response_median"] = new("Час відповіді", "Response time"),
        ["feedback.first_response_median"] = new("Час першої відповіді", "First response time"),
        ["conflicts.resolved_rate"] = new("Вирішені конфлікти", "Conflicts resolved"),
        ["paid.cost_per_follower_blended"] = new("≈ Вартість підписника", "≈ Cost per follower"),
        ["quality.purchases"] = new("Покупки із соцмереж", "Purchases from social"),
        ["quality.conversions"] = new("Конверсії із соцмереж", "Conversions from social"),
    }.ToFrozenDictionary();

    public static string Short(KpiResult kpi, Language language) =>
        (Shorter.TryGetValue(kpi.Key, out var words) ? words : kpi.Definition.Title).In(language);
}
