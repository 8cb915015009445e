using System.Threading.Channels;

namespace SmmKpiBot.Data.Database;

/// <summary>
/// Works that wait for the single writer. Ordinary ones are taken in the order they came; those of the background when no ordinary one waits, or
/// when the oldest of them has waited for <see cref="LongestWait"/>, so that they come on however busy the bot is.
/// </summary>
internal sealed class WriteLanes(TimeProvider clock)
{
    public static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _clock = clock;
    private readonly Channel<QueuedWrite> _ordinary = Channel.CreateUnbounded<QueuedWrite>();
    private readonly Channel<QueuedWrite> _background = Channel.CreateUnbounded<QueuedWrite>();
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>An ordinary work waits.</summary>
    public bool IsAwaited => _ordinary.Reader.TryPeek(out _);

    /// <summary>False after <see cref="Complete"/>.</summary>
    public bool TryAdd(QueuedWrite write)
    {
        write.QueuedAt = _clock.GetTimestamp();
        if (!(write.IsBackground ? _background : _ordinary).Writer.TryWrite(write))
            return false;
        _bell.Writer.TryWrite(true);
        return true;
    }

    /// <summary>Nothing is added any more; what waits may still be taken.</summary>
    public void Complete()
    {
        _ordinary.Writer.TryComplete();
        _background.Writer.TryComplete();
        _bell.Writer.TryComplete();
    }

    /// <summary>Waits until something may be there to take. False when nothing will come any more: then take what is left.</summary>
    public async ValueTask<bool> WaitAsync() => await _bell.Reader.WaitToReadAsync() && _bell.Reader.TryRead(out _);

    /// <summary>The next work, which is thereby started; false when none waits.</summary>
    public bool TryTake(out QueuedWrite write) => (IsBackgroundDue() && TryStart(_background, out write)) || TryTakeOrdinary(out write) || TryStart(_background, out write);

    /// <summary>The next ordinary work, unless it is the background's turn.</summary>
    public bool TryTakeToShare(out QueuedWrite write)
    {
        write = null!;
        return !IsBackgroundDue() && TryTakeOrdinary(out write);
    }

    private static bool TryStart(Channel<QueuedWrite> lane, out QueuedWrite write)
    {
        while (lane.Reader.TryRead(out write!))
        {
            if (write.TryStart())
                return true;
        }

        return false;
    }

    private bool TryTakeOrdinary(out QueuedWrite write) => TryStart(_ordinary, out write);

    private bool IsBackgroundDue() => _background.Reader.TryPeek(out var oldest) && _clock.GetElapsedTime(oldest.QueuedAt) >= LongestWait;
}
