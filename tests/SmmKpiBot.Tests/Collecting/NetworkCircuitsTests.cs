using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Collecting;
using Xunit;

namespace SmmKpiBot.Tests.Collecting;

public sealed class NetworkCircuitsTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Allowed_AfterThreeAccountsFailed_IsNoneAndThenOne()
    {
        var circuits = Failed();

        Assert.Equal(0, circuits.Allowed("toy"));
        Assert.Null(circuits.Allowed("other"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, circuits.Allowed("toy"));
        circuits.Succeeded("toy");
        Assert.Null(circuits.Allowed("toy"));
    }

    [Fact]
    public void Allowed_TheClockWasSetBack_RestsNoLongerThanItEverWould()
    {
        var circuits = Failed();

        _clock.AdjustTime(_clock.GetUtcNow().AddDays(-1));

        Assert.Equal(1, circuits.Allowed("toy"));
        circuits.Failed("toy", 1);
        Assert.Equal(0, circuits.Allowed("toy"));
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(1, circuits.Allowed("toy"));
    }

    private NetworkCircuits Failed()
    {
        var circuits = new NetworkCircuits(_clock);
        for (var account = 1; account <= 3; account++)
            circuits.Failed("toy", account);
        return circuits;
    }
}
