using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Sandbox.Clock;

/// <summary>When a week begins to work.</summary>
internal static class Mondays
{
    private static readonly TimeOnly Morning = new(9, 0);

    /// <summary>The first Monday 9:00 after <paramref name="now"/>.</summary>
    public static DateTimeOffset NextMorning(DateTimeOffset now, TimeZoneInfo zone)
    {
        var day = LocalDay.Of(now, zone);
        DateTimeOffset instant;
        do
        {
            instant = LocalDay.ToInstant(day.ToDateTime(Morning), zone);
            day = day.AddDays(1);
        }
        while (instant <= now || TimeZoneInfo.ConvertTime(instant, zone).DayOfWeek != DayOfWeek.Monday);
        return instant;
    }
}
