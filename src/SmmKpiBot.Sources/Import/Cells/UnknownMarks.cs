namespace SmmKpiBot.Sources.Import.Cells;

/// <summary>Ways to write "not known". They mean null, never 0.</summary>
internal static class UnknownMarks
{
    private static readonly string[] Marks = ["-", "–", "—", "−", "N/A", "#N/A", "NaN"];

    public static bool Is(ReadOnlySpan<char> text)
    {
        if (text.Length > 4)
            return false;
        foreach (var mark in Marks)
        {
            if (text.Equals(mark, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return text.IsEmpty;
    }
}
