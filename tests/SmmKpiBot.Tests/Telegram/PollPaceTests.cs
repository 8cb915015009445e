using SmmKpiBot.Bot.Telegram.Updates;
using Xunit;

namespace SmmKpiBot.Tests.Telegram;

public sealed class PollPaceTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void AfterAnswer_WithUpdates_GoesOnAtOnce()
    {
        Assert.Equal(TimeSpan.Zero, new PollPace().AfterAnswer(3, AtOnce));
    }

    [Fact]
    public void AfterAnswer_EmptyAfterALongWait_GoesOnAtOnce()
    {
        Assert.Equal(TimeSpan.Zero, new PollPace().AfterAnswer(0, TimeSpan.FromSeconds(50)));
    }

    [Fact]
    public void AfterAnswer_EmptyAtOnceAgainAndAgain_RestsLonger()
    {
        var pace = new PollPace();

        var rests = Enumerable.Range(0, 5).Select(_ => (int)Math.Round((pace.AfterAnswer(0, AtOnce) + AtOnce).TotalSeconds)).ToList();

        Assert.Equal([1, 2, 4, 4, 4], rests);
    }

    [Fact]
    public void AfterError_GrowsToAMinuteAndBeginsAnewAfterAnAnswer()
    {
        var pace = new PollPace();

        var rests = Enumerable.Range(0, 8).Select(_ => pace.AfterError(conflict: false, TimeSpan.Zero).TotalSeconds).ToList();
        pace.AfterAnswer(1, AtOnce);

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], rests);
        Assert.Equal(1, pace.AfterError(conflict: false, TimeSpan.Zero).TotalSeconds);
    }

    [Fact]
    public void AfterError_OfAConflict_RestsAtLeastFiveSeconds()
    {
        Assert.Equal(5, new PollPace().AfterError(conflict: true, TimeSpan.Zero).TotalSeconds);
    }

    [Fact]
    public void AfterError_WithAWaitAskedFor_RestsAtLeastThatLong()
    {
        Assert.Equal(17, new PollPace().AfterError(conflict: false, TimeSpan.FromSeconds(17)).TotalSeconds);
    }
}
