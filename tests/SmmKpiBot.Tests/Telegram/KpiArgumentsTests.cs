using SmmKpiBot.Bot.Telegram.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Telegram;

public sealed class KpiArgumentsTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Theory]
    [InlineData("", "", null)]
    [InlineData("їжак", "їжак", null)]
    [InlineData("Кав'ярня Їжак місяць", "Кав'ярня Їжак", "month")]
    [InlineData("2 тижні", "", "2weeks")]
    [InlineData("acme this month", "acme", "this-month")]
    [InlineData("acme 2026-W46", "acme", "2026-W46")]
    [InlineData("acme 2026-11-02..2026-11-15", "acme", "2026-11-02..2026-11-15")]
    [InlineData("acme 14d", "acme", "14d")]
    [InlineData("студія 24", "студія 24", null)]
    public void Parse_SplitsClientAndPeriod(string text, string client, string? period)
    {
        Assert.Equal(new KpiArguments(client, period), KpiArguments.Parse(text, Today));
    }

    [Theory]
    [InlineData("2031-01", "2031-01")]
    [InlineData("acme 2026-13", "2026-13")]
    [InlineData("acme 2026-11-15..2026-11-02", "2026-11-15..2026-11-02")]
    [InlineData("acme this-week", "this-week")]
    [InlineData("acme цей тиждень", "цей тиждень")]
    [InlineData("студія 2026", null)]
    [InlineData("acme 2026-10", null)]
    public void Parse_SomethingLikeAPeriod_IsNotTakenForAClient(string text, string? wrong)
    {
        Assert.Equal(wrong, KpiArguments.Parse(text, Today).WrongPeriod);
    }

    [Fact]
    public void PeriodRef_Written_ReadsBackTheSame()
    {
        var period = new PeriodRef("2026-11-02..2026-11-15", Today);

        Assert.Equal(period, PeriodRef.Parse(period.ToString()));
    }
}
