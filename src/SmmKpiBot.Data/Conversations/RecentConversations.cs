using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Facts.Tables;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Conversations;

/// <summary>The whole conversations of a client in which anything was said since some instant, as they are known now.</summary>
public static class RecentConversations
{
    public static async Task<(IReadOnlyList<ConversationMessage> Messages, IReadOnlyList<WaitClosure> Closures)> ReadAsync(
        DbConnection connection, DbTransaction? transaction, long clientId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        const string messages = $"""
            select {MessageRow.Columns}, b.origin as Origin, b.observed_at as ObservedAt
            from (
                select distinct f.account_id, f.conversation from account a join message f on f.account_id = a.id and f.at >= @since
                where a.client_id = @clientId
            ) wanted
            join message m on m.account_id = wanted.account_id and m.conversation = wanted.conversation
            join batch b on b.id = m.batch_id
            where b.completed_at is not null and b.undone_at is null
            """;
        const string closures = """
            select w.account_id as AccountId, w.conversation as Conversation, w.closed_at as ClosedAt, w.reason as Reason, w.closed_by as ClosedBy
            from account a join wait_closure w on w.account_id = a.id
            where a.client_id = @clientId
            """;
        var values = new { clientId, since = UnixMicros.Of(since) };
        var rows = await connection.QueryAsync<MessageRow>(new CommandDefinition(messages, values, transaction, cancellationToken: cancellationToken));
        var closed = await connection.QueryAsync<ClosureRow>(new CommandDefinition(closures, values, transaction, cancellationToken: cancellationToken));
        return ([.. MessageRow.Folded(rows)], [.. closed.Select(row => row.ToFact())]);
    }
}
