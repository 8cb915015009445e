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

    /// <summary>Why an inbound message begins no wait, where the client's rule for it is on.</summary>
    public NoAnswerReason NoAnswer { get; init; }

    /// <summary>Whose people wrote an outbound message.</summary>
    public Answerer Answerer { get; init; }

    /// <summary>What the file did not say and is only assumed; none of what is read from the store.</summary>
    public UnsaidCells Unsaid { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }
}

/// <summary>Cells of an imported message that its file left empty: an earlier file may have filled them.</summary>
[Flags]
public enum UnsaidCells
{
    None = 0,
    Kind = 1,
    Automatic = 2,
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

/// <summary>Why an inbound message needs no answer. Found when it came, because texts are not kept; whether it counts is the client's choice.</summary>
public enum NoAnswerReason
{
    /// <summary>It may need one.</summary>
    None,

    /// <summary>Nothing but emoji and stickers.</summary>
    Emoji,

    /// <summary>Nothing but thanks; counts after an answer only.</summary>
    Thanks,

    /// <summary>A comment that only tags other people.</summary>
    Tags,
}

/// <summary>Who answered a customer.</summary>
public enum Answerer
{
    Unknown,
    Agency,
    Client,
}
