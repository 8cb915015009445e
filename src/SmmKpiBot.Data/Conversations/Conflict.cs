namespace SmmKpiBot.Data.Conversations;

/// <summary>A conflict with a customer. A reopened one that is resolved again carries its last resolution.</summary>
public sealed record Conflict(long AccountId, string Conversation, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt, DateTimeOffset ObservedAt);

/// <summary>A wait that was closed without an answer, at that instant.</summary>
/// <param name="By">The staff member who said so; null for a reaction.</param>
public sealed record WaitClosure(long AccountId, string Conversation, DateTimeOffset ClosedAt, ClosureReason Reason = ClosureReason.NeedsNoAnswer, string? By = null);

/// <summary>Why a wait ended without an answer.</summary>
public enum ClosureReason
{
    /// <summary>Somebody of the team said so.</summary>
    NeedsNoAnswer,

    /// <summary>The brand reacted to the message; counts where the client chose so.</summary>
    Reaction,
}
