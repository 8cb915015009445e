using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.Clock;

namespace SmmKpiBot.Sandbox.Chat;

/// <param name="To"><c>quarter</c>, <c>hour</c>, <c>day</c>, <c>monday</c>, <c>next</c> or <c>wall</c>.</param>
/// <param name="Wall">A wall time of the agency's zone, for <c>wall</c>.</param>
internal sealed record MoveRequest(string To, string? Wall);

/// <summary>Moves the clock as the visitor asks.</summary>
internal sealed class PageClock(World world, ClockMover clock, TimeZoneInfo zone)
{
    public async Task MoveAsync(MoveRequest request, CancellationToken cancellationToken)
    {
        var now = world.Clock.GetUtcNow();
        if (request.To == "next")
        {
            await MoveToNextMessageAsync(now, cancellationToken);
            return;
        }

        var target = request.To switch
        {
            "quarter" => now.AddMinutes(15),
            "hour" => now.AddHours(1),
            "day" => now.AddDays(1),
            "monday" => Mondays.NextMorning(now, zone),
            "wall" => At(request.Wall),
            _ => throw new PageException("Move the clock to quarter, hour, day, monday, next or wall."),
        };
        if (target <= now)
        {
            throw new PageException("The clock only goes forward: choose a later time.");
        }

        if (target > now.AddDays(400))
        {
            throw new PageException("The clock moves at most 400 days at once.");
        }

        await clock.MoveToAsync(target, cancellationToken);
    }

    /// <summary>Much of what is due is housekeeping: the clock goes on until somebody got a message, or one was changed.</summary>
    private async Task MoveToNextMessageAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var heard = 0;
        void Count(WorldChange change) => Interlocked.Increment(ref heard);
        world.Changed += Count;
        try
        {
            while (Volatile.Read(ref heard) == 0)
            {
                var due = await clock.NextDueAsync(cancellationToken) ?? throw new PageException("Nothing else is scheduled.");
                if (due > now.AddDays(40))
                {
                    throw new PageException("Nothing was said within 40 days.");
                }

                await clock.MoveToAsync(due, cancellationToken);
            }
        }
        finally
        {
            world.Changed -= Count;
        }
    }

    private DateTimeOffset At(string? wall) => WallTime.Parse(wall) is { } time
        ? LocalDay.ToInstant(time, zone)
        : throw new PageException($"Write a date and a time between {WallTime.FirstYear} and {WallTime.LastYear}.");
}
