using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Counts only the time inside a client's working windows: Friday 16:30 to Monday 09:30, Mon–Fri 9–17, is 1 h.</summary>
/// <remarks>
/// Windows are wall time. Every stretch of constant UTC offset is measured by itself, so that a repeated hour of a DST night counts twice
/// when it lies in a window, and a missing one not at all.
/// </remarks>
public sealed class WorkingClock(WorkingHours hours, IReadOnlySet<DateOnly> holidays, TimeZoneInfo zone)
{
    /// <summary>How far a due instant is looked for; a client whose hours hold no time at all has none.</summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(400);

    private readonly WorkingHours _hours = hours;
    private readonly IReadOnlySet<DateOnly> _holidays = holidays;
    private readonly ZoneOffsets _offsets = ZoneOffsets.Of(zone);

    /// <summary>The clock of a client; null when it has no hours.</summary>
    public static WorkingClock? Of(Client client) => client.Hours is null ? null : new(client.Hours, client.Holidays, client.TimeZone);

    /// <summary>Working time between two instants; zero when <paramref name="end"/> is not after <paramref name="begin"/>.</summary>
    public TimeSpan Elapsed(DateTimeOffset begin, DateTimeOffset end)
    {
        var elapsed = TimeSpan.Zero;
        foreach (var (from, to) in Open(begin, end))
        {
            elapsed += to - from;
        }

        return elapsed;
    }

    /// <summary>The first instant by which <paramref name="target"/> of working time has passed; null when the hours hold none for over a year.</summary>
    public DateTimeOffset? AddWorking(DateTimeOffset begin, TimeSpan target)
    {
        if (target <= TimeSpan.Zero)
        {
            return begin;
        }

        var left = target;
        foreach (var (from, to) in Open(begin, begin + Horizon + target))
        {
            if (to - from >= left)
            {
                return from + left;
            }

            left -= to - from;
        }

        return null;
    }

    /// <summary>The first instant from <paramref name="at"/> on that lies in the client's hours; null when the hours hold none for over a year.</summary>
    public DateTimeOffset? OpenFrom(DateTimeOffset at) => Open(at, at + Horizon).Select(window => (DateTimeOffset?)window.From).FirstOrDefault();

    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Open(DateTimeOffset begin, DateTimeOffset end)
    {
        foreach (var (from, to, offset) in ConstantOffsets(begin.ToUniversalTime(), end.ToUniversalTime()))
        {
            var localFrom = from.UtcDateTime + offset;
            var localTo = to.UtcDateTime + offset;
            for (var day = DateOnly.FromDateTime(localFrom); day.ToDateTime(TimeOnly.MinValue) < localTo; day = day.AddDays(1))
            {
                foreach (var window in WindowsOn(day))
                {
                    var midnight = day.ToDateTime(TimeOnly.MinValue);
                    var open = Later(localFrom, midnight + window.From);
                    var close = Earlier(localTo, midnight + window.To);
                    if (open < close)
                    {
                        yield return (Instant(open - offset), Instant(close - offset));
                    }
                }
            }
        }
    }

    private IReadOnlyList<WorkingWindow> WindowsOn(DateOnly day) => _holidays.Contains(day) ? [] : _hours.On(day.DayOfWeek);

    /// <summary>Stretches in which the offset does not change. They are short, because most due instants lie in the first ones of a far horizon.</summary>
    private IEnumerable<(DateTimeOffset From, DateTimeOffset To, TimeSpan Offset)> ConstantOffsets(DateTimeOffset begin, DateTimeOffset end)
    {
        var from = begin;
        while (from < end)
        {
            var offset = _offsets.At(from);
            var next = Earlier(from + TimeSpan.FromHours(12), end);
            var to = _offsets.At(next) == offset ? next : ChangeBetween(from, next, offset);
            yield return (from, to, offset);
            from = to;
        }
    }

    /// <summary>The first instant with another offset, to the second (offsets change on whole minutes).</summary>
    private DateTimeOffset ChangeBetween(DateTimeOffset same, DateTimeOffset other, TimeSpan offset)
    {
        var low = same.ToUnixTimeSeconds();
        var high = other.ToUnixTimeSeconds() + 1;
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (_offsets.At(DateTimeOffset.FromUnixTimeSeconds(middle)) == offset)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return Earlier(DateTimeOffset.FromUnixTimeSeconds(high), other);
    }

    private static DateTimeOffset Instant(DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc));

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
