using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Facts.Tables;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts.Reading;

/// <summary>Reads whole conversations and what was decided about them.</summary>
internal static class MessageFacts
{
    private static readonly IComparer<ConversationMessage> InConversation = Comparer<ConversationMessage>.Create(Compare);

    public static async Task<IReadOnlyList<ConversationMessage>> ReadAsync(FactScope scope)
    {
        const string sql = $"""
            select {MessageRow.Columns}, {FactScope.BatchColumns}
            from (
                select distinct f.account_id, f.conversation
                from account a join message f on f.account_id = a.id and f.at >= @Since
                where a.client_id = @ClientId
            ) wanted
            join message m on m.account_id = wanted.account_id and m.conversation = wanted.conversation
            join batch b on b.id = m.batch_id
            where {FactScope.Visible}
            """;
        var rows = new List<MessageRow>();
        await using (var command = scope.Command(sql))
        {
            await using var reader = await command.ExecuteReaderAsync(scope.CancellationToken);
            while (await reader.ReadAsync(scope.CancellationToken))
                rows.Add(MessageRow.Read(reader, rows.Count == 0 ? null : rows[^1].Conversation));
        }

        return Sorted([.. MessageRow.Folded(rows)]);
    }

    public static async Task<IReadOnlyList<WaitClosure>> ReadClosuresAsync(FactScope scope)
    {
        const string sql = """
            select w.account_id as AccountId, w.conversation as Conversation, w.closed_at as ClosedAt, w.reason as Reason, w.closed_by as ClosedBy
            from account a join wait_closure w on w.account_id = a.id
            where a.client_id = @ClientId and w.closed_at <= @KnownBy
            """;
        var rows = await scope.QueryAsync<ClosureRow>(sql);
        var closures = rows.Select(row => row.ToFact());
        return [.. closures.OrderBy(closure => closure.AccountId).ThenBy(closure => closure.Conversation, StringComparer.Ordinal).ThenBy(closure => closure.ClosedAt)];
    }

    /// <summary>Conflicts of imported files and of the client's own ledger.</summary>
    public static async Task<IReadOnlyList<Conflict>> ReadConflictsAsync(FactScope scope)
    {
        const string sql = $"""
            select c.account_id as AccountId, c.conversation as Conversation, c.opened_at as OpenedAt, c.resolved_at as ResolvedAt, c.batch_id as BatchId,
                {FactScope.BatchColumns}
            from account a join conflict c on c.account_id = a.id join batch b on b.id = c.batch_id
            where a.client_id = @ClientId and {FactScope.Visible}
            """;
        var rows = await scope.QueryAsync<ConflictRow>(sql);
        var conflicts = rows.GroupBy(row => (row.AccountId, row.Conversation, row.OpenedAt)).Select(Fold).Concat(await LedgerFacts.ReadAsync(scope));
        return [.. conflicts.OrderBy(conflict => conflict.AccountId).ThenBy(conflict => conflict.OpenedAt).ThenBy(conflict => conflict.Conversation, StringComparer.Ordinal)];
    }

    /// <summary>Conversations come in their order already.</summary>
    private static List<ConversationMessage> Sorted(List<ConversationMessage> messages)
    {
        var begin = 0;
        for (var end = 1; end <= messages.Count; end++)
        {
            if (end < messages.Count && messages[end].AccountId == messages[begin].AccountId && messages[end].Conversation == messages[begin].Conversation)
                continue;
            messages.Sort(begin, end - begin, InConversation);
            begin = end;
        }

        return messages;
    }

    private static int Compare(ConversationMessage one, ConversationMessage other)
    {
        var order = one.At.CompareTo(other.At);
        order = order != 0 ? order : one.Direction - other.Direction;
        return order != 0 ? order : string.CompareOrdinal(one.MessageId, other.MessageId);
    }

    private static Conflict Fold(IEnumerable<ConflictRow> observations)
    {
        var cells = default(CellFold);
        Conflict? folded = null;
        foreach (var row in CellFold.Ordered(observations))
        {
            var next = new Conflict(
                row.AccountId, row.Conversation, UnixMicros.ToInstant(row.OpenedAt), UnixMicros.ToInstant(row.ResolvedAt), UnixMicros.ToInstant(row.ObservedAt));
            var resolved = cells.Take(0, folded?.ResolvedAt, next.ResolvedAt, row.OfNetwork);
            folded = next with { ResolvedAt = resolved };
        }

        return folded!;
    }
}
