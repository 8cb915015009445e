using System.Globalization;
using System.Text.RegularExpressions;

namespace SmmKpiBot.Sources.Import.Files;

/// <summary>The day in the name of a TikTok Studio archive: <c>Overview_2026-09-25_1790294400_handle.zip</c> ends with the last day as Unix seconds.</summary>
internal static partial class ArchiveDay
{
    public static DateOnly? Of(string name)
    {
        if (Epoch().Match(name) is not { Success: true } match)
            return null;
        var digits = long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var at = match.Groups[1].Length == 13 ? DateTimeOffset.FromUnixTimeMilliseconds(digits) : DateTimeOffset.FromUnixTimeSeconds(digits);

        // The zone of the page is not known; a day more does no harm, as the dates before it are a year away from the next candidate.
        return DateOnly.FromDateTime(at.UtcDateTime).AddDays(1);
    }

    [GeneratedRegex(@"_(\d{13}|\d{10})(?=_|\.)")]
    private static partial Regex Epoch();
}
