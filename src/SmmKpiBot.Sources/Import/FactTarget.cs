using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;

namespace SmmKpiBot.Sources.Import;

/// <summary>Writes facts of any kind into a batch and notes the days they are of.</summary>
internal sealed class FactTarget(FactBatchWriter writer, TimeZoneInfo zone)
{
    private readonly FactBatchWriter _writer = writer;
    private readonly TimeZoneInfo _zone = zone;
    private readonly Dictionary<string, string> _kinds = [];

    public ObservedDays Days { get; } = new();

    public ValueTask<RowOutcome> WriteAsync(object fact, CancellationToken cancellationToken)
    {
        switch (fact)
        {
            case MetricPoint point:
                Days.Add(KindOf(point.Metric), point.Day);
                return _writer.WriteAsync(point, cancellationToken);
            case Post post:
                Days.Add(FactKind.Posts, LocalDay.Of(post.PublishedAt, _zone));
                return _writer.WriteAsync(post, cancellationToken);
            case ConversationMessage message:
                Days.Add(FactKind.Messages, LocalDay.Of(message.At, _zone));
                return _writer.WriteAsync(message, cancellationToken);
            case AdDay day:
                Days.Add(FactKind.Ads, day.Day);
                return _writer.WriteAsync(day, cancellationToken);
            case TrafficDay day:
                Days.Add(FactKind.Traffic, day.Day);
                return _writer.WriteAsync(day, cancellationToken);
            case Conflict conflict:
                AddDays(conflict);
                return _writer.WriteAsync(conflict, cancellationToken);
            default:
                throw new ArgumentException($"{fact.GetType().Name} is no fact.", nameof(fact));
        }
    }

    /// <summary>What tells the fact from others, for an error about two of them.</summary>
    public static string KeyOf(object fact) => fact switch
    {
        MetricPoint { Dimension: "" } point => $"{point.Day:yyyy-MM-dd} {point.Metric}",
        MetricPoint point => $"{point.Day:yyyy-MM-dd} {point.Metric} {point.Dimension}",
        Post post => post.PostId,
        ConversationMessage message => $"{message.Conversation} {message.MessageId}",
        Conflict conflict => $"{conflict.Conversation} {conflict.OpenedAt:yyyy-MM-ddTHH:mm:ssZ}",
        AdDay day => $"{day.Day:yyyy-MM-dd} {day.Campaign}",
        TrafficDay day => $"{day.Day:yyyy-MM-dd} {day.Source} / {day.Medium} {day.Campaign}".TrimEnd(),
        _ => "",
    };

    public async Task CompleteAsync(long accountId, DateTimeOffset observedAt, CancellationToken cancellationToken)
    {
        foreach (var span in Days.Spans(accountId, observedAt))
            await _writer.WriteAsync(span, cancellationToken);
        await _writer.CompleteAsync(cancellationToken);
    }

    private void AddDays(Conflict conflict)
    {
        Days.Add(FactKind.Conflicts, LocalDay.Of(conflict.OpenedAt, _zone));
        if (conflict.ResolvedAt is { } resolved)
            Days.Add(FactKind.Conflicts, LocalDay.Of(resolved, _zone));
    }

    private string KindOf(string metric)
    {
        if (!_kinds.TryGetValue(metric, out var kind))
            _kinds.Add(metric, kind = FactKind.OfMetric(metric));
        return kind;
    }
}
