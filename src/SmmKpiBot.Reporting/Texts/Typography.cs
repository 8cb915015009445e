namespace SmmKpiBot.Reporting.Texts;

/// <summary>The characters that set figures apart from words.</summary>
public static class Typography
{
    /// <summary>Between a number and its unit: they never part at the end of a line.</summary>
    public const string NoBreakSpace = "\u00A0";

    /// <summary>Between groups of three digits in Ukrainian.</summary>
    public const string ThinSpace = "\u202F";

    public const string Minus = "\u2212";

    /// <summary>Stands where there is no figure.</summary>
    public const string NoFigure = "—";

    /// <summary>The one in all our words; the system's names of days come with another.</summary>
    public const string Apostrophe = "’";

    public const string EnDash = "–";

    public const string Arrow = "→";

    /// <summary>A name in quotes: «Гай» · “Hai”. Those inside become inner ones: «Садовий центр „Гай“» · “Garden centre ‘Hai’”.</summary>
    public static string Quoted(string name, Language language)
    {
        // “ opens in English and closes after „ elsewhere.
        var closes = name.Contains('„', StringComparison.Ordinal);
        var (open, close) = language == Language.Uk ? ('„', '“') : ('‘', '’');
        var inner = new string([.. name.Select(letter => letter switch
        {
            '«' or '„' => open,
            '»' or '”' => close,
            '“' => closes ? close : open,
            _ => letter,
        })]);
        return language == Language.Uk ? $"«{inner}»" : $"“{inner}”";
    }

    /// <summary>The text with a capital first letter, for the begin of a sentence.</summary>
    public static string Capital(string text) =>
        text.Length == 0 ? text : string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1));

    /// <summary>The text with a small first letter, for the middle of a sentence; abbreviations (CPM, GA4) stay.</summary>
    public static string Small(string text) =>
        text.Length > 1 && !char.IsUpper(text[1]) && !char.IsDigit(text[1])
            ? string.Concat(char.ToLowerInvariant(text[0]).ToString(), text.AsSpan(1))
            : text;
}
