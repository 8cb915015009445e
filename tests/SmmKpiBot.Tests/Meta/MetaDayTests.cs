using System.Globalization;
using SmmKpiBot.Sources.Http.Graph;
using Xunit;

namespace SmmKpiBot.Tests.Meta;

public sealed class MetaDayTests
{
    [Theory]
    [InlineData("2026-10-06T07:00:00+0000", "2026-10-05")]
    [InlineData("2026-11-01T07:00:00+0000", "2026-10-31")]
    [InlineData("2026-11-02T08:00:00+0000", "2026-11-01")]
    [InlineData("2027-03-14T08:00:00+0000", "2027-03-13")]
    [InlineData("2027-03-15T07:00:00+0000", "2027-03-14")]
    [InlineData("2026-10-05T21:00:00+0000", "2026-10-05")]
    [InlineData("2026-10-06T00:00:00+0000", "2026-10-05")]
    public void EndingAt_MidnightOfCaliforniaOrOfTheAccount_IsTheDayBefore(string end, string day) =>
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), MetaDay.EndingAt(DateTimeOffset.Parse(end, CultureInfo.InvariantCulture)));

    [Fact]
    public void EndOf_EveryDayOfAYear_IsTheDayAgain()
    {
        for (var day = new DateOnly(2026, 6, 1); day < new DateOnly(2027, 6, 1); day = day.AddDays(1))
            Assert.Equal(day, MetaDay.EndingAt(MetaDay.EndOf(day)));
    }

    [Fact]
    public void Window_OfEveryDay_HoldsTheEndOfThatDayAlone()
    {
        for (var day = new DateOnly(2026, 6, 1); day < new DateOnly(2027, 6, 1); day = day.AddDays(1))
        {
            var (since, until) = MetaDay.Window(day, day);
            Assert.InRange(MetaDay.EndOf(day), since, until.AddTicks(-1));
            Assert.True(MetaDay.EndOf(day.AddDays(-1)) < since && MetaDay.EndOf(day.AddDays(1)) >= until);
        }
    }

    [Fact]
    public void Window_OfThirtyDays_IsNoLongerThanInstagramTakes()
    {
        var (since, until) = MetaDay.Window(new(2026, 10, 10), new(2026, 11, 8));

        Assert.Equal(TimeSpan.FromSeconds(2_592_000), until - since);
    }

    [Theory]
    [InlineData("2026-11-05T07:59:59Z", "2026-11-03")]
    [InlineData("2026-11-05T08:00:00Z", "2026-11-04")]
    [InlineData("2026-07-05T06:59:59Z", "2026-07-03")]
    [InlineData("2026-07-05T07:00:00Z", "2026-07-04")]
    public void LastClosed_AroundMidnightOfCalifornia_Follows(string now, string day) =>
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), MetaDay.LastClosed(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2026-11-15", 30, new[] { 7, 14, 28 })]
    [InlineData("2026-11-16", 30, new int[0])]
    [InlineData("2026-11-30", 30, new[] { 30 })]
    [InlineData("2026-10-31", 30, new int[0])]
    [InlineData("2026-10-31", 31, new[] { 31 })]
    [InlineData("2027-02-28", 30, new[] { 7, 14, 28 })]
    public void Windows_ByTheDayAlone_AreThoseOfDigests(string day, int longest, int[] windows) => Assert.Equal(windows, MetaWindows.Ending(DateOnly.Parse(day, CultureInfo.InvariantCulture), longest));
}
