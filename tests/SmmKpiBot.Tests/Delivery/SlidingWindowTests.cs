using CsCheck;
using SmmKpiBot.Bot.Delivery;
using Xunit;

namespace SmmKpiBot.Tests.Delivery;

public sealed class SlidingWindowTests
{
    private const long Second = 1_000_000;

    /// <summary>A sender that always waits as told never passes the limit in any span, and wastes no time: whenever it waited, the window was full.</summary>
    [Fact]
    public void NextAt_ObeyedByAnySender_KeepsTheLimitInEverySpan() =>
        Gen.Select(Gen.Int[1, 30], Gen.Long[0, 2 * Second].Array[1, 200]).Sample((limit, pauses) =>
        {
            var stored = "";
            var sends = new List<long>();
            var now = 1_700_000_000 * Second;
            foreach (var pause in pauses)
            {
                now += pause / limit;
                var window = SlidingWindow.Read(stored, [new RateLimit(limit, TimeSpan.FromSeconds(1))], now);
                var next = window.NextAt(now);
                Assert.True(next == now || sends.Count(send => send > next - Second - 1) >= limit);
                now = next;
                window = SlidingWindow.Read(stored, [new RateLimit(limit, TimeSpan.FromSeconds(1))], now);
                window.Add(now);
                sends.Add(now);
                stored = window.Stored();
            }

            Assert.All(sends, send => Assert.True(sends.Count(other => other >= send && other < send + Second) <= limit));
        });

    [Fact]
    public void Read_AfterTheClockWasSetBack_DoesNotWaitForTheOldFuture()
    {
        var now = 1_700_000_000 * Second;
        var window = SlidingWindow.Read($"{now}", [new RateLimit(1, TimeSpan.FromSeconds(1))], now - (7200 * Second));

        Assert.Equal(now - (7199 * Second), window.NextAt(now - (7200 * Second)));
    }

    [Fact]
    public void NextAt_TwoLimits_KeepsBoth()
    {
        var window = SlidingWindow.Read("", [new RateLimit(1, TimeSpan.FromSeconds(1)), new RateLimit(3, TimeSpan.FromMinutes(1))], 0);
        var sends = new List<long>();
        for (long now = 0; sends.Count < 7; window.Add(now))
        {
            now = window.NextAt(now);
            sends.Add(now / Second);
        }

        Assert.Equal([0, 1, 2, 60, 61, 62, 120], sends);
    }

    [Fact]
    public void NextAt_WithoutLimit_IsNow() => Assert.Equal(5, SlidingWindow.Read("1,2,3", [new RateLimit(0, TimeSpan.FromSeconds(1))], 5).NextAt(5));
}
