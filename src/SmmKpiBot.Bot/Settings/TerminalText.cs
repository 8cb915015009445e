using System.Globalization;
using System.Text;

namespace SmmKpiBot.Bot.Settings;

/// <summary>Text for a terminal: what would move its cursor, give it orders or turn its direction is shown escaped, as JSON would write it.</summary>
internal static class TerminalText
{
    private const char ZeroWidthNonJoiner = '\u200c';
    private const char ZeroWidthJoiner = '\u200d';

    /// <summary>Lines and tabs stay.</summary>
    public static string Clean(string text) => Clean(text, at => text[at] is '\n' or '\t' || (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n'));

    /// <summary>The same as one line.</summary>
    public static string OneLine(string text) => Clean(text, _ => false);

    private static string Clean(string text, Func<int, bool> stays)
    {
        if (!text.Any(IsForging))
            return text;
        var clean = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length; at++)
        {
            _ = !IsForging(text[at]) || stays(at) ? clean.Append(text[at])
                : text[at] == '\n' ? clean.Append("\\n")
                : text[at] == '\r' ? clean.Append("\\r")
                : clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[at]:x4}");
        }

        return clean.ToString();
    }

    /// <summary>Joiners hold letters and emoji together and turn nothing.</summary>
    private static bool IsForging(char letter) =>
        char.IsControl(letter)
        || (char.GetUnicodeCategory(letter) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format && letter is not (ZeroWidthNonJoiner or ZeroWidthJoiner));
}
