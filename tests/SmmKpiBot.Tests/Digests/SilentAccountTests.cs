using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Tests.Kpis;
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

    /// <summary>Where a client has two accounts in a network, the network is not silent with one of them.</summary>
    [Theory]
    [InlineData("instagram/other", "no figures from Instagram “zerno” since Tuesday")]
    [InlineData("facebook/other", "no figures from Instagram since Tuesday")]
    public void Of_OneOfSeveralInANetwork_IsNamed(string other, string line)
    {
        var kind = FactKind.OfMetric(MetricCatalogue.Views);
        var facts = new FactSetBuilder { Period = FactSetBuilder.Days("11-09", "11-22") }.Covers("instagram/zerno", kind, "11-01", "11-16").Covers(other, kind, "11-01", "11-22");

        Assert.Equal(line, SilentAccount.Of(facts.Build())!.Line(new DateOnly(2026, 11, 22), Language.En));
    }

    [Fact]
    public void Of_AnAccountThatToldNothingOfAllTheDaysRead_SaysSinceWhen()
    {
        var kind = FactKind.OfMetric(MetricCatalogue.Views);
        var facts = new FactSetBuilder { Period = FactSetBuilder.Days("11-09", "11-22") }.CoveredEarlier("instagram/zerno", kind, "08-01", "09-02").Covers("facebook/other", kind, "11-01", "11-22").Build();

        Assert.Equal("no figures from Instagram since 3 September", SilentAccount.Of(facts)!.Line(new DateOnly(2026, 11, 22), Language.En).Replace('\u00a0', ' '));
        Assert.NotNull(KpiCatalogue.Compute(facts)["reach.views"].Accounts.Single(figure => figure.Account == "instagram/zerno").LastObservedAt);
    }

    /// <summary>An account that is silent for long hides none that has just fallen silent, and after a quarter it is told of no more.</summary>
    [Theory]
    [InlineData("08-31", "11-17", "no figures from Instagram since 18 November")]
    [InlineData("08-31", "11-22", "no figures from TikTok since 1 September")]
    [InlineData("08-21", "11-22", null)]
    public void Of_AnAccountSilentForLong_GivesWayToALaterOneAndIsForgottenAfterAQuarter(string tiktok, string instagram, string? line)
    {
        var kind = FactKind.OfMetric(MetricCatalogue.Views);
        var facts = new FactSetBuilder { Period = FactSetBuilder.Days("11-09", "11-22") }.CoveredEarlier("tiktok/zerno", kind, "08-01", tiktok).Covers("instagram/zerno", kind, "11-01", instagram).Build();

        Assert.Equal(line, SilentAccount.Of(facts)?.Line(new DateOnly(2026, 11, 25), Language.En).Replace('\u00a0', ' '));
    }

    [Fact]
    public void Line_OfAnotherYear_NamesIt() =>
        Assert.Equal("no figures from TikTok since 3 December 2025", new SilentAccount("tiktok/zerno", new DateOnly(2025, 12, 3)).Line(new DateOnly(2026, 1, 25), Language.En).Replace('\u00a0', ' '));
}
