using System.Globalization;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Texts;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("24310", "24\u202F310", "24,310")]
    [InlineData("0", "0", "0")]
    [InlineData("-0.2", "0", "0")]
    [InlineData("-1234567", "\u22121\u202F234\u202F567", "\u22121,234,567")]
    public void Count_AnyNumber_IsGroupedByTheLanguage(string value, string uk, string en) =>
        AssertBoth(uk, en, language => NumberText.Count(Parse(value), language));

    [Theory]
    [InlineData("0.312", "31,2\u00A0%", "31.2%")]
    [InlineData("0.71", "71\u00A0%", "71%")]
    [InlineData("0.00423", "0,42\u00A0%", "0.42%")]
    [InlineData("1.084", "108\u00A0%", "108%")]
    [InlineData("0", "0\u00A0%", "0%")]
    public void Percent_Fraction_HasTheDecimalsItsSizeNeeds(string value, string uk, string en) =>
        AssertBoth(uk, en, language => NumberText.Percent(Parse(value), language));

    [Theory]
    [InlineData("0.996", "99\u00A0%", "99%")]
    [InlineData("1", "100\u00A0%", "100%")]
    [InlineData("0.001", "<\u00A01\u00A0%", "<\u00A01%")]
    [InlineData("0", "0\u00A0%", "0%")]
    public void WholePercent_NearTheEnds_NeverPretends(string value, string uk, string en) =>
        AssertBoth(uk, en, language => NumberText.WholePercent(Parse(value), language));

    [Theory]
    [InlineData("0.2266", "+23\u00A0%", "+23%")]
    [InlineData("-0.11", "\u221211\u00A0%", "\u221211%")]
    [InlineData("0.004", "+0,4\u00A0%", "+0.4%")]
    [InlineData("0", "0\u00A0%", "0%")]
    [InlineData("11", "×12", "×12")]
    public void ChangePercent_AnyRatio_CarriesItsSign(string value, string uk, string en) =>
        AssertBoth(uk, en, language => NumberText.ChangePercent(Parse(value), language));

    [Theory]
    [InlineData("-0.021", "\u22122,1\u00A0в.\u00A0п.", "\u22122.1\u00A0pp")]
    [InlineData("0.0004", "+0,04\u00A0в.\u00A0п.", "+0.04\u00A0pp")]
    public void PercentPoints_Difference_IsInPoints(string value, string uk, string en) =>
        AssertBoth(uk, en, language => NumberText.PercentPoints(Parse(value), language));

    [Theory]
    [InlineData("999999", "999\u202F999", "999,999")]
    [InlineData("12345678", "12,3\u00A0млн", "12.3M")]
    [InlineData("999960000", "1\u00A0млрд", "1B")]
    [InlineData("1234567890", "1,2\u00A0млрд", "1.2B")]
    public void Compact_Millions_AreShortened(string value, string uk, string en) =>
        AssertBoth(uk, en, language => NumberText.Compact(Parse(value), language));

    [Theory]
    [InlineData("18.7", "UAH", "18,70\u00A0₴", "₴18.70")]
    [InlineData("-0.004", "UAH", "0,00\u00A0₴", "₴0.00")]
    [InlineData("-5", "USD", "\u22125,00\u00A0$", "\u2212$5.00")]
    [InlineData("12345.67", "EUR", "12\u202F346\u00A0€", "€12,346")]
    [InlineData("9.5", "CHF", "9,50\u00A0CHF", "CHF\u00A09.50")]
    [InlineData("900", "JPY", "900\u00A0¥", "¥900")]
    public void Amount_AnyCurrency_PutsTheSignWhereTheLanguageDoes(string value, string currency, string uk, string en) =>
        AssertBoth(uk, en, language => MoneyText.Amount(Parse(value), currency, language));

    [Theory]
    [InlineData("48", "48\u00A0с", "48\u00A0s")]
    [InlineData("108", "1\u00A0хв\u00A048\u00A0с", "1\u00A0min\u00A048\u00A0s")]
    [InlineData("840", "14\u00A0хв", "14\u00A0min")]
    [InlineData("3599", "1\u00A0год", "1\u00A0h")]
    [InlineData("7500", "2\u00A0год\u00A05\u00A0хв", "2\u00A0h\u00A05\u00A0min")]
    [InlineData("273600", "3\u00A0дні\u00A04\u00A0год", "3\u00A0d\u00A04\u00A0h")]
    [InlineData("155580", "1\u00A0день\u00A019\u00A0год", "1\u00A0d\u00A019\u00A0h")]
    [InlineData("-300", "\u22125\u00A0хв", "\u22125\u00A0min")]
    public void Of_AnyDuration_HasAtMostTwoUnits(string seconds, string uk, string en) =>
        AssertBoth(uk, en, language => DurationText.Of(Parse(seconds), language));

    [Fact]
    public void Count_MachineOfAnotherCulture_ReadsTheSame()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

            Assert.Equal("1,234.5", NumberText.Number(1234.5m, 1, Language.En));
            Assert.Equal("1\u202F234,5", NumberText.Number(1234.5m, 1, Language.Uk));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static decimal Parse(string value) => decimal.Parse(value, CultureInfo.InvariantCulture);

    private static void AssertBoth(string uk, string en, Func<Language, string> text)
    {
        Assert.Equal(uk, text(Language.Uk));
        Assert.Equal(en, text(Language.En));
    }
}
