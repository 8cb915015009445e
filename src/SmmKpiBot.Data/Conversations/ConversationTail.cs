using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Facts.Tables;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Conversations;

/// <summary>The newest part of a conversation as it is known now: every message and closure after some instant.</summary>
public sealed record ConversationTail
{
    public required IReadOnlyList<ConversationMessage> Messages { get; init; }

    public required IReadOnlyList<WaitClosure> Closures { get; init; }

    /// <summary>Nothing was left out since the instant that was asked for.</summary>
    public required bool IsWhole { get; init; }

    /// <param name="connection">Reads.</param>
    /// <param name="transaction">What it sees.</param>
    /// <param name="accountId">Whose conversation.</param>
    /// <param name="conversation">Which.</param>
    /// <param name="since">Nothing older is read.</param>
    /// <param name="atMost">About so many of the newest messages; the rest is left out.</param>
    public static async Task<ConversationTail> ReadAsync(DbConnection connection, DbTransaction? transaction, long accountId, string conversation, DateTimeOffset since, int atMost)
    {
        const string edge = "select at from message where account_id = @accountId and conversation = @conversation and at > @after order by at desc limit 1 offset @atMost";

        // All observations of a message are read, also those that put it to another instant: the latest of them counts.
        const string messages = $"""
            select {MessageRow.Columns}, b.origin as Origin, b.observed_at as ObservedAt
            from (select distinct message_id from message where account_id = @accountId and conversation = @conversation and at > @after) newest
            join message m on m.account_id = @accountId and m.conversation = @conversation and m.message_id = newest.message_id
            join batch b on b.id = m.batch_id
            where b.completed_at is not null and b.undone_at is null
            """;
        const string closures = """
            select account_id as AccountId, conversation as Conversation, closed_at as ClosedAt, reason as Reason, closed_by as ClosedBy
            from wait_closure where account_id = @accountId and conversation = @conversation and closed_at > @after
            """;
        var after = UnixMicros.Of(since) - 1;
        var leftOut = await connection.QuerySingleOrDefaultAsync<long?>(edge, new { accountId, conversation, after, atMost }, transaction);
        var values = new { accountId, conversation, after = leftOut ?? after };
        var rows = await connection.QueryAsync<MessageRow>(messages, values, transaction);
        var closed = await connection.QueryAsync<ClosureRow>(closures, values, transaction);
        return new()
        {
            Messages = [.. MessageRow.Folded(rows).Where(message => UnixMicros.Of(message.At) > values.after)],
            Closures = [.. closed.Select(row => row.ToFact())],
            IsWhole = leftOut is null,
        };
    }
}
