using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Sources.Google;

/// <summary>Google's own clock: days of YouTube, and the hour at which daily quotas are forgotten.</summary>
internal static class PacificTime
{
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    public static DateOnly Day(DateTimeOffset at) => LocalDay.Of(at, Zone);

    public static TimeSpan UntilMidnight(DateTimeOffset now) => LocalDay.Start(Day(now).AddDays(1), Zone) - now;
}
