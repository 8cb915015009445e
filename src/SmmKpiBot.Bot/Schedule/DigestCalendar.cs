using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>
/// When digests are due: a pure function of the schedule and the client's zone. An hour that a DST night repeats is its first one; one that
/// it skips moves to the end of the gap.
/// </summary>
internal static class DigestCalendar
{
    private const int DaysAWeek = 7;
    private const int LongestGapDays = 100;

    /// <summary>All occurrences after <paramref name="after"/> and up to <paramref name="until"/>, in order.</summary>
    public static IEnumerable<DueDigest> Due(DigestSchedule schedule, TimeZoneInfo zone, DateTimeOffset after, DateTimeOffset until)
    {
        if (schedule.Frequency == DigestFrequency.Off)
        {
            yield break;
        }

        // A skipped hour can move an occurrence, but never by a day; one day of margin on each side is enough.
        var last = LocalDay.Of(until, zone).AddDays(1);
        for (var day = LocalDay.Of(after, zone).AddDays(-1); day <= last; day = day.AddDays(1))
        {
            if (!IsDigestDay(schedule, day))
            {
                continue;
            }

            var dueAt = LocalDay.ToInstant(day.ToDateTime(schedule.At), zone);
            if (dueAt > after && dueAt <= until)
            {
                yield return new DueDigest(schedule.Frequency, dueAt, day, PeriodOf(schedule.Frequency, day));
            }
        }
    }

    /// <summary>The first occurrence after <paramref name="after"/>; null when the schedule is off.</summary>
    public static DueDigest? Next(DigestSchedule schedule, TimeZoneInfo zone, DateTimeOffset after) =>
        Due(schedule, zone, after, after.AddDays(LongestGapDays)).FirstOrDefault();

    private static bool IsDigestDay(DigestSchedule schedule, DateOnly day) => day.DayOfWeek == schedule.Day && schedule.Frequency switch
    {
        DigestFrequency.Weekly => true,
        DigestFrequency.TwoWeekly => day.DayNumber / DaysAWeek % 2 == 0,
        DigestFrequency.Monthly => day.Day <= DaysAWeek,
        DigestFrequency.Quarterly => day.Day <= DaysAWeek && day.Month % 3 == 1,
        _ => false,
    };

    /// <summary>The last complete week, two weeks, month or quarter before <paramref name="day"/>.</summary>
    private static Period PeriodOf(DigestFrequency frequency, DateOnly day)
    {
        // Day number 0 is a Monday, so whole sevens are Mondays.
        var monday = DateOnly.FromDayNumber(day.DayNumber / DaysAWeek * DaysAWeek);
        var month = new DateOnly(day.Year, day.Month, 1);
        return frequency switch
        {
            DigestFrequency.Weekly => new(monday.AddDays(-DaysAWeek), monday.AddDays(-1)),
            DigestFrequency.TwoWeekly => new(monday.AddDays(-2 * DaysAWeek), monday.AddDays(-1)),
            DigestFrequency.Monthly => new(month.AddMonths(-1), month.AddDays(-1)),
            _ => new(month.AddMonths(-3), month.AddDays(-1)),
        };
    }
}
