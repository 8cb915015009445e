using Ical.Net;
using Ical.Net.DataTypes;

namespace SmmKpiBot.Data.Clients.Keys;

/// <summary>The days of an ICS file's events, recurring ones followed for a number of years.</summary>
internal static class HolidayCalendar
{
    /// <summary>Beyond the last year that the file names; so the answer does not depend on the day of reading.</summary>
    private const int YearsAhead = 20;

    private const int MostDays = 5_000;
    private const int LongestFile = 5_000_000;

    public static HashSet<DateOnly> Read(string path)
    {
        var events = Load(path).Events.Where(item => item.DtStart is not null).ToArray();
        if (events.Length == 0)
            throw new FormatException($"{path} has no events.");
        var end = events.Max(item => item.DtStart!.Date).AddYears(YearsAhead);
        var days = new HashSet<DateOnly>();
        foreach (var item in events)
        {
            foreach (var occurrence in item.GetOccurrences().TakeWhile(occurrence => occurrence.Period.StartTime.Date < end))
                Add(days, occurrence.Period, path);
        }

        return days;
    }

    private static Calendar Load(string path)
    {
        try
        {
            var text = SmallFile.ReadText(path, LongestFile) ?? throw new FormatException($"{path} is too large to be a calendar of holidays.");
            return Calendar.Load(text) ?? throw new FormatException($"{path} is no calendar.");
        }
        catch (IOException exception)
        {
            throw new FormatException($"{path} cannot be read: {exception.Message}", exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new FormatException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private static void Add(HashSet<DateOnly> days, Period period, string path)
    {
        var first = period.StartTime.Date;
        var last = period.EffectiveEndTime is { } end && end.Date > first ? LastDay(end) : first;
        for (var day = first; day <= last; day = day.AddDays(1))
            days.Add(day);
        if (days.Count > MostDays)
            throw new FormatException($"{path} has more than {MostDays} days.");
    }

    /// <summary>The end is not part of an event: at midnight it is the day before.</summary>
    private static DateOnly LastDay(CalDateTime end) =>
        end.Time is { } time && time > TimeOnly.MinValue ? end.Date : end.Date.AddDays(-1);
}
