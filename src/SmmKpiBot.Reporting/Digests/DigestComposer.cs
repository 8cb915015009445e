using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Digests.Findings;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>Makes a digest of facts and their report. Pure.</summary>
public static class DigestComposer
{
    private const int LongAgoDays = 270;

    public static Digest Compose(FactSet facts, KpiReport report, Reader reader, Language language, IReadOnlyList<HeroFigure>? longerPeriods = null)
    {
        var daily = new DailySeries((kpi, period) => KpiCatalogue.Daily(facts, kpi.Key, period, kpi.Currency));
        return Compose(report, daily, TopicShare(facts), reader, language) with
        {
            LongerPeriods = longerPeriods ?? [],
            Silent = SilentAccount.Of(facts),
            Others = OtherFigures.Of(facts),
            LongAgo = LocalDay.Of(facts.AsOf, facts.Client.TimeZone).DayNumber - facts.Period.To.DayNumber > LongAgoDays,
        };
    }

    /// <param name="topicShare">The share of the period's posts that have a topic.</param>
    internal static Digest Compose(KpiReport report, DailySeries daily, decimal topicShare, Reader reader, Language language)
    {
        var seen = ReaderView.Of(report, reader);
        var figures = new DigestFigures(seen);
        var hero = HeroChoice.Of(seen);
        var choice = new TileChoice(figures, hero, topicShare >= TileSlots.TopicsKnown);
        var asides = new Asides(figures, language);
        DigestTile Tile(KpiResult kpi) => new(kpi, daily.Of(kpi, seen.Period), asides.Of(kpi));

        return new Digest
        {
            Report = seen,
            Reader = reader,
            Language = language,
            Hero = hero,
            HeroDays = hero.Value is null ? [] : daily.Of(hero, seen.Period),
            HeroPreviousDays = hero.Value is null || seen.Comparison is not { } comparison ? [] : daily.Of(hero, comparison),
            HeroAside = hero.Value is null ? null : asides.Of(hero),
            Tiles = [.. choice.Tiles().Select(Tile)],
            Families = [.. choice.Families().Select(Tile)],
            Findings = FindingRules.Find(figures, hero, reader, topicShare >= TileSlots.TopicsKnown),
            Daily = daily,
        };
    }

    private static decimal TopicShare(FactSet facts)
    {
        var posts = facts.Facts.Posts
            .Select(history => history.Latest)
            .Where(post => facts.Period.Contains(LocalDay.Of(post.PublishedAt, facts.Client.TimeZone)))
            .ToList();
        return posts.Count == 0 ? 0 : (decimal)posts.Count(post => !string.IsNullOrWhiteSpace(post.Topic)) / posts.Count;
    }
}
