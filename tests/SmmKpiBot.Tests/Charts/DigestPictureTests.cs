using System.Globalization;
using SkiaSharp;
using SmmKpiBot.Reporting.Charts;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Tests.Digests;
using Xunit;

namespace SmmKpiBot.Tests.Charts;

public sealed class DigestPictureTests
{
    public static TheoryData<string, Language, Theme> EveryCase()
    {
        var cases = new TheoryData<string, Language, Theme>();
        foreach (var name in PictureCases.All.Keys)
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                foreach (var theme in Enum.GetValues<Theme>())
                    cases.Add(name, language, theme);
            }
        }

        return cases;
    }

    /// <summary>The pictures are left beside the tests, to be looked at.</summary>
    [Theory]
    [MemberData(nameof(EveryCase))]
    public void Draw_EveryCase_FillsAPhonesWidth(string name, Language language, Theme theme)
    {
        var digest = PictureCases.All[name]().Digest(Reader.Client, language);

        var png = DigestPicture.Draw(digest, new PictureStyle(theme));

        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "pictures")).FullName;
        File.WriteAllBytes(Path.Combine(folder, $"{name}-{language}-{theme}.png".ToLowerInvariant()), png);
        using var picture = Decode(png);
        Assert.Equal((1080, 1350), (picture.Width, picture.Height));
    }

    [Theory]
    [InlineData(Theme.Light, "#F5F6FA", "#FFFFFF")]
    [InlineData(Theme.Dark, "#0E1320", "#171E2E")]
    public void Draw_ATheme_UsesItsPageAndCards(Theme theme, string page, string card)
    {
        using var picture = Decode(DigestPicture.Draw(SampleReport.Sketch().Digest(Reader.Client, Language.Uk), new PictureStyle(theme)));

        Assert.Equal(SKColor.Parse(page), picture.GetPixel(10, 10));
        Assert.Equal(SKColor.Parse(page), picture.GetPixel(540, 1345));
        Assert.Equal(SKColor.Parse(card), picture.GetPixel(60, 200));
        Assert.Equal(SKColor.Parse(card), picture.GetPixel(1020, 1230));
    }

    [Theory]
    [InlineData("184", "150", "#DCFAE6", "better")]
    [InlineData("150", "184", "#FEE4E2", "worse")]
    [InlineData("184", "183", "#F2F4F7", "the same")]
    public void Draw_HeroThatChanged_ColoursItsPillByTheVerdict(string value, string previous, string ground, string because)
    {
        var report = SampleReport.Sketch().Set("quality.purchases", decimal.Parse(value, CultureInfo.InvariantCulture), decimal.Parse(previous, CultureInfo.InvariantCulture));

        using var picture = Decode(DigestPicture.Draw(report.Digest(Reader.Client, Language.Uk), new PictureStyle(Theme.Light)));

        Assert.True(HasColour(picture, new SKRectI(240, 240, 620, 302), SKColor.Parse(ground)), $"The hero is {because}, so its pill must be {ground}.");
    }

    [Fact]
    public void Draw_PriceThatFell_IsGreen()
    {
        using var picture = Decode(DigestPicture.Draw(SampleReport.Sketch().Digest(Reader.Client, Language.Uk), new PictureStyle(Theme.Light)));

        Assert.True(HasColour(picture, new SKRectI(70, 1180, 250, 1222), SKColor.Parse("#DCFAE6")));
        Assert.False(HasColour(picture, new SKRectI(70, 1180, 250, 1222), SKColor.Parse("#FEE4E2")));
    }

    [Fact]
    public void Draw_GapInTheHero_IsNeitherZeroNorABridge()
    {
        decimal?[] days = [10, 10, null, null, null, null, null, null, null, null, null, null, 10, 10];
        var report = SampleReport.Sketch().Days("quality.purchases", days).PreviousDays("quality.purchases");
        report.ProvisionalDays = 0;

        using var picture = Decode(DigestPicture.Draw(report.Digest(Reader.Client, Language.Uk), new PictureStyle(Theme.Light)));

        Assert.False(HasColour(picture, new SKRectI(180, 390, 840, 575), SKColor.Parse("#4F46E5")));
        Assert.True(HasColour(picture, new SKRectI(84, 380, 150, 575), SKColor.Parse("#4F46E5")));
    }

    [Fact]
    public void Draw_Twice_GivesTheSameBytes()
    {
        var digest = SampleReport.Sketch().Digest(Reader.Client, Language.En);

        Assert.Equal(DigestPicture.Draw(digest, new PictureStyle(Theme.Dark)), DigestPicture.Draw(digest, new PictureStyle(Theme.Dark)));
    }

    [Fact]
    public void Draw_AgencyAccent_IsUsed()
    {
        var style = new PictureStyle(Theme.Light, "Студія «Промінь»", "#0B6E4F");

        using var picture = Decode(DigestPicture.Draw(SampleReport.Sketch().Digest(Reader.Client, Language.Uk), style));

        Assert.True(HasColour(picture, new SKRectI(84, 380, 960, 575), SKColor.Parse("#0B6E4F")));
        Assert.False(HasColour(picture, new SKRectI(0, 0, 1080, 1350), SKColor.Parse("#4F46E5")));
    }

    private static SKBitmap Decode(byte[] png) => SKBitmap.Decode(png);

    private static bool HasColour(SKBitmap picture, SKRectI area, SKColor colour)
    {
        for (var y = area.Top; y < area.Bottom; y++)
        {
            for (var x = area.Left; x < area.Right; x++)
            {
                if (picture.GetPixel(x, y) == colour)
                    return true;
            }
        }

        return false;
    }
}
