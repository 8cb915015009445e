using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;

namespace SmmKpiBot.Data.Facts.Collected;

/// <summary>
/// Facts that a network told in one answer. Nearly all of them are known already: a network is asked for the same days again and again. Keys are unique
/// within a page; of a repeated one the last counts.
/// </summary>
public sealed record CollectedPage
{
    public required long AccountId { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }

    public IReadOnlyList<MetricPoint> Points { get; init; } = [];

    public IReadOnlyList<Post> Posts { get; init; } = [];

    public IReadOnlyList<AdDay> Ads { get; init; } = [];

    public IReadOnlyList<TrafficDay> Traffic { get; init; } = [];

    /// <summary>Days that the page tells everything of, by kind of fact.</summary>
    public IReadOnlyList<ObservedSpan> Told { get; init; } = [];

    public bool IsEmpty => Points.Count + Posts.Count + Ads.Count + Traffic.Count + Told.Count == 0;

    /// <summary>Whether the page tells everything of that kind and day.</summary>
    internal bool Tells(string kind, DateOnly day)
    {
        foreach (var span in Told)
        {
            if (span.Kind == kind && span.FromDay <= day && span.ToDay >= day)
                return true;
        }

        return false;
    }

    /// <summary>The days of the kind and of the rows from the first to the last; null for none.</summary>
    internal (long From, long To)? DaysOf(Func<string, bool> isKind, IEnumerable<DateOnly> rows)
    {
        var told = Told.Where(span => isKind(span.Kind)).ToList();
        var first = told.Select(span => span.FromDay).Concat(rows).Select(day => (DateOnly?)day).Min();
        var last = told.Select(span => span.ToDay).Concat(rows).Select(day => (DateOnly?)day).Max();
        return first is { } from && last is { } to ? (from.DayNumber, to.DayNumber) : null;
    }
}
