namespace SmmKpiBot.Sandbox.Clock;

/// <summary>A timer due at an instant of a <see cref="MovableTimeProvider"/>; a real timer waits for what is left of it.</summary>
internal sealed class MovableTimer : ITimer
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    private readonly Lock _gate = new();
    private readonly MovableTimeProvider _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ITimer _real;
    private DateTimeOffset? _dueAt;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private bool _disposed;

    public MovableTimer(MovableTimeProvider clock, TimerCallback callback, object? state)
    {
        _clock = clock;
        _callback = callback;
        _state = state;
        _real = TimeProvider.System.CreateTimer(_ => Elapsed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return false;
            }

            _period = period;
            _dueAt = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime;
            _clock.SetArmed(this, _dueAt is not null);
        }

        Rearm();
        return true;
    }

    /// <summary>Waits for what is left by the clock as it is now.</summary>
    public void Rearm()
    {
        lock (_gate)
        {
            if (_disposed || _dueAt is null)
            {
                return;
            }

            var left = _dueAt.Value - _clock.GetUtcNow();
            left = left < TimeSpan.Zero ? TimeSpan.Zero : left;
            _real.Change(left < LongestWait ? left : LongestWait, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _dueAt = null;
        }

        _clock.SetArmed(this, false);
        _real.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Elapsed()
    {
        if (IsDue())
        {
            _callback(_state);
        }
        else
        {
            Rearm();
        }
    }

    /// <summary>True once per due instant; arms the next one of a periodic timer.</summary>
    private bool IsDue()
    {
        lock (_gate)
        {
            if (_disposed || _dueAt is null || _clock.GetUtcNow() < _dueAt)
            {
                return false;
            }

            var repeats = _period != Timeout.InfiniteTimeSpan && _period > TimeSpan.Zero;
            _dueAt = repeats ? _clock.GetUtcNow() + _period : null;
            if (!repeats)
            {
                _clock.SetArmed(this, false);
            }
        }

        Rearm();
        return true;
    }
}
