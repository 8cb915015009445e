using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Database;
using Xunit;

namespace SmmKpiBot.Tests.Database;

public sealed class WriteLanesTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly WriteLanes _lanes;

    public WriteLanesTests()
    {
        _lanes = new WriteLanes(_clock);
    }

    [Fact]
    public void TryTake_OrdinaryWaits_ComesBeforeTheBackground()
    {
        var (background, ordinary) = (Add(isBackground: true), Add(isBackground: false));

        Assert.True(_lanes.IsAwaited);
        Assert.Equal([ordinary, background], TakeAll());
        Assert.False(_lanes.IsAwaited);
    }

    [Fact]
    public void TryTake_BackgroundWaitedLong_GetsOneTurnEachTime()
    {
        var (first, second) = (Add(isBackground: true), Add(isBackground: true));
        _clock.Advance(WriteLanes.LongestWait);
        var third = Add(isBackground: true);
        var ordinary = Add(isBackground: false);

        Assert.False(_lanes.TryTakeToShare(out _));
        Assert.Equal([first, second, ordinary, third], TakeAll());
    }

    [Fact]
    public void TryTakeToShare_OnlyTheBackgroundWaits_TakesNothing()
    {
        Add(isBackground: true);

        Assert.False(_lanes.TryTakeToShare(out _));
    }

    [Fact]
    public void TryTake_GivenUpMeanwhile_IsPassedOver()
    {
        Add(isBackground: false).CancelIfWaiting();
        var second = Add(isBackground: false);

        Assert.Equal([second], TakeAll());
    }

    [Fact]
    public async Task WaitAsync_AfterComplete_LeavesWhatWaitsToBeTaken()
    {
        var last = Add(isBackground: true);
        _lanes.Complete();

        Assert.True(await _lanes.WaitAsync());
        Assert.False(await _lanes.WaitAsync());
        Assert.Equal([last], TakeAll());
        Assert.False(_lanes.TryAdd(NewWork(isBackground: false)));
    }

    private static QueuedWrite<int> NewWork(bool isBackground) => new((_, _) => Task.FromResult(0), CancellationToken.None) { IsBackground = isBackground };

    private QueuedWrite<int> Add(bool isBackground)
    {
        var write = NewWork(isBackground);
        Assert.True(_lanes.TryAdd(write));
        return write;
    }

    private List<QueuedWrite> TakeAll()
    {
        var taken = new List<QueuedWrite>();
        while (_lanes.TryTake(out var write))
            taken.Add(write);
        return taken;
    }
}
