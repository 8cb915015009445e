using System.Globalization;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Texts;

public sealed class DateTextTests
{
    [Theory]
    [InlineData("2026-11-09", "2026-11-22", "9–22 листопада", "9–22 November")]
    [InlineData("2026-10-26", "2026-11-08", "26 жовтня – 8 листопада", "26 October – 8 November")]
    [InlineData("2026-12-28", "2027-01-03", "28 грудня 2026 – 3 січня 2027", "28 December 2026 – 3 January 2027")]
    [InlineData("2026-11-22", "2026-11-22", "22 листопада", "22 November")]
    public void Range_AnyPeriod_SaysEachPartOnce(string from, string to, string uk, string en)
    {
        Assert.Equal(uk, Plain(DateText.Range(Period(from, to), Language.Uk)));
        Assert.Equal(en, Plain(DateText.Range(Period(from, to), Language.En)));
    }

    [Theory]
    [InlineData("2026-11-21", "2026-11-22", "21–22.11", "21–22 Nov")]
    [InlineData("2026-10-31", "2026-11-02", "31.10–02.11", "31 Oct–2 Nov")]
    [InlineData("2026-11-05", "2026-11-05", "05.11", "5 Nov")]
    public void RangeOnAxis_AnyPeriod_IsShort(string from, string to, string uk, string en)
    {
        Assert.Equal(uk, Plain(DateText.RangeOnAxis(Period(from, to), Language.Uk)));
        Assert.Equal(en, Plain(DateText.RangeOnAxis(Period(from, to), Language.En)));
    }

    [Theory]
    [InlineData("2026-11-16", "2026-11-22", "тиждень", "week")]
    [InlineData("2026-11-09", "2026-11-22", "2 тижні", "2 weeks")]
    [InlineData("2026-02-01", "2026-02-28", "місяць", "month")]
    [InlineData("2026-07-01", "2026-09-30", "квартал", "quarter")]
    [InlineData("2026-08-01", "2026-10-31", "92 дні", "92 days")]
    [InlineData("2026-11-18", "2026-11-22", "5 днів", "5 days")]
    public void Kind_AnyPeriod_IsNamed(string from, string to, string uk, string en)
    {
        Assert.Equal(uk, Plain(DateText.Kind(Period(from, to), Language.Uk)));
        Assert.Equal(en, Plain(DateText.Kind(Period(from, to), Language.En)));
    }

    [Theory]
    [InlineData("2026-10-01", "2026-10-31", "жовтень", "October")]
    [InlineData("2026-07-01", "2026-09-30", "III квартал", "Q3")]
    [InlineData("2026-11-09", "2026-11-22", "2 тижні, 9–22 листопада", "2 weeks, 9–22 November")]
    [InlineData("2026-10-29", "2026-11-02", "5 днів, 29 жовтня – 2 листопада", "5 days, 29 October – 2 November")]
    public void Named_AnyPeriod_SaysWhichOneItIs(string from, string to, string uk, string en)
    {
        Assert.Equal(uk, Plain(DateText.Named(Period(from, to), Language.Uk)));
        Assert.Equal(en, Plain(DateText.Named(Period(from, to), Language.En)));
    }

    [Fact]
    public void Instant_InAZone_IsThatZonesWallTime()
    {
        var at = new DateTimeOffset(2026, 11, 22, 22, 41, 0, TimeSpan.Zero);
        var kyiv = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv");

        Assert.Equal("23 листопада, 00:41", Plain(DateText.Instant(at, kyiv, Language.Uk)));
        Assert.Equal("23 November, 00:41", Plain(DateText.Instant(at, kyiv, Language.En)));
    }

    private static Period Period(string from, string to) =>
        new(DateOnly.Parse(from, CultureInfo.InvariantCulture), DateOnly.Parse(to, CultureInfo.InvariantCulture));

    private static string Plain(string text) => text.Replace('\u00A0', ' ');
}
