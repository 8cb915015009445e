using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts.Tables;

/// <summary>A row of <c>message</c>.</summary>
internal sealed record MessageRow : StoredRow
{
    public const string Columns = """
        m.account_id as AccountId, m.conversation as Conversation, m.message_id as MessageId, m.batch_id as BatchId, m.at as At, m.direction as Direction,
        m.kind as Kind, m.author as Author, m.automatic as Automatic
        """;

    public long AccountId { get; init; }

    public string Conversation { get; init; } = "";

    public string MessageId { get; init; } = "";

    public long At { get; init; }

    public long Direction { get; init; }

    public long Kind { get; init; }

    public string? Author { get; init; }

    public long Automatic { get; init; }

    public ConversationMessage ToFact(DateTimeOffset observedAt) => new()
    {
        AccountId = AccountId,
        Conversation = Conversation,
        MessageId = MessageId,
        At = UnixMicros.ToInstant(At),
        Direction = (Direction)Direction,
        Kind = (MessageKind)Kind,
        Author = Author,
        Automatic = Automatic != 0,
        ObservedAt = observedAt,
    };
}
