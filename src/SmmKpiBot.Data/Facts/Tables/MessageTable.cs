using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts.Tables;

internal readonly record struct MessageKey(string Conversation, string MessageId);

/// <summary>Messages of conversations.</summary>
internal sealed class MessageTable : FactTable<ConversationMessage, MessageKey>
{
    public override string[] Columns { get; } = ["account_id", "conversation", "message_id", "batch_id", "at", "direction", "kind", "author", "automatic", "unsaid"];

    public override string Upsert => """
        insert into message (account_id, conversation, message_id, batch_id, at, direction, kind, author, automatic, unsaid)
        values (@account_id, @conversation, @message_id, @batch_id, @at, @direction, @kind, @author, @automatic, @unsaid)
        on conflict (account_id, conversation, message_id, batch_id) do nothing
        """;

    public override string Copy =>
        "copy message (account_id, conversation, message_id, batch_id, at, direction, kind, author, automatic, unsaid) from stdin (format binary)";

    public override MessageKey Key(ConversationMessage row) => new(row.Conversation, row.MessageId);

    public override void Fill(ConversationMessage row, long batchId, object?[] values)
    {
        values[0] = row.AccountId;
        values[1] = row.Conversation;
        values[2] = row.MessageId;
        values[3] = batchId;
        values[4] = UnixMicros.Of(row.At);
        values[5] = (long)row.Direction;
        values[6] = (long)row.Kind;
        values[7] = row.Author;
        values[8] = row.Automatic ? 1L : 0L;
        values[9] = (long)row.Unsaid;
    }

    public override (RowOutcome Outcome, ConversationMessage Row) Merge(ConversationMessage old, ConversationMessage row) =>
        RepeatOrConflict(old, UnixMicros.Of(old.At) == UnixMicros.Of(row.At) && old == row with { At = old.At, Unsaid = old.Unsaid });

    public override async Task<ConversationMessage?> FindAsync(DbConnection connection, long batchId, ConversationMessage row, CancellationToken cancellationToken)
    {
        const string sql = $"""
            select {MessageRow.Columns} from message m
            where m.account_id = @AccountId and m.conversation = @Conversation and m.message_id = @MessageId and m.batch_id = @batchId
            """;
        var key = new { row.AccountId, row.Conversation, row.MessageId, batchId };
        var found = await connection.QuerySingleOrDefaultAsync<MessageRow>(new CommandDefinition(sql, key, cancellationToken: cancellationToken));
        return found?.ToFact(row.ObservedAt);
    }
}
