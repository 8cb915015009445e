using System.Globalization;
using SmmKpiBot.Bot.Alerts.Buttons;
using Xunit;

namespace SmmKpiBot.Tests.Alerts;

public class SnoozeAlertActionTests
{
    /// <summary>At half past midnight nine o'clock is eight and a half hours away, also in the nights in which the clocks change.</summary>
    [Theory]
    [InlineData("2026-11-23T22:30Z", "2026-11-24T07:00Z")]
    [InlineData("2026-03-28T22:30Z", "2026-03-29T06:00Z")]
    [InlineData("2026-10-24T21:30Z", "2026-10-25T07:00Z")]
    [InlineData("2026-11-24T06:59Z", "2026-11-24T07:00Z")]
    [InlineData("2026-11-24T07:00Z", "2026-11-25T07:00Z")]
    [InlineData("2026-11-24T20:00Z", "2026-11-25T07:00Z")]
    [InlineData("2026-03-28T20:00Z", "2026-03-29T06:00Z")]
    public void NextMorning_OfAnInstant_IsTheNextNineOClockInKyiv(string now, string morning) =>
        Assert.Equal(At(morning), SnoozeAlertAction.NextMorning(At(now), TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv")));

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
