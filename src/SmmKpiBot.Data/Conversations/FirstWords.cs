using System.Globalization;

namespace SmmKpiBot.Data.Conversations;

/// <summary>What is kept of a customer's text while it is needed.</summary>
public static class FirstWords
{
    private const int Most = 100;

    /// <summary>On one line, at most 100 characters, not cut through a letter of several code units. Null for no text.</summary>
    public static string? Of(string? text)
    {
        var line = text is null ? "" : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var letters = new StringInfo(line);
        return line.Length == 0 ? null : letters.LengthInTextElements <= Most ? line : letters.SubstringByTextElements(0, Most - 1) + "…";
    }
}
