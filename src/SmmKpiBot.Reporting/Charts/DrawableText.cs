using System.Text;

namespace SmmKpiBot.Reporting.Charts;

/// <summary>Text without what Inter cannot draw: emoji and scripts it lacks are left out, so that nobody sees boxes.</summary>
internal static class DrawableText
{
    /// <summary>The drawable part of <paramref name="text"/>; <paramref name="fallback"/> where no letter or digit of it is left.</summary>
    public static string Of(string text, string fallback = "")
    {
        var drawable = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
                Space(drawable, rune);
            else if (IsDrawable(rune))
                drawable.Append(rune.ToString());
        }

        var result = drawable.ToString().TrimEnd();
        return result.EnumerateRunes().Any(Rune.IsLetterOrDigit) || fallback.Length == 0 ? result : fallback;
    }

    /// <summary>One space between words and none before them, a no-break one too: what stood around it may be left out, and a line would begin with it.</summary>
    private static void Space(StringBuilder drawable, Rune space)
    {
        if (drawable.Length > 0 && !char.IsWhiteSpace(drawable[^1]))
            drawable.Append(space.Value is 0xA0 or 0x202F ? (char)space.Value : ' ');
    }

    private static bool IsDrawable(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Control
            or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.Surrogate)
        && !IsPictograph(rune.Value)
        && EmbeddedFont.Of(TextWeight.Regular).Typeface.GetGlyph(rune.Value) != 0;

    // Inter has a few hearts, suns and enclosed letters; beside the emoji that are left out they would look like debris.
    private static bool IsPictograph(int value) => value is (>= 0x2600 and <= 0x27BF) or (>= 0xFE00 and <= 0xFE0F) or >= 0x1F000;
}
