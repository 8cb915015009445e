using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Schedule;

public sealed class DigestCalendarTests
{
    private static readonly TimeZoneInfo Kyiv = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv");

    public static TheoryData<string, string, int> EveryScheduleOfADecade
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (var zone in (string[])["Europe/Kyiv", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])
            {
                foreach (var frequency in Enum.GetNames<DigestFrequency>().Where(name => name != nameof(DigestFrequency.Off)))
                {
                    data.Add(zone, frequency, 2020);
                }
            }

            return data;
        }
    }

    [Fact]
    public void Due_WeeklyOnMonday_CoversTheWeekBefore()
    {
        var due = Next(DigestSchedule.WeeklyDefault, "2026-11-18T10:00Z");

        Assert.Equal(At("2026-11-23T07:00Z"), due.DueAt);
        Assert.Equal(Days("2026-11-16", "2026-11-22"), due.Period);
    }

    [Fact]
    public void Due_WeeklyInMidweek_CoversTheLastCompleteWeek()
    {
        var due = Next(new(DigestFrequency.Weekly, DayOfWeek.Wednesday, new(18, 30)), "2026-11-23T00:00Z");

        Assert.Equal(At("2026-11-25T16:30Z"), due.DueAt);
        Assert.Equal(Days("2026-11-16", "2026-11-22"), due.Period);
    }

    [Fact]
    public void Due_TwoWeekly_ComesEverySecondWeekAndLeavesNoDayOut()
    {
        var due = DigestCalendar.Due(new(DigestFrequency.TwoWeekly, DayOfWeek.Monday, new(9, 0)), Kyiv, At("2026-01-01T00:00Z"), At("2027-03-01T00:00Z")).ToList();

        Assert.InRange(due.Count, 29, 31);
        Assert.All(due.Zip(due.Skip(1)), pair => Assert.Equal(pair.First.Period.To.AddDays(1), pair.Second.Period.From));
    }

    [Fact]
    public void Due_Monthly_ComesOnTheFirstSuchWeekdayOfTheNextMonth()
    {
        var due = Next(new(DigestFrequency.Monthly, DayOfWeek.Friday, new(9, 0)), "2026-11-23T00:00Z");

        Assert.Equal(new DateOnly(2026, 12, 4), due.Day);
        Assert.Equal(Days("2026-11-01", "2026-11-30"), due.Period);
    }

    [Fact]
    public void Due_Quarterly_ComesOnTheFirstSuchWeekdayOfTheNextQuarter()
    {
        var due = Next(new(DigestFrequency.Quarterly, DayOfWeek.Monday, new(9, 0)), "2026-11-23T00:00Z");

        Assert.Equal(new DateOnly(2027, 1, 4), due.Day);
        Assert.Equal(Days("2026-10-01", "2026-12-31"), due.Period);
    }

    [Fact]
    public void Due_Off_IsNever() => Assert.Null(DigestCalendar.Next(DigestSchedule.Off, Kyiv, At("2026-11-23T00:00Z")));

    [Fact]
    public void Due_HourThatDstSkips_ComesOnceAtTheEndOfTheGap()
    {
        var due = Assert.Single(DigestCalendar.Due(new(DigestFrequency.Weekly, DayOfWeek.Sunday, new(3, 30)), Kyiv, At("2026-03-28T12:00Z"), At("2026-03-30T12:00Z")));

        Assert.Equal(At("2026-03-29T01:00Z"), due.DueAt);
    }

    [Fact]
    public void Due_HourThatDstRepeats_ComesOnceAtTheFirst()
    {
        var due = Assert.Single(DigestCalendar.Due(new(DigestFrequency.Weekly, DayOfWeek.Sunday, new(3, 30)), Kyiv, At("2026-10-24T12:00Z"), At("2026-10-26T12:00Z")));

        Assert.Equal(At("2026-10-25T00:30Z"), due.DueAt);
    }

    [Fact]
    public void Due_AtTheVeryInstant_BelongsToTheRangeThatEndsWithIt()
    {
        var instant = At("2026-11-23T07:00Z");

        Assert.Single(DigestCalendar.Due(DigestSchedule.WeeklyDefault, Kyiv, instant.AddHours(-1), instant));
        Assert.Empty(DigestCalendar.Due(DigestSchedule.WeeklyDefault, Kyiv, instant, instant.AddHours(1)));
    }

    [Theory]
    [MemberData(nameof(EveryScheduleOfADecade))]
    public void Due_OverTenYears_EveryPeriodOnceAtItsWallTime(string zoneId, string frequencyName, int firstYear)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var frequency = Enum.Parse<DigestFrequency>(frequencyName);
        var from = new DateTimeOffset(firstYear, 1, 1, 0, 0, 0, TimeSpan.Zero);
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            var due = DigestCalendar.Due(new(frequency, day, new(2, 30)), zone, from, from.AddYears(10)).ToList();

            Assert.Equal(due.Count, due.Select(one => one.Period.From).Distinct().Count());
            Assert.All(due.Zip(due.Skip(1)), pair => Assert.Equal(pair.First.Period.To.AddDays(1), pair.Second.Period.From));
            Assert.All(due, one =>
            {
                Assert.Equal(day, one.Day.DayOfWeek);
                Assert.True(one.Period.To < one.Day);
                Assert.InRange((one.DueAt - LocalDay.Start(one.Day, zone)).TotalHours, 1, 4);
            });
        }
    }

    [Theory]
    [MemberData(nameof(EveryScheduleOfADecade))]
    public void Due_OfEveryPeriod_IsWhatItsExpressionMeansThatDay(string zoneId, string frequencyName, int firstYear)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var from = new DateTimeOffset(firstYear, 1, 1, 0, 0, 0, TimeSpan.Zero);

        var due = DigestCalendar.Due(new(Enum.Parse<DigestFrequency>(frequencyName), DayOfWeek.Sunday, new(9, 0)), zone, from, from.AddYears(3));

        Assert.All(due, one => Assert.Equal(PeriodChoice.Parse(one.Expression, one.Day).Period, one.Period));
    }

    private static DueDigest Next(DigestSchedule schedule, string after) => DigestCalendar.Next(schedule, Kyiv, At(after)) ?? throw new InvalidOperationException("Nothing is due.");

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Period Days(string from, string to) =>
        new(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture));
}
