using System.Globalization;

namespace SmmKpiBot.Data.Conversations;

/// <summary>What is kept of a customer's text while it is needed.</summary>
public static class FirstWords
{
    private const int Most = 100;

    /// <summary>On one line without control characters (PostgreSQL takes no NUL), at most 100 letters, not cut through one of several code units. Null for no text.</summary>
    public static string? Of(string? text)
    {
        var line = string.Join(' ', Spaced(text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var letters = new StringInfo(line);
        return line.Length == 0 ? null : letters.LengthInTextElements <= Most ? line : letters.SubstringByTextElements(0, Most - 1) + "…";
    }

    private static string Spaced(string text) => text.Any(char.IsControl) ? new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]) : text;
}
