using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;

namespace SmmKpiBot.Data.Facts;

/// <summary>What happened to a row whose key the batch already holds.</summary>
public enum RowOutcome
{
    Added,

    /// <summary>The same key with the same cells: dropped.</summary>
    Repeated,

    /// <summary>Rows of ads and traffic with one key: added up.</summary>
    Summed,

    /// <summary>The same key with other cells: not stored; the caller reports it.</summary>
    Conflicting,
}

/// <summary>Writes one batch, row by row, streaming: memory does not grow with the file. Not thread-safe.</summary>
public sealed class FactBatchWriter : IAsyncDisposable
{
    public long BatchId => throw new NotImplementedException();

    public ValueTask<RowOutcome> WriteAsync(MetricPoint point, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask<RowOutcome> WriteAsync(Post post, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask<RowOutcome> WriteAsync(ConversationMessage message, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask<RowOutcome> WriteAsync(AdDay row, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask<RowOutcome> WriteAsync(TrafficDay row, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask<RowOutcome> WriteAsync(Conflict conflict, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Says that the batch told everything of the span's kind and days.</summary>
    public ValueTask WriteAsync(ObservedSpan span, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Makes the whole batch visible in one transaction.</summary>
    public Task CompleteAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
