using System.Globalization;

namespace SmmKpiBot.Data.Clients.Keys;

/// <summary><c>2026-12-25,2027-01-01</c>, or the path of an ICS file, which is read once and kept as dates.</summary>
internal static class HolidaysText
{
    public static HashSet<DateOnly> Parse(string text) =>
        text.EndsWith(".ics", StringComparison.OrdinalIgnoreCase) ? HolidayCalendar.Read(text) : [.. SimpleTexts.Parts(text, ',').Select(Day)];

    public static string Format(IEnumerable<DateOnly> days) =>
        string.Join(',', days.Order().Select(day => day.ToString("O", CultureInfo.InvariantCulture)));

    private static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new FormatException($"'{text}' is no date like 2026-12-25.");
}
