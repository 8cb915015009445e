using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>Which days a stream reads and when: pure functions of its plan, of what was read before and of the time.</summary>
internal static class CollectTimes
{
    /// <summary>An instant that does not come.</summary>
    public static readonly DateTimeOffset Never = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan AboutADay = TimeSpan.FromHours(23);

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>Runs for a day that has closed begin within this time, or sooner where the rhythm is faster.</summary>
    private static readonly TimeSpan LongestSpread = TimeSpan.FromHours(1);

    /// <summary>After an outage so many days are caught up with, or as many as the network has history of: its history was read before and is not read again.</summary>
    private const int ShortestMemory = 90;

    /// <summary>The account's fixed place in every rhythm, from 0 to 1: neighbours are far apart, so that no two accounts of a client call together.</summary>
    public static double Jitter(long accountId) => ((ulong)accountId * 0x9E3779B97F4A7C15UL >> 11) / (double)(1UL << 53);

    /// <summary>The last day there is anything to read of.</summary>
    public static DateOnly LastDay(StreamPlan plan, TimeZoneInfo zone, DateTimeOffset now)
    {
        var today = LocalDay.Of(now, zone);
        if (plan.AfterDayCloses is not { } after)
            return today;
        var day = today.AddDays(-1);
        while (now < LocalDay.Start(day.AddDays(1), zone) + after)
            day = day.AddDays(-1);
        return day;
    }

    /// <summary>The days to read now: those that the network may have corrected, those that were missed, and once a week more. A broken reading goes on first.</summary>
    public static DaysReading Days(StreamPlan plan, StreamState state, AccountConnection connection, DateTimeOffset now)
    {
        if (state.Broken is { Cursor: not null } broken)
            return broken;
        var last = LastDay(plan, connection.DayZone, now);
        var sweptAt = state.SweptAt is { } swept && swept <= now ? swept : connection.ConnectedAt;
        var isSweep = plan.SweepDays > plan.LookbackDays && sweptAt + Week <= now;
        var first = last.AddDays(1 - Math.Max(1, isSweep ? plan.SweepDays : plan.LookbackDays));

        var remembered = last.AddDays(1 - Math.Max(ShortestMemory, plan.HistoryDays));

        // After an outage the look-back counts from the day that was read last: it may have gone on, and those before it were still to be corrected.
        if (state.ReadTo is { } read && (read < first || read.AddDays(1) < last))
            first = Min(first, Max(read.AddDays(1 - plan.LookbackDays), remembered));

        // A stream that was never read begins where its history ends, however late its first reading comes.
        if (state is { ReadTo: null, FillFrom: { } before })
            first = Min(first, Max(before.AddDays(1), remembered));
        return new(first, last, null, isSweep);
    }

    /// <summary>The days that came after a broken reading which has now been finished; null where none did.</summary>
    public static DaysReading? Added(StreamPlan plan, StreamState state, DaysReading finished, AccountConnection connection, DateTimeOffset now) =>
        finished.Cursor is not null && finished.To < LastDay(plan, connection.DayZone, now)
            ? Days(plan, state with { Broken = null, ReadTo = finished.To, SweptAt = finished.IsSweep ? now : state.SweptAt }, connection, now)
            : null;

    /// <summary>The next days of history, backwards from the newest; null when all of it is filled in.</summary>
    public static DaysReading? HistoryDays(StreamPlan plan, StreamState state)
    {
        if (state.Broken is { Cursor: not null } broken)
            return broken;
        if (state.IsFilled || state.FillFrom is not { } newest || state.FillBackTo is not { } oldest)
            return null;
        var last = state.ReadTo is { } read ? read.AddDays(-1) : newest;
        return new(Max(oldest, last.AddDays(1 - Math.Max(1, plan.HistoryWindowDays))), last, null, IsSweep: false);
    }

    /// <summary>From the day before those that are read anyway, as far back as the network has history; null where it has none.</summary>
    public static (DateOnly From, DateOnly BackTo)? History(StreamPlan plan, TimeZoneInfo zone, DateTimeOffset now)
    {
        var from = BeforeFirst(plan, zone, now);
        var backTo = LastDay(plan, zone, now).AddDays(-plan.HistoryDays);
        return plan.HistoryDays > 0 && backTo <= from ? (from, backTo) : null;
    }

    /// <summary>The day before the first one that a stream reads which is connected now.</summary>
    public static DateOnly BeforeFirst(StreamPlan plan, TimeZoneInfo zone, DateTimeOffset now) => LastDay(plan, zone, now).AddDays(-Math.Max(1, plan.LookbackDays));

    /// <summary>The next regular run after <paramref name="now"/>.</summary>
    public static DateTimeOffset Next(StreamPlan plan, TimeZoneInfo zone, long accountId, DateTimeOffset now)
    {
        var jitter = Jitter(accountId);
        if (plan.AfterDayCloses is not { } after)
            return After(DateTimeOffset.UnixEpoch + (plan.Every * jitter), plan.Every, now);
        var spread = plan.Every < LongestSpread ? plan.Every : LongestSpread;
        var days = Math.Max(1, (int)Math.Round(plan.Every.TotalDays));
        var before = (int)Math.Ceiling(after.TotalDays) + 1;
        var today = LocalDay.Of(now, zone);
        var closings = Enumerable.Range(-before, before + days + 3).Select(ahead => LocalDay.Start(today.AddDays(ahead), zone) + after + (spread * jitter)).ToList();
        var next = closings.Where(at => at > now).ElementAt(days - 1);

        // A day has 23 to 25 hours, so a rhythm of a day is counted in days.
        return plan.Every < AboutADay && After(closings.Last(at => at <= now), plan.Every, now) is var within && within < next ? within : next;
    }

    /// <summary>The first instant of the rhythm after now, which is not before its begin.</summary>
    private static DateTimeOffset After(DateTimeOffset from, TimeSpan every, DateTimeOffset now) => from + TimeSpan.FromTicks(every.Ticks * (((now - from).Ticks / every.Ticks) + 1));

    private static DateOnly Min(DateOnly one, DateOnly other) => one < other ? one : other;

    private static DateOnly Max(DateOnly one, DateOnly other) => one > other ? one : other;
}
