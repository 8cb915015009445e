using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>Periods inside sentences.</summary>
internal static class PeriodWords
{
    /// <summary>The period after «порівняно з»: its days in the instrumental are the same in figures, so the range stands as it is.</summary>
    public static string ComparedWith(Period period, Language language) => DateText.Range(period, language);

    /// <summary><c>2 тижні: 9–22 листопада, порівняно з 26 жовтня – 8 листопада</c>.</summary>
    public static string Subtitle(Period period, Period? comparison, Language language)
    {
        var range = Typography.Capital(DateText.Kind(period, language)) + ": " + DateText.Range(period, language);
        return comparison is { } other
            ? range + new Words(", порівняно з ", ", compared with ").In(language) + ComparedWith(other, language)
            : range;
    }
}
