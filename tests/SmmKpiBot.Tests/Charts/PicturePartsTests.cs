using System.Globalization;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Charts;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Charts;

public sealed class PicturePartsTests
{
    [Theory]
    [InlineData("17", KpiUnit.Count, "0 5 10 15 20")]
    [InlineData("0", KpiUnit.Count, "0 1")]
    [InlineData("2", KpiUnit.Count, "0 1 2")]
    [InlineData("4", KpiUnit.Count, "0 1 2 3 4")]
    [InlineData("1270", KpiUnit.Count, "0 500 1000 1500")]
    [InlineData("1020", KpiUnit.Seconds, "0 300 600 900 1200")]
    [InlineData("0.046", KpiUnit.Rate, "0 0.01 0.02 0.03 0.04 0.05")]
    public void For_GreatestValue_HasRoundSteps(string greatest, KpiUnit unit, string marks)
    {
        var scale = AxisScale.For(decimal.Parse(greatest, CultureInfo.InvariantCulture), unit);

        Assert.Equal(marks, string.Join(' ', scale.Marks().Select(mark => mark.ToString("0.####", CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData("2026-11-09", "2026-11-22", "9 12 15 18 22.11", "9 12 15 18 22 Nov")]
    [InlineData("2026-11-16", "2026-11-22", "16 18 20 22.11", "16 18 20 22 Nov")]
    [InlineData("2026-10-26", "2026-11-08", "26.10 29 01.11 4 08.11", "26 Oct 29 1 Nov 4 8 Nov")]
    [InlineData("2026-11-22", "2026-11-22", "22.11", "22 Nov")]
    [InlineData("2026-07-01", "2026-09-30", "01.07 29.07 26.08 30.09", "1 Jul 29 Jul 26 Aug 30 Sep")]
    public void Labels_Period_AreFewAndEndWithTheLastDay(string from, string to, string uk, string en)
    {
        var period = new Period(DateOnly.Parse(from, CultureInfo.InvariantCulture), DateOnly.Parse(to, CultureInfo.InvariantCulture));

        Assert.Equal(uk, Joined(DayAxis.Labels(period, Language.Uk)));
        Assert.Equal(en, Joined(DayAxis.Labels(period, Language.En)));
    }

    [Theory]
    [InlineData("🌻 Café 東京 ☕️", "slug", "Café")]
    [InlineData("東京珈琲店 🎌", "tokyo-coffee", "tokyo-coffee")]
    [InlineData("Кав’ярня\n«Зерно» ₴", "slug", "Кав’ярня «Зерно» ₴")]
    [InlineData("e\u0301clair", "slug", "éclair")]
    [InlineData("\u202Eabc\u0000", "slug", "abc")]
    [InlineData("🌿\u00A0Гай \u00A0центр\u202F", "slug", "Гай центр")]
    [InlineData("3\u00A0дні ·\u00A0Гай", "slug", "3\u00A0дні ·\u00A0Гай")]
    public void Of_NameWithOddCharacters_HasNoBoxes(string name, string slug, string drawn) => Assert.Equal(drawn, DrawableText.Of(name, slug));

    [Fact]
    public void TextStyle_BelowTheSmallestSize_CannotBeMade() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TextStyle(TextWeight.Regular, 21.5f));

    [Theory]
    [InlineData("#4F46E5", Theme.Light, null)]
    [InlineData("#8B8AF8", Theme.Dark, null)]
    [InlineData("#FFD400", Theme.Light, "choose a darker one")]
    [InlineData("#4F46E5", Theme.Dark, "choose a lighter one")]
    [InlineData("indigo", Theme.Light, "write it as #RRGGBB")]
    [InlineData("#12345", Theme.Light, "write it as #RRGGBB")]
    public void Problem_Accent_IsRefusedWithAReason(string accent, Theme theme, string? advice)
    {
        var problem = AccentColor.Problem(accent, theme);

        if (advice is null)
            Assert.Null(problem);
        else
            Assert.Contains(advice, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Contrast_BlackOnWhite_Is21() =>
        Assert.Equal(21, AccentColor.Contrast(SkiaSharp.SKColors.Black, SkiaSharp.SKColors.White), 3);

    [Fact]
    public void Of_EveryWordOnAPicture_StandsOutFromItsGround()
    {
        foreach (var palette in Enum.GetValues<Theme>().Select(Palette.Of))
        {
            Assert.True(AccentColor.Contrast(palette.Ink, palette.Card) >= 4.5);
            Assert.True(AccentColor.Contrast(palette.Secondary, palette.Page) >= 4.5);
            Assert.True(AccentColor.Contrast(palette.Good, palette.GoodGround) >= 4.5);
            Assert.True(AccentColor.Contrast(palette.Bad, palette.BadGround) >= 4.5);
            Assert.True(AccentColor.Contrast(palette.Neutral, palette.NeutralGround) >= 4.5);
        }
    }

    private static string Joined(IReadOnlyList<(int Index, string Text)> labels) => string.Join(' ', labels.Select(label => label.Text)).Replace('\u00A0', ' ');
}
