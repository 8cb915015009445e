using System.Text.RegularExpressions;

namespace SmmKpiBot.Sources.Import.Exports;

/// <summary>The id of a post out of its link, so that a later export with another form of the link means the same post.</summary>
internal static partial class PostLink
{
    /// <summary>The long number of a TikTok video, LinkedIn activity or X post; else the link without its query.</summary>
    public static string IdOf(string link)
    {
        var number = LongNumber().Matches(link).LastOrDefault();
        return number is not null ? number.Value : link.Split('?', '#')[0].TrimEnd('/');
    }

    [GeneratedRegex(@"\d{15,}")]
    private static partial Regex LongNumber();
}
