namespace SmmKpiBot.Data.Conversations;

/// <summary>A conflict with a customer. A reopened one that is resolved again carries its last resolution.</summary>
public sealed record Conflict(long AccountId, string Conversation, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt, DateTimeOffset ObservedAt);

/// <summary>A wait that somebody closed as needing no answer, at that instant.</summary>
public sealed record WaitClosure(long AccountId, string Conversation, DateTimeOffset ClosedAt);
