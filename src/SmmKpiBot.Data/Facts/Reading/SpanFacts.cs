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
        return [.. rows.Select(row => row.ToSpan()).OrderBy(span => span.AccountId).ThenBy(span => span.Kind, StringComparer.Ordinal).ThenBy(span => span.FromDay).ThenBy(span => span.ObservedAt)];
    }

    /// <summary>The last span that ends before the days, of each account and kind that has none in <paramref name="spans"/>.</summary>
    public static async Task<IReadOnlyList<ObservedSpan>> ReadEarlierAsync(FactScope scope, IReadOnlyList<ObservedSpan> spans)
    {
        // The latest span of each kind stands last in the key: of none more is read than that.
        const string sql = $"""
            select s.account_id as AccountId, k.name as Kind, s.from_day as FromDay, s.to_day as ToDay, b.observed_at as ObservedAt
            from account a cross join fact_kind k
                join observed_span s on s.account_id = a.id and s.kind_id = k.id and s.to_day = (
                    select last.to_day from observed_span last join batch b on b.id = last.batch_id
                    where last.account_id = a.id and last.kind_id = k.id and last.to_day < @FromDay and {FactScope.Visible}
                    order by last.to_day desc limit 1)
                join batch b on b.id = s.batch_id
            where a.client_id = @ClientId and {FactScope.Visible}
            """;
        var told = spans.Select(span => (span.AccountId, span.Kind)).ToHashSet();
        var earlier = (await scope.QueryAsync<SpanRow>(sql)).Select(row => row.ToSpan()).GroupBy(span => (span.AccountId, span.Kind)).Where(group => !told.Contains(group.Key));
        return [.. earlier.Select(group => group.MaxBy(span => span.ObservedAt)).OfType<ObservedSpan>()];
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

        public ObservedSpan ToSpan() =>
            new(AccountId, Kind, DateOnly.FromDayNumber((int)FromDay), DateOnly.FromDayNumber((int)ToDay), UnixMicros.ToInstant(ObservedAt));
    }
}
