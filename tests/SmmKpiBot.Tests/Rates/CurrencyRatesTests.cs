using SmmKpiBot.Data.Rates;
using Xunit;
using static SmmKpiBot.Tests.Kpis.FactSetBuilder;

namespace SmmKpiBot.Tests.Rates;

public class CurrencyRatesTests
{
    private static readonly CurrencyRates Rates = new(
    [
        new("USD", Day("11-06"), 41.5m, RateOrigin.Nbu), new("USD", Day("11-09"), 42m, RateOrigin.Nbu),
        new("EUR", Day("11-05"), 45.65m, RateOrigin.Hand), new("JPY", Day("11-06"), 0.27345m, RateOrigin.Nbu),
    ]);

    [Theory]
    [InlineData("11-05", null)] // nothing before it
    [InlineData("11-06", "11-06")]
    [InlineData("11-07", "11-06")] // Saturday
    [InlineData("11-08", "11-06")]
    [InlineData("11-09", "11-09")]
    [InlineData("11-16", "11-09")] // seven days
    [InlineData("11-17", null)]
    public void On_DayWithoutARate_TakesTheLastOneAtMostSevenDaysOld(string day, string? expected)
    {
        Assert.Equal(expected is null ? null : Day(expected), Rates.On("USD", Day(day))?.Day);
    }

    [Fact]
    public void Between_ToTheHryvnia_TakesTheRateOfTheDay()
    {
        var exchange = Rates.Between("USD", "UAH", Day("11-08"));

        Assert.Equal(41.5m, exchange.Rate);
        Assert.Equal([Day("11-06")], exchange.RateDays);
        Assert.Equal([RateOrigin.Nbu], exchange.Origins);
        Assert.Equal(415_000_000, exchange.Convert(10_000_000));
    }

    [Fact]
    public void Between_FromTheHryvnia_DividesByTheRate()
    {
        Assert.Equal(1 / 41.5m, Rates.Between("UAH", "USD", Day("11-06")).Rate);
        Assert.Equal(24_096, Rates.Between("UAH", "USD", Day("11-06")).Convert(1_000_000));
    }

    [Fact]
    public void Between_TwoForeignCurrencies_LeadsThroughTheHryvniaAndNamesBothDays()
    {
        var exchange = Rates.Between("EUR", "USD", Day("11-07"));

        Assert.Equal(45.65m / 41.5m, exchange.Rate);
        Assert.Equal([Day("11-05"), Day("11-06")], exchange.RateDays);
        Assert.Equal([RateOrigin.Hand, RateOrigin.Nbu], exchange.Origins);
    }

    [Theory]
    [InlineData("USD", "UAH", "11-05")]
    [InlineData("GBP", "UAH", "11-06")]
    [InlineData("USD", "GBP", "11-06")]
    [InlineData("GBP", "USD", "11-06")]
    public void Between_OneRateMissing_ConvertsNothing(string from, string to, string day)
    {
        var exchange = Rates.Between(from, to, Day(day));

        Assert.Null(exchange.Rate);
        Assert.Null(exchange.Convert(1_000_000));
    }

    [Fact]
    public void Convert_HalfAMicro_IsRoundedAwayFromZero()
    {
        Assert.Equal(3, new Exchange { From = "USD", To = "UAH", Day = Day("11-06"), Rate = 2.5m }.Convert(1));
        Assert.Equal(-3, new Exchange { From = "USD", To = "UAH", Day = Day("11-06"), Rate = 2.5m }.Convert(-1));
    }
}
