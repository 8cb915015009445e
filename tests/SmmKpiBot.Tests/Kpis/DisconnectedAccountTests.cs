using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Kpis;

/// <summary>What is said of an account that a person has disconnected: its figures are history, and nothing newer is missed of it. The period is 2 to 15 November.</summary>
public sealed class DisconnectedAccountTests
{
    private const string Gone = "instagram/old";
    private const string Kept = "facebook/acme";

    private static readonly string Views = FactKind.OfMetric(MetricCatalogue.Views);

    [Theory]
    [InlineData(null, 0.5)]
    [InlineData("2026-10-20T10:00Z", 1.0)]
    [InlineData("2026-11-09T10:00Z", 0.666667)]
    [InlineData("2026-11-20T10:00Z", 0.5)]
    public void Coverage_CountsTheDaysBeforeItWasDisconnected(string? at, double coverage)
    {
        var facts = Told(Kept, "11-02", "11-15").Gives(Gone, Views);
        if (at is not null)
            facts.Disconnected(Gone, at);

        Assert.Equal((decimal)coverage, Math.Round(facts["reach.views"].Coverage.GetValueOrDefault(), 6));
    }

    [Fact]
    public void Verdict_OverTheOtherAccounts_IsKnown()
    {
        var facts = Told(Kept, "11-02", "11-15", 200);
        Told(facts, Kept, "10-19", "11-01", 100);
        facts.Gives(Gone, Views);
        Assert.Equal(Verdict.Unknown, facts["reach.views"].Verdict);

        facts.Disconnected(Gone, "2026-09-01T10:00Z");

        Assert.Equal((Verdict.Better, 1m, 1m), (facts["reach.views"].Verdict, facts["reach.views"].Coverage, facts["reach.views"].PreviousCoverage));
    }

    [Fact]
    public void Coverage_WithoutAnyAccountThatIsToTell_IsNone()
    {
        var facts = new FactSetBuilder().Gives(Gone, Views).Disconnected(Gone, "2026-10-01T10:00Z");

        Assert.Null(facts["reach.views"].Coverage);
    }

    [Theory]
    [InlineData("followers.total")]
    [InlineData("followers.net")]
    public void Followers_OfTheOthers_NameNoValueThatIsMissed(string key)
    {
        var kind = FactKind.OfMetric(MetricCatalogue.Followers);
        var facts = new FactSetBuilder().Point(Kept, MetricCatalogue.Followers, "11-01", 100).Point(Kept, MetricCatalogue.Followers, "11-15", 120).Gives(Gone, kind);
        Assert.Contains(facts[key].Notes, note => note.En.Contains("old", StringComparison.Ordinal));

        facts.Disconnected(Gone, "2026-10-01T10:00Z");

        Assert.Empty(facts[key].Notes);
    }

    /// <summary>The picture, the tiles and the sheet show on each day what the period's total shows at its end.</summary>
    [Fact]
    public void FollowersOfEachDay_AfterItWasDisconnected_HoldItsLastValue()
    {
        var facts = new FactSetBuilder().Point(Gone, MetricCatalogue.Followers, "11-06", 1000).Point(Gone, MetricCatalogue.Followers, "11-08", 1010).Disconnected(Gone, "2026-11-09T10:00Z");
        foreach (var day in FactSetBuilder.Days("11-06", "11-15").EachDay())
            facts.Point(Kept, MetricCatalogue.Followers, day.ToString("MM-dd", null), 100);

        var days = KpiCatalogue.Daily(facts.Build(), "followers.total", FactSetBuilder.Days("11-06", "11-15"));

        Assert.Equal([1100, null, 1110, 1110, 1110, 1110, 1110, 1110, 1110, 1110], days.Select(day => day.Value));
        Assert.Equal(1110, facts["followers.total"].Value);
    }

    [Theory]
    [InlineData("2026-11-10T10:00Z", null)]
    [InlineData("2026-11-20T10:00Z", Gone)]
    public void Digest_NamesItAsSilentOnlyForDaysOnWhichItWasConnected(string at, string? silent)
    {
        var facts = Told(Kept, "11-02", "11-15");
        Told(facts, Gone, "11-02", "11-09", 10).Disconnected(Gone, at);

        var digest = DigestComposer.Compose(facts.Build(), facts.Report(), Reader.Staff, Language.En, []);

        Assert.Equal(silent, digest.Silent?.Account);
        Assert.Equal(silent is null ? null : "no figures from Instagram since Tuesday", Readable(new Certainty(digest).LaggingLine(Language.En)));
        Assert.Equal(silent is null, !digest.Findings.Any(finding => finding.Rule == "data-missing"));
        Assert.Equal(silent is null, new DigestSources(digest, KpiFamily.Reach).Write().ToString().Contains("disconnected", StringComparison.Ordinal));
    }

    [Fact]
    public void Followers_OfTheOthers_AreThoseOfAllNetworksThatAreLeft()
    {
        var facts = new FactSetBuilder().Point(Kept, MetricCatalogue.Followers, "11-15", 120).Gives("youtube/old", FactKind.Posts);
        Assert.Equal("Facebook only", CountedNetworks.Of(facts.Report(), Language.En));

        facts.Disconnected("youtube/old", "2026-10-01T10:00Z");

        Assert.Null(CountedNetworks.Of(facts.Report(), Language.En));
    }

    private static string? Readable(string? text) => text?.Replace('\u00a0', ' ');

    private static FactSetBuilder Told(string account, string from, string to, long perDay = 10) => Told(new FactSetBuilder(), account, from, to, perDay);

    private static FactSetBuilder Told(FactSetBuilder facts, string account, string from, string to, long perDay)
    {
        foreach (var day in FactSetBuilder.Days(from, to).EachDay())
            facts.Point(account, MetricCatalogue.Views, day.ToString("MM-dd", null), perDay);
        return facts.Covers(account, Views, from, to);
    }
}
