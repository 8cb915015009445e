using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>The eight families as headings.</summary>
public static class FamilyNames
{
    public static Words Of(KpiFamily family) => family switch
    {
        KpiFamily.Followers => new("Підписники", "Followers"),
        KpiFamily.Traffic => new("Переходи на сайт", "Site visits"),
        KpiFamily.Reach => new("Охоплення", "Reach"),
        KpiFamily.Engagement => new("Взаємодії", "Engagement"),
        KpiFamily.Paid => new("Реклама", "Paid"),
        KpiFamily.Quality => new("Якість трафіку", "Traffic quality"),
        KpiFamily.Feedback => new("Відповіді", "Feedback"),
        KpiFamily.Conflicts => new("Конфлікти", "Conflicts"),
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "Not a family."),
    };
}
