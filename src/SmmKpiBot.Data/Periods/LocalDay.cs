namespace SmmKpiBot.Data.Periods;

/// <summary>The one place where an instant becomes a day of a zone, and a day's begin an instant.</summary>
public static class LocalDay
{
    /// <summary>The calendar day of <paramref name="zone"/> on which <paramref name="at"/> falls.</summary>
    public static DateOnly Of(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(at.ToOffset(ZoneOffsets.Of(zone).At(at)).DateTime);

    /// <summary>The first instant of <paramref name="day"/> in <paramref name="zone"/>; where midnight is skipped by DST, the first instant that exists.</summary>
    public static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone) => ToInstant(day.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>
    /// A wall time as an instant: a repeated hour of a DST night is the first, a missing one moves to the first instant after the gap.
    /// </summary>
    public static DateTimeOffset ToInstant(DateTime wallTime, TimeZoneInfo zone)
    {
        var local = DateTime.SpecifyKind(wallTime, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
        {
            var gapEnd = local;
            while (zone.IsInvalidTime(gapEnd))
            {
                gapEnd = gapEnd.AddTicks(TimeSpan.TicksPerMinute - (gapEnd.Ticks % TimeSpan.TicksPerMinute));
            }

            return new DateTimeOffset(gapEnd, zone.GetUtcOffset(gapEnd)).ToUniversalTime();
        }

        if (zone.IsAmbiguousTime(local))
        {
            return new DateTimeOffset(local, zone.GetAmbiguousTimeOffsets(local).Max()).ToUniversalTime();
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>True when the clock of <paramref name="zone"/> skips <paramref name="wallTime"/>.</summary>
    public static bool IsMissing(DateTime wallTime, TimeZoneInfo zone) => zone.IsInvalidTime(DateTime.SpecifyKind(wallTime, DateTimeKind.Unspecified));
}
