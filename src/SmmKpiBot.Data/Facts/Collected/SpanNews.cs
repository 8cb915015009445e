using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Data.Facts.Collected;

/// <summary>Which told days are not covered yet by what the network told before.</summary>
internal static class SpanNews
{
    public static async Task<IReadOnlyList<ObservedSpan>> ReadAsync(AccountScope scope, CollectedPage page)
    {
        const string sql = $"""
            select k.name as Kind, s.from_day as FromDay, s.to_day as ToDay
            from fact_kind k join observed_span s on s.account_id = @AccountId and s.kind_id = k.id and s.to_day >= @from and s.from_day <= @to join batch b on b.id = s.batch_id
            where {AccountScope.OfNetwork}
            """;
        if (page.Told.Count == 0)
            return [];
        var values = new
        {
            from = page.Told.Min(span => (long)span.FromDay.DayNumber),
            to = page.Told.Max(span => (long)span.ToDay.DayNumber),
        };
        var known = (await scope.QueryAsync<SpanRow>(sql, values)).ToLookup(row => row.Kind);
        return [.. page.Told.GroupBy(span => span.Kind).SelectMany(told => Missing(told.Key, told, known[told.Key], page))];
    }

    private static IEnumerable<ObservedSpan> Missing(string kind, IEnumerable<ObservedSpan> told, IEnumerable<SpanRow> known, CollectedPage page)
    {
        var days = told.SelectMany(span => Enumerable.Range(span.FromDay.DayNumber, span.ToDay.DayNumber - span.FromDay.DayNumber + 1)).ToHashSet();
        foreach (var span in known)
            days.RemoveWhere(day => day >= span.FromDay && day <= span.ToDay);
        int? from = null;
        foreach (var day in days.Order())
        {
            from ??= day;
            if (days.Contains(day + 1))
                continue;
            yield return new(page.AccountId, kind, DateOnly.FromDayNumber(from.Value), DateOnly.FromDayNumber(day), page.ObservedAt);
            from = null;
        }
    }

    private sealed record SpanRow
    {
        public string Kind { get; init; } = "";

        public long FromDay { get; init; }

        public long ToDay { get; init; }
    }
}
