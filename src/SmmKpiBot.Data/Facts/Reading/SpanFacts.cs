using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts.Reading;

/// <summary>Reads which days were observed.</summary>
internal static class SpanFacts
{
    public static async Task<IReadOnlyList<ObservedSpan>> ReadAsync(FactScope scope)
    {
        const string sql = $"""
            select s.account_id as AccountId, k.name as Kind, s.from_day as FromDay, s.to_day as ToDay, b.observed_at as ObservedAt
            from account a cross join fact_kind k
                join observed_span s on s.account_id = a.id and s.kind_id = k.id and s.to_day >= @FromDay and s.from_day <= @ToDay
                join batch b on b.id = s.batch_id
            where a.client_id = @ClientId and {FactScope.Visible}
            """;
        var rows = await scope.QueryAsync<SpanRow>(sql);
        var spans = rows.Select(row => new ObservedSpan(
            row.AccountId, row.Kind, DateOnly.FromDayNumber((int)row.FromDay), DateOnly.FromDayNumber((int)row.ToDay), UnixMicros.ToInstant(row.ObservedAt)));
        return [.. spans.OrderBy(span => span.AccountId).ThenBy(span => span.Kind, StringComparer.Ordinal).ThenBy(span => span.FromDay).ThenBy(span => span.ObservedAt)];
    }

    public static async Task<IReadOnlySet<(long AccountId, string Kind)>> ReadEverAsync(FactScope scope)
    {
        const string sql = $"""
            select a.id as AccountId, k.name as Kind
            from account a cross join fact_kind k
            where a.client_id = @ClientId and exists (
                select 1 from observed_span s join batch b on b.id = s.batch_id
                where s.account_id = a.id and s.kind_id = k.id and {FactScope.Visible})
            """;
        var rows = await scope.QueryAsync<SpanRow>(sql);
        return rows.Select(row => (row.AccountId, row.Kind)).ToHashSet();
    }

    private sealed record SpanRow
    {
        public long AccountId { get; init; }

        public string Kind { get; init; } = "";

        public long FromDay { get; init; }

        public long ToDay { get; init; }

        public long ObservedAt { get; init; }
    }
}
