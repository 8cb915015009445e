using System.Runtime.InteropServices;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts.Tables;

/// <summary>A row of <c>message</c>.</summary>
internal sealed record MessageRow : StoredRow
{
    public const string Columns = """
        m.account_id as AccountId, m.conversation as Conversation, m.message_id as MessageId, m.batch_id as BatchId, m.at as At, m.direction as Direction,
        m.kind as Kind, m.author as Author, m.automatic as Automatic, m.deleted as Deleted, m.no_answer as NoAnswer, m.answerer as Answerer
        """;

    public long AccountId { get; init; }

    public string Conversation { get; init; } = "";

    public string MessageId { get; init; } = "";

    public long At { get; init; }

    public long Direction { get; init; }

    public long Kind { get; init; }

    public string? Author { get; init; }

    public long Automatic { get; init; }

    public long Deleted { get; init; }

    public long NoAnswer { get; init; }

    public long Answerer { get; init; }

    private (bool, long, long) Rank => (OfNetwork, ObservedAt, BatchId);

    /// <summary>One fact per message: a network's own observation before an imported one, then the latest; without those that were deleted.</summary>
    public static IEnumerable<ConversationMessage> Folded(IEnumerable<MessageRow> rows)
    {
        var latest = new Dictionary<(long, string, string), MessageRow>();
        foreach (var row in rows)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(latest, (row.AccountId, row.Conversation, row.MessageId), out var isKnown);
            if (!isKnown || row.Rank.CompareTo(known!.Rank) > 0)
                known = row;
        }

        return latest.Values.Where(row => row.Deleted == 0).Select(row => row.ToFact(UnixMicros.ToInstant(row.ObservedAt)));
    }

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
        NoAnswer = (NoAnswerReason)NoAnswer,
        Answerer = (Answerer)Answerer,
        ObservedAt = observedAt,
    };
}
