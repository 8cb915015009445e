using System.Globalization;
using System.Text;
using SmmKpiBot.Sources.Import.Tables;

namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>Folds a header so that case, spaces, underscores, width and kind of quotes do not matter.</summary>
internal static class HeaderText
{
    public static string Fold(string title)
    {
        var folded = new StringBuilder(title.Length);
        foreach (var c in title.Normalize(NormalizationForm.FormKC))
        {
            if (Blanks.Is(c) || c == '_' || char.GetUnicodeCategory(c) == UnicodeCategory.Control)
                continue;
            folded.Append(c switch { '\u2018' or '\u2019' or '\u02BC' => '\'', '\u201C' or '\u201D' or '«' or '»' => '"', _ => char.ToLowerInvariant(c) });
        }

        return folded.ToString();
    }
}
