using SmmKpiBot.Data.Facts.Reading;
using SmmKpiBot.Data.Facts.Tables;
using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Data.Facts.Collected;

/// <summary>Which ad days of a page say something that is not known.</summary>
internal static class AdNews
{
    public static async Task<List<AdDay>> ReadAsync(AccountScope scope, CollectedPage page)
    {
        const string sql = $"""
            select {AdDayRow.Columns}, {AccountScope.BatchColumns} from ad_day d join batch b on b.id = d.batch_id
            where d.account_id = @AccountId and d.day between @FromDay and @ToDay and {AccountScope.OfNetwork}
            """;
        if (page.DaysOf(kind => kind == FactKind.Ads, page.Ads.Select(row => row.Day)) is not { } days)
            return [];
        var rows = await scope.QueryAsync<AdDayRow>(sql, new { FromDay = days.From, ToDay = days.To });
        var known = rows.GroupBy(row => ((int)row.Day, row.Campaign)).ToDictionary(group => group.Key, AdFacts.Fold);
        var told = new Dictionary<(int Day, string Campaign), AdDay>(page.Ads.Count);
        foreach (var row in page.Ads)
            told[(row.Day.DayNumber, row.Campaign)] = row;
        var news = told.Where(pair => IsNews(known.GetValueOrDefault(pair.Key), pair.Value)).Select(pair => pair.Value);
        var vanished = known.Where(pair => !told.ContainsKey(pair.Key) && page.Tells(FactKind.Ads, pair.Value.Day)).Select(pair => (Known: pair.Value, Zero: Zero(pair.Value, page.ObservedAt)))
            .Where(pair => IsNews(pair.Known, pair.Zero)).Select(pair => pair.Zero);
        return [.. news, .. vanished];
    }

    private static bool IsNews(AdDay? known, AdDay told)
    {
        if (known is null)
            return true;
        var isMoneyNew = told.SpendMicros is not null && (told.SpendMicros, told.Currency) != (known.SpendMicros, known.Currency);
        return isMoneyNew || (told.AreFollowersTakenBack && known.NewFollowers is not null) || Cells(told).Zip(Cells(known)).Any(cell => cell.First is not null && cell.First != cell.Second)
            || (HasCell(told) && Settling.IsOverNow((known.ObservedAt, known.SettlesAt), (told.ObservedAt, told.SettlesAt)));
    }

    private static bool HasCell(AdDay row) => row.SpendMicros is not null || Cells(row).Any(cell => cell is not null);

    private static long?[] Cells(AdDay row) => [row.Impressions, row.Clicks, row.NewFollowers];

    private static AdDay Zero(AdDay known, DateTimeOffset observedAt) => known with
    {
        SpendMicros = known.SpendMicros * 0,
        Impressions = known.Impressions * 0,
        Clicks = known.Clicks * 0,
        NewFollowers = known.NewFollowers * 0,
        ObservedAt = observedAt,
    };
}
