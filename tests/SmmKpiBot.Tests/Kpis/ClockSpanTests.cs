using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Kpis;

public class ClockSpanTests
{
    private static readonly DateTimeOffset AsOf = FactSetBuilder.At("2026-11-16T09:00Z");
    private static readonly DateTimeOffset KyivMidnight = FactSetBuilder.At("2026-11-16T22:00Z");

    [Fact]
    public void Of_NothingYoung_HoldsUntilTheClientsMidnight()
    {
        var span = ClockSpan.Of(Facts().Build());

        Assert.Equal(new ClockSpan(AsOf, KyivMidnight), span);
    }

    [Theory]
    [InlineData("2026-11-09T12:30Z", "2026-11-16T12:30Z")]
    [InlineData("2026-11-09T09:00Z", "2026-11-16T22:00Z")]
    [InlineData("2026-11-01T12:30Z", "2026-11-16T22:00Z")]
    public void Of_APost_HoldsUntilItIsSevenDaysOld(string publishedAt, string until)
    {
        var facts = Facts().Post("facebook/page", "p", publishedAt, post => post with { Reach = 10 });

        Assert.Equal(FactSetBuilder.At(until), ClockSpan.Of(facts.Build()).Until);
    }

    [Fact]
    public void Of_APostOnTheTurn_IsProvisionalBeforeAndNotAfter()
    {
        var facts = Facts().Covers("facebook/page", "posts", "11-02", "11-15").Post("facebook/page", "p", "2026-11-09T12:30Z", post => post with { Reach = 10, Reactions = 1 });
        var until = ClockSpan.Of(facts.Build()).Until;

        facts.AsOf = until.AddTicks(-1);
        Assert.True(facts["engagement.by_reach"].Provisional);
        facts.AsOf = until;
        Assert.False(facts["engagement.by_reach"].Provisional);
    }

    [Fact]
    public void Of_AnUnansweredMessage_HoldsUntilItIsADayOld()
    {
        var facts = Facts().In("facebook/page", "c", "2026-11-15T18:00Z");

        Assert.Equal(FactSetBuilder.At("2026-11-16T18:00Z"), ClockSpan.Of(facts.Build()).Until);
    }

    [Fact]
    public void Of_AnObservationOfAnEarlierPost_HoldsUntilItWasKnownOnePeriodAgo()
    {
        var facts = Facts().Post("facebook/page", "p", "2026-10-20T08:00Z", post => post with { Reach = 10 }, ("2026-11-02T15:00Z", post => post with { Reach = 5 }));

        Assert.Equal(FactSetBuilder.At("2026-11-16T15:00Z"), ClockSpan.Of(facts.Build()).Until);
    }

    [Fact]
    public void Contains_ItsBeginAndEnd_IsHalfOpen()
    {
        var span = new ClockSpan(AsOf, KyivMidnight);

        Assert.True(span.Contains(AsOf));
        Assert.False(span.Contains(KyivMidnight));
        Assert.False(span.Contains(AsOf.AddTicks(-1)));
        Assert.False(default(ClockSpan).Contains(AsOf));
    }

    [Fact]
    public void And_TwoSpans_HoldsWhereBothDo()
    {
        var one = new ClockSpan(AsOf, KyivMidnight);
        var other = new ClockSpan(AsOf.AddHours(-1), KyivMidnight.AddHours(-1));

        Assert.Equal(new ClockSpan(AsOf, KyivMidnight.AddHours(-1)), one.And(other));
    }

    private static FactSetBuilder Facts() => new() { AsOf = AsOf };
}
