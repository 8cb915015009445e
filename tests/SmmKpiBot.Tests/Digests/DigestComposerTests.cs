using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Digests;

public sealed class DigestComposerTests
{
    [Theory]
    [InlineData(Goal.Sales, "quality.purchases")]
    [InlineData(Goal.Traffic, "traffic.sessions")]
    [InlineData(Goal.Awareness, "reach.views")]
    [InlineData(Goal.Community, "engagement.total")]
    [InlineData(Goal.Support, "feedback.response_median")]
    public void Compose_EachGoal_PutsItsFigureFirst(Goal goal, string hero) =>
        Assert.Equal(hero, Compose(SampleReport.Sketch().For(client => client with { Goal = goal })).Hero.Key);

    [Fact]
    public void Compose_SalesWithoutPurchases_TakesConversions() =>
        Assert.Equal("quality.conversions", Compose(SampleReport.Sketch().Without("quality.purchases")).Hero.Key);

    [Fact]
    public void Compose_NoPurchasesMadeYet_StaysWithPurchases() =>
        Assert.Equal("quality.purchases", Compose(SampleReport.Sketch().Set("quality.purchases", 0, 3)).Hero.Key);

    [Fact]
    public void Compose_SupportWithWorkingHours_TakesTheWorkingClock()
    {
        var report = SampleReport.Sketch().For(client => client with { Goal = Goal.Support }).Set("feedback.working_median", 600, 500);

        Assert.Equal("feedback.working_median", Compose(report).Hero.Key);
    }

    [Fact]
    public void Compose_GoalNotMeasured_HasAHeroWithoutFigureOrDays()
    {
        var digest = Compose(SampleReport.Sketch().Without("quality."));

        Assert.Equal("quality.purchases", digest.Hero.Key);
        Assert.Null(digest.Hero.Value);
        Assert.Empty(digest.HeroDays);
        Assert.Equal(6, digest.Tiles.Count);
    }

    [Theory]
    [InlineData(Goal.Sales, "followers.total traffic.sessions reach.rate engagement.by_reach paid.cost_per_follower_blended feedback.response_median")]
    [InlineData(Goal.Traffic, "quality.conversions followers.total reach.rate engagement.by_reach paid.cost_per_follower_blended feedback.response_median")]
    [InlineData(Goal.Awareness, "followers.total engagement.by_reach traffic.sessions quality.conversions paid.cost_per_follower_blended feedback.response_median")]
    [InlineData(Goal.Community, "followers.total reach.rate feedback.response_median conflicts.resolved_rate traffic.sessions quality.conversions")]
    [InlineData(Goal.Support, "conflicts.resolved_rate followers.total engagement.by_reach reach.rate traffic.sessions quality.conversions")]
    public void Compose_EachGoal_ShowsTheMostTellingTiles(Goal goal, string tiles) =>
        Assert.Equal(tiles, TileKeys(Compose(SampleReport.Sketch().For(client => client with { Goal = goal }))));

    [Fact]
    public void Compose_HiddenSpend_ReplacesTheTileOfMoney()
    {
        var digest = Compose(SampleReport.Sketch().For(client => client with { HideSpend = true }));

        Assert.Equal("followers.total traffic.sessions reach.rate engagement.by_reach feedback.response_median conflicts.resolved_rate", TileKeys(digest));
    }

    [Theory]
    [InlineData("0.79", "engagement.by_reach")]
    [InlineData("0.8", "engagement.on_topic_by_reach")]
    public void Compose_PostsWithTopics_DecideHowEngagementIsJudged(string share, string key)
    {
        var report = SampleReport.Sketch();
        report.TopicShare = decimal.Parse(share, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(key, Compose(report).Tiles[3].Kpi.Key);
    }

    [Theory]
    [InlineData("followers.total", "нових із ЦА 63 %", "63% of new in target")]
    [InlineData("traffic.sessions", "2,4 стор. · 1 хв 48 с", "2.4 pages · 1 min 48 s")]
    [InlineData("engagement.by_reach", "під мету 71 %", "71% on goal topics")]
    [InlineData("feedback.response_median", "86 відповідей", "86 replies")]
    [InlineData("paid.cost_per_follower_blended", "витрати ÷ весь приріст", "spend ÷ all growth")]
    public void Compose_Tiles_CarryTheFactThatGuards(string key, string uk, string en)
    {
        Assert.Equal(uk, Aside(SampleReport.Sketch(), key, Language.Uk));
        Assert.Equal(en, Aside(SampleReport.Sketch(), key, Language.En));
    }

    [Theory]
    [InlineData(1, "1 відповідь")]
    [InlineData(3, "3 відповіді")]
    [InlineData(11, "11 відповідей")]
    [InlineData(22, "22 відповіді")]
    public void Compose_NumberOfAnswers_TakesTheRightForm(int count, string text) =>
        Assert.Equal(text, Aside(SampleReport.Sketch().Set("feedback.responses", count, count), "feedback.response_median", Language.Uk));

    [Fact]
    public void Compose_HiddenSpend_HidesThePriceBesideTheHero()
    {
        var shown = SampleReport.Sketch().Digest(Reader.Client, Language.En);
        var hidden = SampleReport.Sketch().For(client => client with { HideSpend = true }).Digest(Reader.Client, Language.En);

        Assert.Contains("₴41.87", shown.HeroAside, StringComparison.Ordinal);
        Assert.DoesNotContain("₴", hidden.HeroAside, StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_MoneyInTwoCurrencies_ShowsTheClientsOwn()
    {
        var report = SampleReport.Sketch().Report();
        var spend = report["paid.cost_per_follower_blended"];
        var both = report with { Kpis = [spend with { Currency = "USD", Value = 1 }, .. report.Kpis] };
        var digest = DigestComposer.Compose(both, new DailySeries((_, _) => []), 0, Reader.Staff, Language.En);

        Assert.Equal("UAH", digest.Tiles.Single(tile => tile.Kpi.Key == spend.Key).Kpi.Currency);
    }

    private static Digest Compose(SampleReport report) => report.Digest(Reader.Client, Language.Uk);

    private static string TileKeys(Digest digest) => string.Join(' ', digest.Tiles.Select(tile => tile.Kpi.Key));

    private static string? Aside(SampleReport report, string key, Language language) =>
        report.Digest(Reader.Staff, language).Tiles.Single(tile => tile.Kpi.Key == key).Aside?.Replace('\u00A0', ' ');
}
