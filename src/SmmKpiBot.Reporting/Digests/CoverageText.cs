using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>How much of a period the figures cover, in words.</summary>
internal static class CoverageText
{
    /// <summary><c>10 з 14 днів</c> · <c>10 of 14 days</c>.</summary>
    public static string DaysOf(int covered, int days, Language language)
    {
        var (some, all) = (NumberText.Count(covered, language), NumberText.Count(days, language));
        var noun = language == Language.Uk ? (days % 10 == 1 && days % 100 != 11 ? "дня" : "днів") : Plural.Form(days, Nouns.Day, language);
        return string.Join(Typography.NoBreakSpace, some, language == Language.Uk ? "з" : "of", all, noun);
    }
}
