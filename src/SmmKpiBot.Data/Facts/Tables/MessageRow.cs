using System.Data.Common;
using System.Runtime.InteropServices;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts.Tables;

/// <summary>A row of <c>message</c>.</summary>
internal sealed record MessageRow : StoredRow
{
    public const string Columns = """
        m.account_id as AccountId, m.conversation as Conversation, m.message_id as MessageId, m.batch_id as BatchId, m.at as At, m.direction as Direction,
        m.kind as Kind, m.author as Author, m.automatic as Automatic, m.deleted as Deleted, m.no_answer as NoAnswer, m.answerer as Answerer,
        m.unsaid as Unsaid
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

    public long Unsaid { get; init; }

    private static readonly Comparison<MessageRow> ByMessage = Compare;

    private (bool, long, long) Rank => (OfNetwork, ObservedAt, BatchId);

    /// <summary>The columns, and origin and observed_at of the batch after them, without a mapper.</summary>
    /// <param name="reader">Stands on the row.</param>
    /// <param name="conversation">The row before is of this one: most rows are of the same, and a name is kept once.</param>
    public static MessageRow Read(DbDataReader reader, string? conversation)
    {
        var name = reader.GetString(1);
        return new()
        {
            AccountId = reader.GetInt64(0),
            Conversation = name == conversation ? conversation : name,
            MessageId = reader.GetString(2),
            BatchId = reader.GetInt64(3),
            At = reader.GetInt64(4),
            Direction = reader.GetInt64(5),
            Kind = reader.GetInt64(6),
            Author = reader.IsDBNull(7) ? null : reader.GetString(7),
            Automatic = reader.GetInt64(8),
            Deleted = reader.GetInt64(9),
            NoAnswer = reader.GetInt64(10),
            Answerer = reader.GetInt64(11),
            Unsaid = reader.GetInt64(12),
            Origin = reader.GetInt64(13),
            ObservedAt = reader.GetInt64(14),
        };
    }

    /// <summary>
    /// One fact per message: a network's own latest observation, or else what files said, a later one replacing the cells that it fills; without those that
    /// were deleted. Conversation by conversation, by account and name.
    /// </summary>
    public static IEnumerable<ConversationMessage> Folded(IEnumerable<MessageRow> rows)
    {
        foreach (var (_, observations) in ByConversation(rows).OrderBy(pair => pair.Key.AccountId).ThenBy(pair => pair.Key.Conversation, StringComparer.Ordinal))
        {
            observations.Sort(ByMessage);
            MessageRow? folded = null;
            for (var index = 0; index < observations.Count; index++)
            {
                var row = observations[index];
                folded = folded?.MessageId == row.MessageId ? row.Over(folded) : row;
                var isLatest = index + 1 == observations.Count || observations[index + 1].MessageId != row.MessageId;
                if (isLatest && folded.Deleted == 0)
                    yield return (folded.Unsaid == 0 ? folded : folded with { Unsaid = 0 }).ToFact(UnixMicros.ToInstant(folded.ObservedAt));
            }
        }
    }

    /// <summary>This observation with the cells of an older one that it leaves empty. A network leaves none empty: what it does not tell is not so.</summary>
    private MessageRow Over(MessageRow older) => OfNetwork
        ? this
        : this with
        {
            Kind = IsUnsaid(UnsaidCells.Kind) ? older.Kind : Kind,
            Author = Author ?? older.Author,
            Automatic = IsUnsaid(UnsaidCells.Automatic) ? older.Automatic : Automatic,
            Unsaid = Unsaid & older.Unsaid,
        };

    private bool IsUnsaid(UnsaidCells cell) => ((UnsaidCells)Unsaid & cell) != 0;

    private static Dictionary<(long AccountId, string Conversation), List<MessageRow>> ByConversation(IEnumerable<MessageRow> rows)
    {
        var conversations = new Dictionary<(long AccountId, string Conversation), List<MessageRow>>();
        List<MessageRow> current = [];
        foreach (var row in rows)
        {
            // Rows of a conversation mostly come one after another.
            if (current.Count == 0 || current[0].AccountId != row.AccountId || current[0].Conversation != row.Conversation)
                current = CollectionsMarshal.GetValueRefOrAddDefault(conversations, (row.AccountId, row.Conversation), out _) ??= [];
            current.Add(row);
        }

        return conversations;
    }

    private static int Compare(MessageRow one, MessageRow other)
    {
        var byMessage = string.CompareOrdinal(one.MessageId, other.MessageId);
        return byMessage != 0 ? byMessage : one.Rank.CompareTo(other.Rank);
    }

    /// <summary>A message that is in no batch yet.</summary>
    public static MessageRow Of(ConversationMessage message) => new()
    {
        AccountId = message.AccountId,
        Conversation = message.Conversation,
        MessageId = message.MessageId,
        At = UnixMicros.Of(message.At),
        Direction = (long)message.Direction,
        Kind = (long)message.Kind,
        Author = message.Author,
        Automatic = message.Automatic ? 1 : 0,
        NoAnswer = (long)message.NoAnswer,
        Answerer = (long)message.Answerer,
        Unsaid = (long)message.Unsaid,
    };

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
        Unsaid = (UnsaidCells)Unsaid,
        ObservedAt = observedAt,
    };
}
