namespace SmmKpiBot.Sandbox.Clock;

/// <summary>
/// A clock that runs with real time and can be moved ahead. Timers made on it fire when it is moved past them, so that everything that waits
/// by this clock wakes up.
/// </summary>
internal sealed class MovableTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<MovableTimer> _armed = [];
    private TimeSpan _offset;

    public MovableTimeProvider()
    {
    }

    /// <param name="start">What the clock shows now.</param>
    public MovableTimeProvider(DateTimeOffset start)
    {
        _offset = start - System.GetUtcNow();
    }

    public override long TimestampFrequency => System.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;

    public override long GetTimestamp() => System.GetTimestamp() + (long)(Offset.TotalSeconds * System.TimestampFrequency);

    private TimeSpan Offset
    {
        get
        {
            lock (_gate)
            {
                return _offset;
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new MovableTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock to <paramref name="instant"/>; an instant that is past already changes nothing.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        MovableTimer[] armed;
        lock (_gate)
        {
            var step = instant - (System.GetUtcNow() + _offset);
            if (step <= TimeSpan.Zero)
            {
                return;
            }

            _offset += step;
            armed = [.. _armed];
        }

        foreach (var timer in armed)
        {
            timer.Rearm();
        }
    }

    internal void SetArmed(MovableTimer timer, bool isArmed)
    {
        lock (_gate)
        {
            _ = isArmed ? _armed.Add(timer) : _armed.Remove(timer);
        }
    }
}
