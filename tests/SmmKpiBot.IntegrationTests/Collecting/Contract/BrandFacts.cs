using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.Sources.Collecting;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Collecting.Contract;

/// <summary>What is told of a brand, by keys, without who observed it when: the model's facts and the stored ones are compared in this shape.</summary>
public sealed record BrandFacts
{
    public Dictionary<(string Metric, string Dimension, DateOnly Day), long> Points { get; init; } = [];

    /// <summary>Without account and instant; followers at publishing are not compared where the network does not tell them.</summary>
    public Dictionary<string, Post> Posts { get; init; } = [];

    public Dictionary<(DateOnly Day, string Campaign), AdDay> Ads { get; init; } = [];

    public Dictionary<(DateOnly Day, string Source, string Medium, string Campaign, string Channel), TrafficDay> Traffic { get; init; } = [];

    public Dictionary<(string Conversation, string MessageId), (DateTimeOffset At, Direction Direction, MessageKind Kind)> Messages { get; init; } = [];

    public bool IsEmpty => Points.Count + Posts.Count + Ads.Count + Traffic.Count + Messages.Count == 0;

    public static BrandFacts Of(ClientFacts facts, long accountId, DateOnly from) => Of(
        facts.Points.Where(point => point.AccountId == accountId && point.Day >= from),
        facts.Posts.Select(history => history.Latest).Where(post => post.AccountId == accountId),
        facts.Ads.Where(row => row.AccountId == accountId && row.Day >= from),
        facts.Traffic.Where(row => row.AccountId == accountId && row.Day >= from),
        facts.Messages.Where(message => message.AccountId == accountId));

    public static BrandFacts Of(IEnumerable<SourcePage> pages)
    {
        var all = pages.ToList();
        return Of(all.SelectMany(page => page.Points), all.SelectMany(page => page.Posts), all.SelectMany(page => page.Ads), all.SelectMany(page => page.Traffic), all.SelectMany(page => page.Messages.Select(live => live.Message)));
    }

    public static BrandFacts Of(IEnumerable<MetricPoint> points, IEnumerable<Post> posts, IEnumerable<AdDay> ads, IEnumerable<TrafficDay> traffic, IEnumerable<ConversationMessage> messages)
    {
        var facts = new BrandFacts();
        foreach (var point in points.Where(point => point.Value is not null))
            facts.Points[(point.Metric, point.Dimension, point.Day)] = point.Value.GetValueOrDefault();
        foreach (var post in posts)
            facts.Posts[post.PostId] = post with { AccountId = 0, ObservedAt = default, Followers = null };
        foreach (var row in ads)
            facts.Ads[(row.Day, row.Campaign)] = row with { AccountId = 0, ObservedAt = default, SettlesAt = default };
        foreach (var row in traffic)
            facts.Traffic[(row.Day, row.Source, row.Medium, row.Campaign, row.Channel)] = row with { AccountId = 0, ObservedAt = default, SettlesAt = default };
        foreach (var message in messages)
            facts.Messages[(message.Conversation, message.MessageId)] = (message.At, message.Direction, message.Kind);
        return facts;
    }

    /// <summary>Equal to the unit. What the network does not tell any more is 0 in the store, and of snapshots it may know more than the network.</summary>
    public void AssertStored(BrandFacts stored, IReadOnlySet<string> snapshots)
    {
        Equal(Points, stored.Points.Where(point => Points.ContainsKey(point.Key) || (point.Value != 0 && !snapshots.Contains(point.Key.Metric))));
        Equal(Posts, stored.Posts.Where(post => Posts.ContainsKey(post.Key)));
        Equal(Ads, stored.Ads.Where(row => Ads.ContainsKey(row.Key) || ((row.Value.SpendMicros ?? 0) | (row.Value.Impressions ?? 0) | (row.Value.Clicks ?? 0) | (row.Value.NewFollowers ?? 0)) != 0));
        Equal(Traffic, stored.Traffic.Where(row => Traffic.ContainsKey(row.Key) || ((row.Value.Sessions ?? 0) | (row.Value.PageViews ?? 0) | (row.Value.Users ?? 0)) != 0));
        Equal(Messages, stored.Messages.Where(message => Messages.ContainsKey(message.Key)));
    }

    public void AssertSame(BrandFacts other)
    {
        Equal(Points, other.Points);
        Equal(Posts, other.Posts);
        Equal(Ads, other.Ads);
        Equal(Traffic, other.Traffic);
        Equal(Messages, other.Messages);
    }

    private static void Equal<TKey, TValue>(Dictionary<TKey, TValue> expected, IEnumerable<KeyValuePair<TKey, TValue>> actual)
        where TKey : notnull => Assert.Equal(Lines(expected), Lines(actual));

    private static List<string> Lines<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> rows) => [.. rows.Select(row => $"{row.Key} = {row.Value}").Order(StringComparer.Ordinal)];
}
