using SmmKpiBot.Data.Facts.Tables;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts.Reading;

/// <summary>Reads traffic days.</summary>
internal static class TrafficFacts
{
    public static async Task<IReadOnlyList<TrafficDay>> ReadAsync(FactScope scope)
    {
        const string sql = $"""
            select {TrafficDayRow.Columns}, {FactScope.BatchColumns}
            from account a join traffic_day t on t.account_id = a.id and t.day between @FromDay and @ToDay join batch b on b.id = t.batch_id
            where a.client_id = @ClientId and {FactScope.Visible}
            """;
        var rows = await scope.QueryAsync<TrafficDayRow>(sql);
        var folded = NetworkDays.Winners(rows, row => (row.AccountId, row.Day))
            .GroupBy(row => (row.AccountId, row.Day, row.Source, row.Medium, row.Campaign, row.Channel))
            .Select(Fold);
        return [.. folded.OrderBy(row => row.AccountId).ThenBy(row => row.Day).ThenBy(row => row.Source, StringComparer.Ordinal).ThenBy(row => row.Medium, StringComparer.Ordinal)];
    }

    /// <summary>Revenue and its currency are one cell.</summary>
    public static TrafficDay Fold(IEnumerable<TrafficDayRow> observations)
    {
        var cells = default(CellFold);
        TrafficDay? folded = null;
        foreach (var row in CellFold.Ordered(observations))
        {
            var next = row.ToFact(UnixMicros.ToInstant(row.ObservedAt));
            var old = folded ?? next;
            var network = row.OfNetwork;
            cells.Took = false;
            var revenue = cells.Take(0, Money(old.RevenueMicros, old.Currency), Money(next.RevenueMicros, next.Currency), network);
            var taken = old with
            {
                RevenueMicros = revenue?.Micros,
                Currency = revenue?.Currency,
                Sessions = cells.Take(1, old.Sessions, next.Sessions, network),
                Users = cells.Take(2, old.Users, next.Users, network),
                EngagedSessions = cells.Take(3, old.EngagedSessions, next.EngagedSessions, network),
                EngagedSeconds = cells.Take(4, old.EngagedSeconds, next.EngagedSeconds, network),
                PageViews = cells.Take(5, old.PageViews, next.PageViews, network),
                Purchases = IsTakenBack(ConversionCells.Purchases) ? cells.TakeBack(6, old.Purchases) : cells.Take(6, old.Purchases, next.Purchases, network),
                Signups = IsTakenBack(ConversionCells.Signups) ? cells.TakeBack(7, old.Signups) : cells.Take(7, old.Signups, next.Signups, network),
                CallRequests = IsTakenBack(ConversionCells.CallRequests) ? cells.TakeBack(8, old.CallRequests) : cells.Take(8, old.CallRequests, next.CallRequests, network),
                OtherConversions = IsTakenBack(ConversionCells.Others) ? cells.TakeBack(9, old.OtherConversions) : cells.Take(9, old.OtherConversions, next.OtherConversions, network),
                TakenBack = ConversionCells.None,
                ConvertingSessions = IsTakenBack(ConversionCells.ConvertingSessions) ? cells.TakeBack(10, old.ConvertingSessions) : cells.Take(10, old.ConvertingSessions, next.ConvertingSessions, network),
            };
            folded = cells.Took ? taken with { ObservedAt = next.ObservedAt, SettlesAt = next.SettlesAt } : taken;

            bool IsTakenBack(ConversionCells cell) => network && next.TakenBack.HasFlag(cell);
        }

        return folded!;
    }

    private static (long Micros, string? Currency)? Money(long? micros, string? currency) => micros is { } known ? (known, currency) : null;
}
