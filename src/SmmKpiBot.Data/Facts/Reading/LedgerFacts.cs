using System.Globalization;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts.Reading;

/// <summary>Reads the conflicts of a client's ledger as facts.</summary>
internal static class LedgerFacts
{
    private const string Prefix = "case:";

    /// <summary>The case behind a fact; null where it is none of the ledger.</summary>
    public static long? IdOf(string conversation) =>
        conversation.StartsWith(Prefix, StringComparison.Ordinal) && long.TryParse(conversation.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The conversation of a fact stands for its case in the ledger: a conversation may have several, and some cases have none.</summary>
    public static string ConversationOf(long caseId) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{caseId}");

    public static async Task<IEnumerable<Conflict>> ReadAsync(FactScope scope)
    {
        const string sql = """
            select c.id as CaseId, c.ledger_id as LedgerId, c.opened_at as OpenedAt, e.id as Id, e.kind as Kind, e.at as At, e.recorded_at as RecordedAt
            from account a join conflict_case c on c.ledger_id = a.id join conflict_event e on e.case_id = c.id
            where a.client_id = @ClientId and e.kind <= 2 and e.recorded_at <= @KnownBy
            """;
        var rows = await scope.QueryAsync<StatusRow>(sql);
        return rows.GroupBy(row => row.CaseId).Select(Fold);
    }

    private static Conflict Fold(IGrouping<long, StatusRow> rows)
    {
        var events = rows.OrderBy(row => row.Id).ToList();
        var resolvedAt = ConflictFold.ResolvedAt(events.Select(row => ((ConflictEventKind)row.Kind, UnixMicros.ToInstant(row.At))));
        return new(events[0].LedgerId, ConversationOf(rows.Key), UnixMicros.ToInstant(events[0].OpenedAt), resolvedAt, UnixMicros.ToInstant(events[^1].RecordedAt));
    }

    private sealed record StatusRow
    {
        public long CaseId { get; init; }

        public long LedgerId { get; init; }

        public long OpenedAt { get; init; }

        public long Id { get; init; }

        public long Kind { get; init; }

        public long At { get; init; }

        public long RecordedAt { get; init; }
    }
}
