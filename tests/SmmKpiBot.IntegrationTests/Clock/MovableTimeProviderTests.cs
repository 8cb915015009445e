using SmmKpiBot.Sandbox.Clock;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Clock;

public sealed class MovableTimeProviderTests
{
    private static readonly DateTimeOffset Sunday = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void GetUtcNow_AfterStart_RunsWithRealTime()
    {
        var clock = new MovableTimeProvider(Sunday);

        Assert.InRange(clock.GetUtcNow(), Sunday, Sunday.AddMinutes(5));
    }

    [Fact]
    public async Task Delay_WhenMovedPast_EndsAtOnce()
    {
        var clock = new MovableTimeProvider(Sunday);
        var delay = Task.Delay(TimeSpan.FromHours(23), clock, Stop);

        clock.MoveTo(Sunday.AddHours(24));

        await delay.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Stop);
    }

    [Fact]
    public async Task Delay_WhenMovedNotFarEnough_GoesOnWaiting()
    {
        var clock = new MovableTimeProvider(Sunday);
        using var given = new CancellationTokenSource();
        var delay = Task.Delay(TimeSpan.FromHours(23), clock, given.Token);
        var marker = Task.Delay(TimeSpan.FromHours(22), clock, Stop);

        clock.MoveTo(Sunday.AddHours(22).AddMinutes(1));
        await marker.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Stop);

        Assert.False(delay.IsCompleted);
        await given.CancelAsync();
    }

    [Fact]
    public async Task PeriodicTimer_OverADayInOneMove_TicksOnceAndGoesOn()
    {
        var clock = new MovableTimeProvider(Sunday);
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);

        clock.MoveTo(Sunday.AddDays(1));
        Assert.True(await timer.WaitForNextTickAsync(Stop));
        var next = timer.WaitForNextTickAsync(Stop);
        Assert.False(next.IsCompleted);
        clock.MoveTo(clock.GetUtcNow().AddHours(1).AddSeconds(1));

        Assert.True(await next);
    }

    [Fact]
    public void Timestamps_AfterAMove_MeasureTheMove()
    {
        var clock = new MovableTimeProvider(Sunday);
        var begin = clock.GetTimestamp();

        clock.MoveTo(Sunday.AddHours(2));

        Assert.InRange(clock.GetElapsedTime(begin), TimeSpan.FromMinutes(119), TimeSpan.FromMinutes(121));
    }

    [Fact]
    public void MoveTo_ThePast_ChangesNothing()
    {
        var clock = new MovableTimeProvider(Sunday);

        clock.MoveTo(Sunday.AddDays(-1));

        Assert.True(clock.GetUtcNow() >= Sunday);
    }
}
