using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>How a wait ended.</summary>
public enum WaitEnd
{
    /// <summary>Still open.</summary>
    None,

    /// <summary>By a human outbound message.</summary>
    Answered,

    /// <summary>By somebody who closed it as needing no answer.</summary>
    Closed,

    /// <summary>By nobody: it was too old to count when the customer wrote again, and a new wait began.</summary>
    Lapsed,
}

/// <summary>A customer waiting: from an inbound message, when no wait is open, to the next human outbound one or to a closure.</summary>
public sealed record Wait
{
    public required long AccountId { get; init; }

    public required string Conversation { get; init; }

    /// <summary>Kind of the inbound message that began it; the answer target goes by it.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>The inbound message that began it.</summary>
    public required string MessageId { get; init; }

    public required DateTimeOffset BeganAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public WaitEnd End { get; init; }

    /// <summary>The first wait that begins in its episode: it gives the first response time.</summary>
    public required bool FirstOfEpisode { get; init; }

    /// <summary>Neither answered nor closed before <paramref name="instant"/>.</summary>
    public bool IsOpenAt(DateTimeOffset instant) => BeganAt < instant && (EndedAt is null || EndedAt >= instant);
}

/// <summary>A human outbound message that ended a wait or follows an inbound one in its episode.</summary>
public readonly record struct Response(long AccountId, DateTimeOffset At);
