using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Sources.Messages;

/// <summary>A message as another program posts it. The names are those of the JSON, in camel case.</summary>
public sealed record PostedMessage
{
    /// <summary>The conversation's id where the message comes from, e.g. the customer's id or the post's.</summary>
    public required string Conversation { get; init; }

    /// <summary>The message's id, unique in its conversation: posting the same again changes nothing.</summary>
    public required string MessageId { get; init; }

    /// <summary>When it was written; ISO 8601 with an offset.</summary>
    public required DateTimeOffset At { get; init; }

    public required Direction Direction { get; init; }

    public MessageKind Kind { get; init; }

    /// <summary>The customer's id or name, of which a hash is stored; or the name of the staff member.</summary>
    public string? Author { get; init; }

    /// <summary>An automatic reply ends no wait.</summary>
    public bool Automatic { get; init; }

    /// <summary>First words are kept until the answer.</summary>
    public string? Text { get; init; }

    public string? Link { get; init; }

    /// <summary>The message was taken away.</summary>
    public bool Deleted { get; init; }

    public (string Conversation, string MessageId) Key => (Conversation, MessageId);

    /// <summary>What is stored of it.</summary>
    /// <param name="brand">The brand's own name in the network: a comment that tags it is no chat among others.</param>
    public LiveMessage ToLive(long accountId, string brand, AuthorHasher hasher, DateTimeOffset now) => new(
        new ConversationMessage
        {
            AccountId = accountId,
            Conversation = Conversation,
            MessageId = MessageId,
            At = At,
            Direction = Direction,
            Kind = Kind,
            Author = Author is null || Direction == Direction.Outbound ? Author : hasher.Hash(Author),
            Automatic = Automatic,
            NoAnswer = Direction == Direction.Inbound ? NoAnswerFinder.Of(Text, Kind, brand) : NoAnswerReason.None,
            ObservedAt = now,
        },
        Direction == Direction.Inbound ? Text : null,
        Link);
}
