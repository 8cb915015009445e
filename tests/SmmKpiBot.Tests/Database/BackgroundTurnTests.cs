using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Database;
using Xunit;

namespace SmmKpiBot.Tests.Database;

public sealed class BackgroundTurnTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void IsOver_NobodyWaits_GoesOnUntilTheLongestTime()
    {
        var turn = new BackgroundTurn(() => false, _clock);

        _clock.Advance(BackgroundTurn.Longest - TimeSpan.FromMilliseconds(1));
        Assert.False(turn.IsOver);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(turn.IsOver);
    }

    [Fact]
    public void IsOver_SomebodyWaits_EndsAfterTheShortestTime()
    {
        var turn = new BackgroundTurn(() => true, _clock);

        Assert.False(turn.IsOver);
        _clock.Advance(BackgroundTurn.Shortest);
        Assert.True(turn.IsOver);
    }
}
