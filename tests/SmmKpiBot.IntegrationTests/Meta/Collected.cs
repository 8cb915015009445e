using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.IntegrationTests.Meta;

/// <summary>Facts by their keys; the later word counts.</summary>
internal sealed class Collected
{
    public Dictionary<(string Metric, string Dimension, DateOnly Day), MetricPoint> Points { get; } = [];

    public Dictionary<string, Post> Posts { get; } = [];

    public Dictionary<(DateOnly Day, string Campaign), AdDay> Ads { get; } = [];

    public Dictionary<(string Conversation, string Id), LiveMessage> Messages { get; } = [];

    public void Take(SourcePage page)
    {
        foreach (var point in page.Points)
            Points[(point.Metric, point.Dimension, point.Day)] = point;
        foreach (var post in page.Posts)
            Posts[post.PostId] = post;
        foreach (var ad in page.Ads)
            Ads[(ad.Day, ad.Campaign)] = ad;
        foreach (var message in page.Messages)
            Messages[(message.Message.Conversation, message.Message.MessageId)] = message;
    }

    public long? Value(string metric, DateOnly day, string dimension = "") => Points[(metric, dimension, day)].Value;

    /// <summary>All facts as text, for comparing two ways to the same.</summary>
    public IReadOnlyList<string> Lines() =>
    [
        .. Points.Values.Select(point => $"{point.Metric} {point.Dimension} {point.Day:O} {point.Value}")
            .Concat(Posts.Values.Select(post => (post with { ObservedAt = default }).ToString()))
            .Concat(Ads.Values.Select(ad => (ad with { ObservedAt = default }).ToString()))
            .Concat(Messages.Values.Select(live => (live with { Message = live.Message with { ObservedAt = default } }).ToString()))
            .Order(StringComparer.Ordinal),
    ];
}
