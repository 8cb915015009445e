using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.IntegrationTests.Http;

/// <summary>A clock that stands still while anything is done, and passes by exactly what somebody wants to rest.</summary>
internal sealed class ShownClock() : FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero))
{
    private readonly Channel<TimeSpan> _rests = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != Timeout.InfiniteTimeSpan && dueTime != GuardedHandler.ConnectTimeout)
            Rest(dueTime);
        return timer;
    }

    public void Rest(TimeSpan time) => _rests.Writer.TryWrite(time);

    /// <summary>Until the call has ended, however it does; gives how long that took.</summary>
    public async Task<TimeSpan> PassAsync(Task call)
    {
        var began = GetUtcNow();
        while (await Task.WhenAny(call, _rests.Reader.WaitToReadAsync().AsTask()) != call)
        {
            if (_rests.Reader.TryRead(out var rest))
                Advance(rest);
        }

        return GetUtcNow() - began;
    }
}
