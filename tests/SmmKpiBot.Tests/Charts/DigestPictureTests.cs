using SkiaSharp;
using SmmKpiBot.Reporting.Charts;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Texts;
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
        using var picture = SKBitmap.Decode(png);
        Assert.Equal((1080, 1350), (picture.Width, picture.Height));
    }
}
