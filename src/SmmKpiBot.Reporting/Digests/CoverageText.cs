using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>How much of a period the figures cover, in words.</summary>
internal static class CoverageText
{
    /// <summary><c>10 з 14 днів</c> · <c>10 of 14 days</c>; of none <c>даних немає за жоден із 14 днів</c> · <c>no data for any of 14 days</c>.</summary>
    public static string DaysOf(int covered, int days, Language language)
    {
        if (covered == 0 && days == 1)
            return new Words("даних за цей день немає", "no data for this day").In(language);

        var all = NumberText.Count(days, language) + Typography.NoBreakSpace
            + (language == Language.Uk ? (days % 10 == 1 && days % 100 != 11 ? "дня" : "днів") : Plural.Form(days, Nouns.Day, language));
        return covered == 0
            ? new Words("даних немає за жоден із ", "no data for any of ").In(language) + all
            : string.Join(Typography.NoBreakSpace, NumberText.Count(covered, language), language == Language.Uk ? "з" : "of", all);
    }
}
