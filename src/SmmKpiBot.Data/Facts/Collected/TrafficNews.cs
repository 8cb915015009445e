using SmmKpiBot.Data.Facts.Reading;
using SmmKpiBot.Data.Facts.Tables;
using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Data.Facts.Collected;

/// <summary>Which traffic days of a page say something that is not known.</summary>
internal static class TrafficNews
{
    public static async Task<List<TrafficDay>> ReadAsync(AccountScope scope, CollectedPage page)
    {
        const string sql = $"""
            select {TrafficDayRow.Columns}, {AccountScope.BatchColumns} from traffic_day t join batch b on b.id = t.batch_id
            where t.account_id = @AccountId and t.day between @FromDay and @ToDay and {AccountScope.OfNetwork}
            """;
        if (page.DaysOf(kind => kind == FactKind.Traffic, page.Traffic.Select(row => row.Day)) is not { } days)
            return [];
        var rows = await scope.QueryAsync<TrafficDayRow>(sql, new { FromDay = days.From, ToDay = days.To });
        var known = rows.GroupBy(row => new TrafficDayKey((int)row.Day, row.Source, row.Medium, row.Campaign, row.Channel)).ToDictionary(group => group.Key, TrafficFacts.Fold);
        var told = new Dictionary<TrafficDayKey, TrafficDay>(page.Traffic.Count);
        foreach (var row in page.Traffic)
            told[new(row.Day.DayNumber, row.Source, row.Medium, row.Campaign, row.Channel)] = row;
        var news = told.Where(pair => IsNews(known.GetValueOrDefault(pair.Key), pair.Value)).Select(pair => pair.Value);
        var vanished = known.Where(pair => !told.ContainsKey(pair.Key) && page.Tells(FactKind.Traffic, pair.Value.Day)).Select(pair => (Known: pair.Value, Zero: Zero(pair.Value, page.ObservedAt)))
            .Where(pair => IsNews(pair.Known, pair.Zero)).Select(pair => pair.Zero);
        return [.. news, .. vanished];
    }

    private static bool IsNews(TrafficDay? known, TrafficDay told)
    {
        if (known is null)
            return true;
        var isMoneyNew = told.RevenueMicros is not null && (told.RevenueMicros, told.Currency) != (known.RevenueMicros, known.Currency);
        return isMoneyNew || (told.TakenBack & Counted(known)) != ConversionCells.None || Cells(told).Zip(Cells(known)).Any(cell => cell.First is not null && cell.First != cell.Second)
            || (HasCell(told) && Settling.IsOverNow((known.ObservedAt, known.SettlesAt), (told.ObservedAt, told.SettlesAt)));
    }

    private static bool HasCell(TrafficDay row) => row.RevenueMicros is not null || Cells(row).Any(cell => cell is not null);

    private static ConversionCells Counted(TrafficDay row) =>
        Of(ConversionCells.Purchases, row.Purchases) | Of(ConversionCells.Signups, row.Signups) | Of(ConversionCells.CallRequests, row.CallRequests)
        | Of(ConversionCells.Others, row.OtherConversions) | Of(ConversionCells.ConvertingSessions, row.ConvertingSessions);

    private static ConversionCells Of(ConversionCells cell, long? value) => value is null ? ConversionCells.None : cell;

    private static long?[] Cells(TrafficDay row) =>
    [
        row.Sessions, row.Users, row.EngagedSessions, row.EngagedSeconds, row.PageViews, row.Purchases, row.Signups, row.CallRequests, row.OtherConversions, row.ConvertingSessions,
    ];

    private static TrafficDay Zero(TrafficDay known, DateTimeOffset observedAt) => known with
    {
        Sessions = known.Sessions * 0,
        Users = known.Users * 0,
        EngagedSessions = known.EngagedSessions * 0,
        EngagedSeconds = known.EngagedSeconds * 0,
        PageViews = known.PageViews * 0,
        Purchases = known.Purchases * 0,
        Signups = known.Signups * 0,
        CallRequests = known.CallRequests * 0,
        OtherConversions = known.OtherConversions * 0,
        ConvertingSessions = known.ConvertingSessions * 0,
        RevenueMicros = known.RevenueMicros * 0,
        ObservedAt = observedAt,
    };
}
