using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Digests;

public sealed class SilentAccountTests
{
    [Theory]
    [InlineData("2026-11-17", Language.Uk, "від Instagram немає цифр з вівторка")]
    [InlineData("2026-11-17", Language.En, "no figures from Instagram since Tuesday")]
    [InlineData("2026-11-18", Language.Uk, "від Instagram немає цифр із середи")]
    [InlineData("2026-11-22", Language.En, "no figures from Instagram since Sunday")]
    [InlineData("2026-11-15", Language.Uk, "від Instagram немає цифр з 15 листопада")]
    [InlineData("2026-11-15", Language.En, "no figures from Instagram since 15 November")]
    public void Caption_OfADigestWhoseSourceFellSilent_SaysSinceWhenInOneLine(string since, Language language, string line)
    {
        var digest = SampleReport.Sketch().Digest(Reader.Client, language) with { Silent = new SilentAccount("instagram/zerno", DateOnly.Parse(since, null)) };

        Assert.Contains(line, DigestText.Caption(digest).Replace('\u00a0', ' '), StringComparison.Ordinal);
    }
}
