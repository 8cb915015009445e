using System.Text;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>Long names in short places.</summary>
internal static class DigestName
{
    private const string Ellipsis = "…";

    /// <summary>At most <paramref name="length"/> UTF-16 units, never half of a surrogate pair.</summary>
    public static string Shortened(string text, int length)
    {
        if (text.Length <= length)
            return text;

        var shortened = new StringBuilder(length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (shortened.Length + rune.Utf16SequenceLength > length - Ellipsis.Length)
                break;

            shortened.Append(rune.ToString());
        }

        return shortened.ToString().TrimEnd() + Ellipsis;
    }
}
