namespace SmmKpiBot.Data.Clients.Export;

/// <summary>Keeps spreadsheet programs from taking a text for a formula: an apostrophe before it, as they write it themselves.</summary>
public static class FormulaGuard
{
    private const char Guard = '\'';
    private const string FormulaStarts = "=+-@\t\r＝＋－＠";

    /// <summary>The text with a guard, where it needs one.</summary>
    public static string Add(string text) => IsFormulaLike(text) ? Guard + text : text;

    /// <summary>Undoes <see cref="Add"/>.</summary>
    public static string Remove(string text) => text.StartsWith(Guard) && IsFormulaLike(text) ? text[1..] : text;

    /// <summary>Guards before it do not count, so that a text that has one of its own comes back with it.</summary>
    private static bool IsFormulaLike(string text) => text.AsSpan().TrimStart(Guard) is [var first, ..] && FormulaStarts.Contains(first, StringComparison.Ordinal);
}
