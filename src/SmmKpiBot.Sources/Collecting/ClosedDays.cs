using System.Globalization;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Sources.Collecting;

/// <summary>Reading day by day: a cursor is the first day that is still to be read.</summary>
public static class ClosedDays
{
    /// <summary>Days of the reading that are over in the place's zone and not read yet; null when there are none.</summary>
    public static Period? Of(SourceReading reading)
    {
        var yesterday = LocalDay.Of(reading.ObservedAt, reading.Place.DayZone).AddDays(-1);
        var to = reading.To < yesterday ? reading.To : yesterday;
        var from = reading.Cursor is { } cursor && DateOnly.TryParseExact(cursor, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var next) && next > reading.From ? next : reading.From;
        return from <= to ? new Period(from, to) : null;
    }

    public static string Cursor(DateOnly next) => next.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
