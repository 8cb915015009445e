using SmmKpiBot.Bot.Telegram.Channels.Links;
using Xunit;

namespace SmmKpiBot.Tests.Telegram;

public sealed class LinkCostTextTests
{
    private static readonly DateOnly Today = new(2026, 11, 29);

    [Theory]
    [InlineData("1500 UAH 20.11.2026", 1500, "UAH", 20)]
    [InlineData("1 500,50 eur 2026-11-20", 1500.5, "EUR", 20)]
    [InlineData("0", 0, "UAH", 29)]
    [InlineData("USD 12.25", 12.25, "USD", 29)]
    public void Parse_AmountCurrencyAndDay_AreRead(string text, double amount, string currency, int day) =>
        Assert.Equal(new LinkCost((decimal)amount, currency, new(2026, 11, day)), LinkCostText.Parse(text, "UAH", Today));

    [Theory]
    [InlineData("")]
    [InlineData("багато")]
    [InlineData("-5 UAH")]
    [InlineData("1500 UAH 30.11.2026")]
    [InlineData("1500 UAH 32.11.2026")]
    [InlineData("1000000000")]
    [InlineData("1,500 USD")]
    [InlineData("1.500 UAH 20.11.2026")]
    [InlineData("12 345,678")]
    [InlineData("1,500,000")]
    [InlineData("1.500,50")]
    [InlineData("1500 UAH 20.11")]
    [InlineData("20.11 1500")]
    [InlineData("1500 2026")]
    [InlineData("1500 USD EUR")]
    [InlineData("1500 20.11.2026 21.11.2026")]
    public void Parse_AnythingElse_IsNothing(string text) => Assert.Null(LinkCostText.Parse(text, "UAH", Today));

    /// <summary>In one country it is a thousand times more than in another.</summary>
    [Theory]
    [InlineData("1,500 USD", "1,500")]
    [InlineData("1.500 UAH 20.11.2026", "1.500")]
    [InlineData("20.11.2026 1 234,567", "1234,567")]
    [InlineData("1500 UAH 20.11.2026", null)]
    [InlineData("1500,50", null)]
    [InlineData("1,500,000", null)]
    public void Undecidable_ThreeDigitsAfterOneMark_IsTheAmount(string text, string? amount) => Assert.Equal(amount, LinkCostText.Undecidable(text));

    [Fact]
    public void Parse_NoCurrencyAnywhere_IsNothing() => Assert.Null(LinkCostText.Parse("1500", null, Today));
}
