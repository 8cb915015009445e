using SmmKpiBot.Data.Facts.Tables;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts.Reading;

/// <summary>Reads ad days.</summary>
internal static class AdFacts
{
    public static async Task<IReadOnlyList<AdDay>> ReadAsync(FactScope scope)
    {
        const string sql = $"""
            select {AdDayRow.Columns}, {FactScope.BatchColumns}
            from account a join ad_day d on d.account_id = a.id and d.day between @FromDay and @ToDay join batch b on b.id = d.batch_id
            where a.client_id = @ClientId and {FactScope.Visible}
            """;
        var rows = await scope.QueryAsync<AdDayRow>(sql);
        var folded = NetworkDays.Winners(rows, row => (row.AccountId, row.Day))
            .GroupBy(row => (row.AccountId, row.Day, row.Campaign))
            .Select(Fold);
        return [.. folded.OrderBy(row => row.AccountId).ThenBy(row => row.Day).ThenBy(row => row.Campaign, StringComparer.Ordinal)];
    }

    /// <summary>Spend and its currency are one cell.</summary>
    public static AdDay Fold(IEnumerable<AdDayRow> observations)
    {
        var cells = default(CellFold);
        AdDay? folded = null;
        foreach (var row in CellFold.Ordered(observations))
        {
            var next = row.ToFact(UnixMicros.ToInstant(row.ObservedAt));
            var old = folded ?? next;
            cells.Took = false;
            var spend = cells.Take(0, Money(old.SpendMicros, old.Currency), Money(next.SpendMicros, next.Currency), row.OfNetwork);
            var taken = old with
            {
                SpendMicros = spend?.Micros,
                Currency = spend?.Currency,
                Impressions = cells.Take(1, old.Impressions, next.Impressions, row.OfNetwork),
                Clicks = cells.Take(2, old.Clicks, next.Clicks, row.OfNetwork),
                NewFollowers = row.OfNetwork && next.AreFollowersTakenBack ? cells.TakeBack(3, old.NewFollowers) : cells.Take(3, old.NewFollowers, next.NewFollowers, row.OfNetwork),
                AreFollowersTakenBack = false,
            };
            folded = cells.Took ? taken with { ObservedAt = next.ObservedAt, SettlesAt = next.SettlesAt } : taken;
        }

        return folded!;
    }

    private static (long Micros, string? Currency)? Money(long? micros, string? currency) => micros is { } known ? (known, currency) : null;
}
