namespace SmmKpiBot.Bot.Delivery;

/// <summary>A row of the outbox as the sender reads it.</summary>
internal sealed record OutboxRow
{
    /// <summary>Why a message ends unsent that its chat may not see any more.</summary>
    public const string Revoked = "access revoked";

    /// <summary>Why a message ends unsent that somebody gave up.</summary>
    public const string Discarded = "discarded by hand";

    /// <summary>The expiry, before all times, of a message that was on the wire when its chat lost the right to see it.</summary>
    public const long RevokedAt = 0;

    public long Id { get; init; }

    public long ChatId { get; init; }

    public long? ThreadId { get; init; }

    public long Lane { get; init; }

    public long Kind { get; init; }

    public string Payload { get; init; } = "";

    public long? AttachmentId { get; init; }

    public long CreatedAt { get; init; }

    public long? RetryAt { get; init; }

    public long? ExpiresAt { get; init; }

    public long State { get; init; }

    public long Attempt { get; init; }

    public long Unknowns { get; init; }
}

/// <summary>A message whose attempt is written down: it may go on the wire. The attempt number is its fencing token.</summary>
internal sealed record Claim(OutboxRow Row, OutboxPayload Payload, ClaimedFile? File, long Attempt, long StartedAt)
{
    public OutboxKind Kind => (OutboxKind)Row.Kind;

    /// <summary>Where it goes; a customer's chat is not the one that the row names.</summary>
    public Destination To { get; init; } = new(Row.ChatId, (int?)Row.ThreadId);
}

/// <summary>What a look at a chat gave: a claim, or when to look again (null: when something new comes).</summary>
internal readonly record struct Turn(Claim? Claim, long? LookAgainAt);

/// <summary>An attempt that came to an end.</summary>
internal sealed record Attempted(Claim Claim, SendOutcome Outcome, long EndedAt);
