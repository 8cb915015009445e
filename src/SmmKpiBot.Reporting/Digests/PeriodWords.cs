using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>Periods inside sentences.</summary>
internal static class PeriodWords
{
    /// <summary>The days of a period, with their year where it is not plain.</summary>
    public static string Range(Period period, bool longAgo, Language language) =>
        longAgo ? DateText.RangeAndYear(period, language) : DateText.Range(period, language);

    /// <summary><c>2 тижні: 9–22 листопада, порівняно з 26 жовтня – 8 листопада</c>.</summary>
    public static string Subtitle(Digest digest)
    {
        var (report, language) = (digest.Report, digest.Language);
        var range = Typography.Capital(DateText.Kind(report.Period, language)) + ": " + Range(report.Period, digest.LongAgo, language);
        return report.Comparison is { } other
            ? range + new Words(", порівняно з ", ", compared with ").In(language) + Range(other, digest.LongAgo, language)
            : range;
    }
}
