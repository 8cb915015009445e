using System.Text;

namespace SmmKpiBot.Data.Clients;

/// <summary>Makes names comparable in any case of any alphabet: databases fold Latin letters at best.</summary>
public static class NameFolding
{
    /// <summary>Compatibility forms joined, upper case, one space between words.</summary>
    public static string Fold(string text) =>
        string.Join(' ', text.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
