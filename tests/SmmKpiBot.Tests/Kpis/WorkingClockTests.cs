using CsCheck;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Kpis;

public class WorkingClockTests
{
    private static readonly TimeZoneInfo Kyiv = FactSetBuilder.Kyiv;
    private static readonly HashSet<DateOnly> NoHolidays = [];

    /// <summary>Zones with northern, southern, half-hour and midnight changes, and without any.</summary>
    private static readonly string[] Zones = ["Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu", "America/Santiago", "UTC", "Asia/Beirut"];

    [Theory]
    [InlineData("2026-11-06T14:30Z", "2026-11-09T07:30Z", 60)] // Friday 16:30 to Monday 09:30
    [InlineData("2026-11-09T05:00Z", "2026-11-09T20:00Z", 480)] // a whole Monday
    [InlineData("2026-11-07T08:00Z", "2026-11-08T18:00Z", 0)] // a weekend
    [InlineData("2026-11-09T15:00Z", "2026-11-10T07:00Z", 0)] // a night: 17:00 to 09:00
    [InlineData("2026-11-09T10:00Z", "2026-11-09T10:00Z", 0)]
    [InlineData("2026-11-09T11:00Z", "2026-11-09T10:00Z", 0)]
    public void Elapsed_WeekdaysNineToFive_CountsOnlyTheWindows(string begin, string end, int minutes)
    {
        var clock = new WorkingClock(Weekdays(9, 17), NoHolidays, Kyiv);

        Assert.Equal(TimeSpan.FromMinutes(minutes), clock.Elapsed(FactSetBuilder.At(begin), FactSetBuilder.At(end)));
    }

    [Fact]
    public void Elapsed_Holiday_CountsNothingOfIt()
    {
        var clock = new WorkingClock(Weekdays(9, 17), new HashSet<DateOnly> { FactSetBuilder.Day("11-09") }, Kyiv);

        Assert.Equal(TimeSpan.FromMinutes(30), clock.Elapsed(FactSetBuilder.At("2026-11-06T14:30Z"), FactSetBuilder.At("2026-11-10T07:00Z")));
    }

    [Theory]
    [InlineData("2026-03-28T22:00Z", "2026-03-29T21:00Z", 3)] // 03:00 is skipped: 02–06 has three hours
    [InlineData("2026-10-24T21:00Z", "2026-10-25T22:00Z", 5)] // 03:00 comes twice: five hours
    public void Elapsed_NightWindowOverAChangeOfClocks_CountsRealHours(string begin, string end, int hours)
    {
        var clock = new WorkingClock(EveryDay(2, 6), NoHolidays, Kyiv);

        Assert.Equal(TimeSpan.FromHours(hours), clock.Elapsed(FactSetBuilder.At(begin), FactSetBuilder.At(end)));
    }

    [Theory]
    [InlineData("2026-11-06T14:30Z", 30, "2026-11-06T15:00Z")] // exactly the end of the window
    [InlineData("2026-11-06T14:30Z", 31, "2026-11-09T07:01Z")]
    [InlineData("2026-11-07T10:00Z", 60, "2026-11-09T08:00Z")] // began on a Saturday
    [InlineData("2026-11-06T14:30Z", 0, "2026-11-06T14:30Z")]
    public void AddWorking_WeekdaysNineToFive_FindsTheDueInstant(string begin, int minutes, string due)
    {
        var clock = new WorkingClock(Weekdays(9, 17), NoHolidays, Kyiv);

        Assert.Equal(FactSetBuilder.At(due), clock.AddWorking(FactSetBuilder.At(begin), TimeSpan.FromMinutes(minutes)));
    }

    [Fact]
    public void AddWorking_NoWindows_HasNoDueInstant()
    {
        var clock = new WorkingClock(new(new Dictionary<DayOfWeek, IReadOnlyList<WorkingWindow>>()), NoHolidays, Kyiv);

        Assert.Null(clock.AddWorking(FactSetBuilder.At("2026-11-06T14:30Z"), TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Elapsed_RandomHoursZonesAndDays_EqualsCountingMinuteByMinute()
    {
        Cases().Sample(
            sample =>
            {
                var clock = new WorkingClock(sample.Hours, sample.Holidays, sample.Zone);
                return clock.Elapsed(sample.Begin, sample.Begin.AddMinutes(sample.Minutes)) == TimeSpan.FromMinutes(CountMinutes(sample.Hours, sample.Holidays, sample.Zone, sample.Begin, sample.Minutes));
            },
            iter: 1500,
            threads: 1);
    }

    [Fact]
    public void AddWorking_RandomHoursZonesAndDays_IsTheFirstInstantWithSoMuchWorkingTime()
    {
        Cases().Sample(
            sample =>
            {
                var clock = new WorkingClock(sample.Hours, sample.Holidays, sample.Zone);
                var target = TimeSpan.FromMinutes(1 + (sample.Minutes % 600));
                return clock.AddWorking(sample.Begin, target) is not { } due
                    || (clock.Elapsed(sample.Begin, due) == target && clock.Elapsed(sample.Begin, due.AddMinutes(-1)) == target - TimeSpan.FromMinutes(1));
            },
            iter: 1500,
            threads: 1);
    }

    internal static WorkingHours Weekdays(int from, int to) => Hours([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], from, to);

    private static WorkingHours EveryDay(int from, int to) => Hours(Enum.GetValues<DayOfWeek>(), from, to);

    private static WorkingHours Hours(IEnumerable<DayOfWeek> days, int from, int to) =>
        new(days.ToDictionary(day => day, IReadOnlyList<WorkingWindow> (_) => [new(TimeSpan.FromHours(from), TimeSpan.FromHours(to))]));

    /// <summary>The slow model: every real minute whose wall time lies in a window of its day.</summary>
    private static int CountMinutes(WorkingHours hours, HashSet<DateOnly> holidays, TimeZoneInfo zone, DateTimeOffset begin, int minutes) =>
        Enumerable.Range(0, minutes).Count(minute =>
        {
            var wall = TimeZoneInfo.ConvertTime(begin.AddMinutes(minute), zone).DateTime;
            return !holidays.Contains(DateOnly.FromDateTime(wall)) && hours.On(wall.DayOfWeek).Any(window => wall.TimeOfDay >= window.From && wall.TimeOfDay < window.To);
        });

    /// <summary>Up to six days around any instant of 2024 to 2027, half of them near the change of clocks in spring or autumn.</summary>
    private static Gen<(WorkingHours Hours, HashSet<DateOnly> Holidays, TimeZoneInfo Zone, DateTimeOffset Begin, int Minutes)> Cases() =>
        from zone in Gen.Int[0, Zones.Length - 1].Select(index => Zones[index])
        from year in Gen.Int[2024, 2027]
        from day in Gen.OneOf(Gen.Int[0, 364], Gen.Int[64, 96], Gen.Int[244, 306])
        from minute in Gen.Int[0, 1439]
        from minutes in Gen.Int[0, 6 * 1440]
        from windows in Gen.Select(Gen.Int[0, 1440], Gen.Int[0, 1440], Gen.Int[0, 1440], Gen.Int[0, 1440]).Array[7]
        from holiday in Gen.Int[0, 8]
        let begin = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day).AddMinutes(minute)
        select (RandomHours(windows), new HashSet<DateOnly> { DateOnly.FromDateTime(begin.UtcDateTime.AddDays(holiday)) }, TimeZoneInfo.FindSystemTimeZoneById(zone), begin, minutes);

    private static WorkingHours RandomHours((int A, int B, int C, int D)[] windows)
    {
        var byDay = new Dictionary<DayOfWeek, IReadOnlyList<WorkingWindow>>();
        for (var day = 0; day < 7; day++)
        {
            int[] edges = [.. new[] { windows[day].A, windows[day].B, windows[day].C, windows[day].D }.Order()];
            List<WorkingWindow> open = [];
            open.AddRange(edges[0] < edges[1] ? [Window(edges[0], edges[1])] : []);
            open.AddRange(edges[1] < edges[2] && edges[2] < edges[3] ? [Window(edges[2], edges[3])] : []);
            byDay[(DayOfWeek)day] = open;
        }

        return new(byDay);
    }

    private static WorkingWindow Window(int from, int to) => new(TimeSpan.FromMinutes(from), TimeSpan.FromMinutes(to));
}
