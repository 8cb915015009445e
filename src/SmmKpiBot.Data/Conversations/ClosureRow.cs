using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Conversations;

/// <summary>A row of <c>wait_closure</c>.</summary>
internal sealed record ClosureRow
{
    public long AccountId { get; init; }

    public string Conversation { get; init; } = "";

    public long ClosedAt { get; init; }

    public long Reason { get; init; }

    public string? ClosedBy { get; init; }

    public WaitClosure ToFact() => new(AccountId, Conversation, UnixMicros.ToInstant(ClosedAt), (ClosureReason)Reason, ClosedBy);
}
