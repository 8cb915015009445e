namespace SmmKpiBot.Data.Conversations;

/// <summary>One message or comment of a conversation between a brand and a customer.</summary>
public sealed record ConversationMessage
{
    public required long AccountId { get; init; }

    public required string Conversation { get; init; }

    public required string MessageId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Direction Direction { get; init; }

    public MessageKind Kind { get; init; } = MessageKind.Message;

    /// <summary>HMAC of a customer's id, or a staff member's name; null when not known.</summary>
    public string? Author { get; init; }

    /// <summary>An automatic reply ends no wait.</summary>
    public bool Automatic { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }
}

public enum Direction
{
    Inbound,
    Outbound,
}

public enum MessageKind
{
    Message,
    Comment,
}
