using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>Our own layout of messages and comments. A customer's name is stored only as a keyed hash.</summary>
internal sealed class MessagesLayout : Layout
{
    private static readonly ColumnSpec At = ColumnSpec.Key("at", ColumnType.Moment, "time", "sent at", "час", "время");
    private static readonly ColumnSpec Conversation = ColumnSpec.Key("conversation", ColumnType.Id, "conversation id", "розмова", "диалог");
    private static readonly ColumnSpec MessageId = ColumnSpec.Key("message_id", ColumnType.Id, "id повідомлення", "id сообщения");
    private static readonly ColumnSpec Way = ColumnSpec.Key("direction", ColumnType.Text, "напрямок", "направление");
    private static readonly ColumnSpec Kind = new("kind", ColumnType.Text, "тип");
    private static readonly ColumnSpec Author = new("author", ColumnType.Text, "автор");
    private static readonly ColumnSpec Automatic = new("automatic", ColumnType.Flag, "автоматичне", "автоматическое");

    public override string Name => "messages";

    public override IReadOnlyList<ColumnSpec> Columns { get; } = [At, Conversation, MessageId, Way, Kind, Author, Automatic];

    public override IRowMapper MapperFor(TableContext table) => new Mapper(table);

    private sealed class Mapper(TableContext table) : IRowMapper
    {
        private readonly TableContext _table = table;
        private readonly BoundColumn _at = table.Header[At];
        private readonly BoundColumn _conversation = table.Header[Conversation];
        private readonly BoundColumn _messageId = table.Header[MessageId];
        private readonly BoundColumn _way = table.Header[Way];
        private readonly BoundColumn _kind = table.Header[Kind];
        private readonly BoundColumn _author = table.Header[Author];
        private readonly BoundColumn _automatic = table.Header[Automatic];

        public void Map(RowValues row, List<object> facts)
        {
            var at = row.Instant(_at);
            var conversation = row.Text(_conversation);
            var messageId = row.Text(_messageId);
            var direction = DirectionOf(row);
            var kind = KindOf(row);
            var author = row.Text(_author);
            var automatic = row.Flag(_automatic);
            if (at is null || conversation is null || messageId is null || direction is null)
                return;
            facts.Add(new ConversationMessage
            {
                AccountId = _table.AccountId,
                Conversation = conversation,
                MessageId = messageId,
                At = at.Value,
                Direction = direction.Value,
                Kind = kind ?? MessageKind.Message,
                Author = author is not null && direction == Direction.Inbound ? _table.Authors.Hash(author) : author,
                Automatic = automatic ?? false,
                Unsaid = (kind is null ? UnsaidCells.Kind : UnsaidCells.None) | (automatic is null ? UnsaidCells.Automatic : UnsaidCells.None),
                ObservedAt = _table.ObservedAt,
            });
        }

        private Direction? DirectionOf(RowValues row)
        {
            switch (row.Text(_way)?.ToLowerInvariant())
            {
                case "in" or "inbound" or "incoming" or "вхідне" or "входящее":
                    return Direction.Inbound;
                case "out" or "outbound" or "outgoing" or "вихідне" or "исходящее":
                    return Direction.Outbound;
                case null:
                    return null;
                default:
                    row.Fail(_way, new Wording("має бути in (від клієнта) або out (від вас)", "in or out"));
                    return null;
            }
        }

        private MessageKind? KindOf(RowValues row)
        {
            switch (row.Text(_kind)?.ToLowerInvariant())
            {
                case null:
                    return null;
                case "message":
                    return MessageKind.Message;
                case "comment":
                    return MessageKind.Comment;
                default:
                    row.Fail(_kind, new Wording("має бути comment або message", "comment or message"));
                    return null;
            }
        }
    }
}
