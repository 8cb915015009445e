using System.Globalization;

namespace SmmKpiBot.Sandbox.Clock;

/// <summary>A date and a time that somebody wrote, of years in which every calendar and clock of the program works.</summary>
internal static class WallTime
{
    public const int FirstYear = 2000;
    public const int LastYear = 2100;

    private static readonly string[] Forms = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];

    /// <summary>Null when it is none.</summary>
    public static DateTime? Parse(string? text) =>
        DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Year is >= FirstYear and <= LastYear ? time : null;
}
