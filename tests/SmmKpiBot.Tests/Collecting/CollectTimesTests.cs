using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;
using Xunit;

namespace SmmKpiBot.Tests.Collecting;

public sealed class CollectTimesTests
{
    private static readonly TimeZoneInfo Kyiv = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv");
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 11, 23);

    private static readonly StreamPlan Posts = new() { Name = "posts", Every = TimeSpan.FromHours(4), LookbackDays = 3 };

    private static readonly StreamPlan Insights = new() { Name = "insights", Every = TimeSpan.FromDays(1), AfterDayCloses = TimeSpan.FromHours(3), LookbackDays = 7, SweepDays = 90, HistoryDays = 60, HistoryWindowDays = 28 };

    private static readonly AccountConnection Connection = new()
    {
        Account = new Account { Id = 7, ClientId = 1, Network = "toy", Name = "main" },
        PlaceId = "1",
        PlaceName = "One",
        DayZone = Kyiv,
        ConnectedAt = Noon.AddDays(-3),
        CheckedAt = Noon,
    };

    [Theory]
    [InlineData("2026-11-23T00:59:00Z", "2026-11-21")]
    [InlineData("2026-11-23T01:00:00Z", "2026-11-22")]
    [InlineData("2026-11-23T21:59:00Z", "2026-11-22")]
    [InlineData("2026-11-24T00:59:00Z", "2026-11-22")]
    [InlineData("2026-11-24T01:00:00Z", "2026-11-23")]
    public void LastDay_AfterTheDayOfItsZoneHasClosed_IsThatDay(string now, string day) =>
        Assert.Equal(DateOnly.Parse(day, null), CollectTimes.LastDay(Insights, Kyiv, DateTimeOffset.Parse(now, null)));

    [Fact]
    public void LastDay_OfAStreamThatTellsOfToday_IsTodayOfItsZone()
    {
        Assert.Equal(Today, CollectTimes.LastDay(Posts, Kyiv, new(2026, 11, 22, 22, 0, 0, TimeSpan.Zero)));
        Assert.Equal(Today.AddDays(-1), CollectTimes.LastDay(Posts, Kyiv, new(2026, 11, 22, 21, 59, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Days_InTheUsualRhythm_AreTheLookBack() =>
        Assert.Equal(new DaysReading(Today.AddDays(-2), Today, null, false), CollectTimes.Days(Posts, State() with { ReadTo = Today.AddDays(-1) }, Connection, Noon));

    [Fact]
    public void Days_AfterAnOutage_BeginWithThoseThatWereNotOverOrSettledBeforeIt()
    {
        Assert.Equal(Today.AddDays(-4), CollectTimes.Days(Posts, State() with { ReadTo = Today.AddDays(-2) }, Connection, Noon).From);
        Assert.Equal(Today.AddDays(-1), CollectTimes.Days(Posts with { LookbackDays = 1 }, State() with { ReadTo = Today.AddDays(-1) }, Connection, Noon).From);
        Assert.Equal(Today.AddDays(-5), CollectTimes.Days(Posts, State() with { ReadTo = Today.AddDays(-3) }, Connection, Noon).From);
        Assert.Equal(Today.AddDays(-22), CollectTimes.Days(Posts, State() with { ReadTo = Today.AddDays(-20) }, Connection, Noon).From);
        Assert.Equal(Today.AddDays(-19), CollectTimes.Days(Posts with { LookbackDays = 0 }, State() with { ReadTo = Today.AddDays(-20) }, Connection, Noon).From);
        Assert.Equal(Today.AddDays(-89), CollectTimes.Days(Posts, State() with { ReadTo = Today.AddDays(-400) }, Connection, Noon).From);
        Assert.Equal(Today.AddDays(-122), CollectTimes.Days(Posts with { HistoryDays = 365 }, State() with { ReadTo = Today.AddDays(-120) }, Connection, Noon).From);
        Assert.Equal(Today.AddDays(-364), CollectTimes.Days(Posts with { HistoryDays = 365 }, State() with { ReadTo = Today.AddDays(-400) }, Connection, Noon).From);
    }

    [Fact]
    public void Days_OfAStreamThatWasNeverRead_BeginWhereItsHistoryEndsHoweverLateItIs()
    {
        var never = State("insights") with { FillFrom = CollectTimes.History(Insights, Kyiv, Noon)!.Value.From };

        Assert.Equal(new DaysReading(Today.AddDays(-7), Today.AddDays(-1), null, false), CollectTimes.Days(Insights, never, Connection, Noon));
        Assert.Equal(new DaysReading(Today.AddDays(-7), Today.AddDays(3), null, false), CollectTimes.Days(Insights, never, Connection, Noon.AddDays(4) - TimeSpan.FromHours(2)));
        Assert.Equal(new DaysReading(Today.AddDays(110), Today.AddDays(199), null, false), CollectTimes.Days(Insights with { SweepDays = 0 }, never, Connection, Noon.AddDays(200)));
    }

    [Fact]
    public void Days_AWeekAfterTheLastSweep_GoFartherBack()
    {
        var swept = State("insights") with { SweptAt = Noon.AddDays(-6), ReadTo = Today.AddDays(-2) };

        Assert.Equal(new DaysReading(Today.AddDays(-7), Today.AddDays(-1), null, false), CollectTimes.Days(Insights, swept, Connection, Noon));
        Assert.Equal(new DaysReading(Today.AddDays(-89), Today, null, true), CollectTimes.Days(Insights, swept, Connection, Noon.AddDays(1)));
        Assert.False(CollectTimes.Days(Insights, State("insights"), Connection, Noon).IsSweep);
    }

    [Fact]
    public void Days_OfABrokenReading_GoOnWithItsCursor()
    {
        var broken = new DaysReading(Today.AddDays(-9), Today.AddDays(-4), "page 3", true);

        Assert.Equal(broken, CollectTimes.Days(Posts, State() with { Broken = broken }, Connection, Noon));
        Assert.Equal(Today, CollectTimes.Days(Posts, State() with { Broken = broken with { Cursor = null } }, Connection, Noon).To);
    }

    [Fact]
    public void HistoryDays_GoBackWindowByWindowToTheFirst()
    {
        var state = State("insights") with { IsHistory = true, FillFrom = Today.AddDays(-8), FillBackTo = Today.AddDays(-61) };
        var windows = new List<DaysReading>();
        while (CollectTimes.HistoryDays(Insights, state) is { } days)
        {
            windows.Add(days);
            state = state with { ReadTo = days.From };
        }

        Assert.Equal([(Today.AddDays(-35), Today.AddDays(-8)), (Today.AddDays(-61), Today.AddDays(-36))], windows.Select(days => (days.From, days.To)));
        Assert.True(state.IsFilled);
        Assert.Equal(1, state.Filled);
    }

    [Fact]
    public void History_BeginsBeforeWhatIsReadAnyway()
    {
        Assert.Equal((Today.AddDays(-8), Today.AddDays(-61)), CollectTimes.History(Insights, Kyiv, Noon));
        Assert.Null(CollectTimes.History(Posts, Kyiv, Noon));
    }

    [Fact]
    public void Next_WithinARhythm_KeepsTheAccountsOwnPlaceInIt()
    {
        var first = CollectTimes.Next(Posts, Kyiv, 7, Noon);
        var second = CollectTimes.Next(Posts, Kyiv, 7, first);

        Assert.InRange(first, Noon.AddTicks(1), Noon + Posts.Every);
        Assert.Equal(Posts.Every, second - first);
        Assert.Equal(first, CollectTimes.Next(Posts, Kyiv, 7, first.AddTicks(-1)));
        Assert.NotEqual(first, CollectTimes.Next(Posts, Kyiv, 8, Noon));
    }

    [Theory]
    [InlineData("2026-03-28")]
    [InlineData("2026-10-24")]
    public void Next_OverAChangeOfTheClock_ComesOnceForEachDay(string changes)
    {
        var day = DateOnly.Parse(changes, null);
        var at = LocalDay.Start(day, Kyiv).AddHours(12);
        for (var ahead = 1; ahead <= 4; ahead++)
        {
            at = CollectTimes.Next(Insights, Kyiv, 7, at);
            var closed = LocalDay.Start(day.AddDays(ahead), Kyiv) + TimeSpan.FromHours(3);
            Assert.InRange(at, closed, closed + TimeSpan.FromHours(1));
        }
    }

    [Fact]
    public void Next_OfARhythmOfHoursOrOfAWeek_CountsFromTheEndOfTheDay()
    {
        var closed = LocalDay.Start(Today, Kyiv) + TimeSpan.FromHours(3);
        var often = CollectTimes.Next(Insights with { Every = TimeSpan.FromHours(6) }, Kyiv, 7, closed.AddHours(2));
        var weekly = CollectTimes.Next(Insights with { Every = TimeSpan.FromDays(7) }, Kyiv, 7, closed.AddHours(2));

        Assert.InRange(often, closed.AddHours(6), closed.AddHours(7));
        Assert.InRange(weekly, closed.AddDays(7), closed.AddDays(7).AddHours(1));
    }

    [Fact]
    public void Jitter_OfManyAccounts_IsSpreadEvenly()
    {
        var tenths = Enumerable.Range(1, 1200).CountBy(id => (int)(CollectTimes.Jitter(id) * 10)).ToDictionary();

        Assert.Equal(10, tenths.Count);
        Assert.All(tenths.Values, count => Assert.InRange(count, 110, 130));
    }

    private static StreamState State(string stream = "posts") => new() { AccountId = 7, Stream = stream, NextAt = Noon };
}
