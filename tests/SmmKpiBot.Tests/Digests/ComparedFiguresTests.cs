using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Tests.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Digests;

/// <summary>A change over some of the accounts never stands beside figures of all of them as if it were theirs.</summary>
public sealed class ComparedFiguresTests
{
    private const string Meta = "meta-ads/acme";
    private const string TikTok = "tiktok-ads/acme";

    /// <summary>All together a follower costs 7.67 instead of 12, but only for the new account; the old one's became dearer.</summary>
    [Fact]
    public void Finding_AccountWithFiguresInOnePeriodOnly_IsOfTheOthers()
    {
        var finding = Digest(Advertised(), Language.Uk).Findings.Single(finding => finding.Rule == "costly-growth");

        Assert.Equal("Підписник із реклами обходиться дорожче: 15 ₴ (було 12 ₴)", Plain(finding.Text.Uk).Replace(",00", "", StringComparison.Ordinal));
        Assert.Equal("A follower from ads costs more: ₴15 (was ₴12)", Plain(finding.Text.En).Replace(".00", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Language.Uk, "7,67 ₴ (+25 %, без TikTok Ads «acme»)")]
    [InlineData(Language.En, "₴7.67 (+25%, without TikTok Ads “acme”)")]
    public void Caption_ChangeOfSomeAccounts_NamesThoseLeftOut(Language language, string expected) =>
        Assert.Contains(expected, Plain(DigestText.Caption(Digest(Advertised(), language))), StringComparison.Ordinal);

    [Theory]
    [InlineData(Language.Uk, "(+25 %, без 2 акаунтів)")]
    [InlineData(Language.En, "(+25%, without 2 accounts)")]
    public void Caption_ChangeOfSomeAccounts_CountsThoseLeftOutWhereTheyAreSeveral(Language language, string expected)
    {
        var builder = Advertised().Covers("google-ads/acme", FactKind.Ads, "10-19", "11-15").Ad("google-ads/acme", "11-03", 100, "UAH", newFollowers: 50);

        Assert.Contains(expected, Plain(DigestText.Caption(Digest(builder, language))), StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_FewEventsBehindTheComparedFigures_IsUnknown()
    {
        var kpi = Advertised(now: 3)["paid.cost_per_follower"];

        Assert.Equal(0.25m, kpi.ChangeRatio);
        Assert.Equal(Verdict.Unknown, kpi.Verdict);
    }

    private static FactSetBuilder Advertised(long before = 100, long now = 100) => new FactSetBuilder()
        .Covers(Meta, FactKind.Ads, "10-19", "11-15").Covers(TikTok, FactKind.Ads, "10-19", "11-15")
        .Ad(Meta, "10-20", 12 * before, "UAH", newFollowers: before).Ad(Meta, "11-03", 15 * now, "UAH", newFollowers: now)
        .Ad(TikTok, "11-03", 800, "UAH", newFollowers: 200);

    private static Digest Digest(FactSetBuilder builder, Language language)
    {
        var facts = builder.Build();
        return DigestComposer.Compose(facts, KpiCatalogue.Compute(facts), Reader.Staff, language);
    }

    private static string Plain(string text) => text.Replace('\u00A0', ' ').Replace('\u202F', ' ');
}
