using System.Globalization;
using SmmKpiBot.Sources.Import.Cells;

namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>Dates as cells bring them, before columns and zones matter.</summary>
internal static class CellDate
{
    public static readonly Wording DateNeeded = new("потрібна дата, наприклад 2026-11-20", "a date such as 2026-11-20");
    public static readonly Wording RealDay = new("такого дня немає в календарі", "a day that exists");

    /// <summary>Most dates of most files, read without a detour; null for anything else.</summary>
    public static DateOnly? Iso(ReadOnlySpan<char> text) =>
        text.Length == 10 && text[4] == '-' && text[7] == '-' && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= 1970 and <= 2200
            ? day
            : null;

    /// <summary>A typed date of a workbook, to the millisecond; midnight is a date without a time.</summary>
    public static DateTime Typed(DateTime moment, out WrittenTime? time)
    {
        var rounded = new DateTime((moment.Ticks + (TimeSpan.TicksPerMillisecond / 2)) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond);
        time = rounded.TimeOfDay == TimeSpan.Zero ? null : new WrittenTime(rounded.TimeOfDay, null);
        return rounded;
    }

    /// <summary>20261120, or a spreadsheet's count of days since 1899-12-30.</summary>
    /// <param name="wrong">What was expected instead, when the number is no date.</param>
    public static DateTime? FromNumber(double number, DateOnly today, out WrittenTime? time, out Wording wrong)
    {
        time = null;
        wrong = DateNeeded;
        if (number is >= 19_700_101 and <= 22_001_231 && number == Math.Truncate(number))
        {
            wrong = RealDay;
            var written = new WrittenDate((int)number / 10000, (int)number / 100 % 100, (int)number % 100, false);
            return written.Resolve(DayOrder.MonthDay, today)?.ToDateTime(TimeOnly.MinValue);
        }

        return number is >= 25_569 and < 110_000 ? Typed(DateTime.FromOADate(number), out time) : null;
    }
}
