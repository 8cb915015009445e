using System.Globalization;

namespace SmmKpiBot.Data.Clients.Keys;

/// <summary><c>2026-12-25,2027-01-01..2027-01-06</c>, both ends in, or the path of an ICS file, which is read once and kept as dates.</summary>
internal static class HolidaysText
{
    private const int LongestPause = 366;

    public static HashSet<DateOnly> Parse(string text) =>
        text.EndsWith(".ics", StringComparison.OrdinalIgnoreCase) ? HolidayCalendar.Read(text) : [.. SimpleTexts.Parts(text, ',').SelectMany(Days)];

    public static string Format(IEnumerable<DateOnly> days) =>
        string.Join(',', days.Order().Select(day => day.ToString("O", CultureInfo.InvariantCulture)));

    private static IEnumerable<DateOnly> Days(string text)
    {
        var ends = text.Split("..", 2, StringSplitOptions.TrimEntries).Select(Day).ToArray();
        var length = ends[^1].DayNumber - ends[0].DayNumber;
        return length is >= 0 and < LongestPause
            ? Enumerable.Range(0, length + 1).Select(ends[0].AddDays)
            : throw new FormatException($"'{text}' is no pause: its last day comes before the first, or more than {LongestPause} days after it.");
    }

    private static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new FormatException($"'{text}' is no date like 2026-12-25.");
}
