namespace SmmKpiBot.Sources.Import.Tables;

/// <summary>What counts as nothing around a value: white space of any width, zero-width characters, a stray byte order mark.</summary>
internal static class Blanks
{
    public static bool Is(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\u200C' or '\u200D' or '\u200E' or '\u200F' or '\u2060' or '\uFEFF';

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var from = 0;
        while (from < text.Length && Is(text[from]))
            from++;
        var to = text.Length;
        while (to > from && Is(text[to - 1]))
            to--;
        return text[from..to];
    }
}
