using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.Clock;

namespace SmmKpiBot.Sandbox.Chat;

/// <param name="To"><c>quarter</c>, <c>hour</c>, <c>day</c>, <c>monday</c>, <c>next</c> or <c>wall</c>.</param>
/// <param name="Wall">A wall time of the agency's zone, for <c>wall</c>.</param>
internal sealed record MoveRequest(string To, string? Wall);

/// <summary>Moves the clock as the visitor asks; a move goes on when the page that asked for it is closed, until it arrives or somebody stops it.</summary>
internal sealed class PageClock(World world, ClockMover clock, TimeZoneInfo zone) : IAsyncDisposable
{
    private static readonly TimeSpan LongestAtOnce = TimeSpan.FromDays(400);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromDays(40);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ending = new();
    private Task _running = Task.CompletedTask;

    /// <summary>The move under way; null when there is none.</summary>
    public ClockMove? Move { get; private set; }

    /// <summary>Why the last move ended early; null when it did not.</summary>
    public string? Problem { get; private set; }

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) => clock.NextDueAsync(cancellationToken);

    /// <summary>Begins a move and waits for its end.</summary>
    /// <param name="request">Where to.</param>
    /// <param name="cancellationToken">The visitor waits no longer; the clock moves on.</param>
    /// <exception cref="PageException">The clock cannot be moved there, or moves already.</exception>
    public Task MoveAsync(MoveRequest request, CancellationToken cancellationToken)
    {
        Task running;
        lock (_gate)
        {
            if (Move is not null)
            {
                throw new PageException("The clock is moving already. Wait until it has arrived, or stop it.");
            }

            var now = world.Clock.GetUtcNow();
            var move = new ClockMove(now, request.To == "next" ? null : Target(request, now));
            (Move, Problem) = (move, null);
            _running = running = RunAsync(move);
        }

        return running.WaitAsync(cancellationToken);
    }

    /// <summary>Stops the move under way, if there is one.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            Move?.Stop();
        }

        clock.Tell();
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task RunAsync(ClockMove move)
    {
        // The visitor's request ends with the page; what it began does not.
        await Task.Yield();
        try
        {
            await (move.Target is { } target ? clock.MoveToAsync(target, move.Stopping, _ending.Token) : MoveToNextMessageAsync(move));
        }
        catch (Exception error) when (!_ending.IsCancellationRequested)
        {
            Problem = error.Message;
            throw;
        }
        finally
        {
            lock (_gate)
            {
                Move = null;
                move.Dispose();
            }

            clock.Tell();
        }
    }

    private DateTimeOffset Target(MoveRequest request, DateTimeOffset now)
    {
        var target = request.To switch
        {
            "quarter" => now.AddMinutes(15),
            "hour" => now.AddHours(1),
            "day" => now.AddDays(1),
            "monday" => Mondays.NextMorning(now, zone),
            "wall" => At(request.Wall),
            _ => throw new PageException("Move the clock to quarter, hour, day, monday, next or wall."),
        };
        return target <= now ? throw new PageException("The clock only goes forward: choose a later time.")
            : target > now + LongestAtOnce ? throw new PageException($"The clock moves at most {LongestAtOnce.TotalDays} days at once.")
            : target;
    }

    /// <summary>Much of what is due is housekeeping: the clock goes on until somebody got a message, or one was changed.</summary>
    private async Task MoveToNextMessageAsync(ClockMove move)
    {
        var heard = 0;
        void Count(WorldChange change) => Interlocked.Increment(ref heard);
        world.Changed += Count;
        try
        {
            while (Volatile.Read(ref heard) == 0 && !move.Stopping.IsCancellationRequested)
            {
                var due = await clock.NextDueAsync(_ending.Token) ?? throw new PageException("Nothing else is scheduled.");
                if (due > move.From + LongestSilence)
                {
                    throw new PageException($"Nothing was said within {LongestSilence.TotalDays} days.");
                }

                await clock.MoveToAsync(due, move.Stopping, _ending.Token);
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
