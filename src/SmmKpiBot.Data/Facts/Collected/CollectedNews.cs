using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;

namespace SmmKpiBot.Data.Facts.Collected;

/// <summary>What a page says that the store does not know yet.</summary>
public sealed record CollectedNews
{
    public required long AccountId { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }

    internal IReadOnlyList<MetricPoint> Points { get; init; } = [];

    internal IReadOnlyDictionary<(string Metric, string Dimension), long> Series { get; init; } = new Dictionary<(string, string), long>();

    internal IReadOnlyList<Post> Posts { get; init; } = [];

    internal IReadOnlyList<AdDay> Ads { get; init; } = [];

    internal IReadOnlyList<TrafficDay> Traffic { get; init; } = [];

    internal IReadOnlyList<ObservedSpan> Spans { get; init; } = [];

    /// <summary>Rows to be written, corrections included, spans not.</summary>
    public int Rows => Points.Count + Posts.Count + Ads.Count + Traffic.Count;

    /// <summary>Lifetime figures of posts that are lower than before.</summary>
    public int Decreased { get; init; }

    /// <summary>Nothing is to be written.</summary>
    public bool IsNone => Rows + Spans.Count == 0;
}
