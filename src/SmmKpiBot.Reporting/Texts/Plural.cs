namespace SmmKpiBot.Reporting.Texts;

/// <summary>A noun in the forms that counting needs: Ukrainian 1 допис, 2 дописи, 5 дописів; English one and many.</summary>
public sealed record Noun(string UkOne, string UkFew, string UkMany, string EnOne, string EnMany);

/// <summary>Nouns after numbers.</summary>
public static class Plural
{
    /// <summary>The form of <paramref name="noun"/> that goes with <paramref name="count"/>; a fraction takes «1,5 допису»-like few in Ukrainian.</summary>
    public static string Form(decimal count, Noun noun, Language language)
    {
        var number = Math.Abs(count);
        if (language == Language.En)
            return number == 1 ? noun.EnOne : noun.EnMany;

        if (number != decimal.Truncate(number))
            return noun.UkFew;

        return (number % 10, number % 100) switch
        {
            (1, not 11) => noun.UkOne,
            ( >= 2 and <= 4, not (>= 12 and <= 14)) => noun.UkFew,
            _ => noun.UkMany,
        };
    }

    /// <summary>The number and its noun, which never part: <c>5 дописів</c>.</summary>
    public static string Count(decimal count, Noun noun, Language language) =>
        NumberText.Count(count, language) + Typography.NoBreakSpace + Form(count, noun, language);
}
