using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Import.Layouts;

namespace SmmKpiBot.Sources.Import.Exports;

/// <summary>
/// A table from Meta Ads Manager. The currency stands in the header of the amount. Rows of several days are refused: their days cannot be told apart.
/// Rows of ad sets and ads of one campaign and day are added up. Of followers, those of pages and of Instagram are added.
/// </summary>
internal sealed class MetaAdsManager : Layout
{
    private static readonly ColumnSpec Day = new("Day", ColumnType.Day, "День");
    private static readonly ColumnSpec Starts = new("Reporting starts", ColumnType.Day, "Початок звітності", "Початок звітного періоду", "Дата начала отчетности", "Начало отчетности") { Needed = true };
    private static readonly ColumnSpec Ends = new("Reporting ends", ColumnType.Day, "Завершення звітності", "Кінець звітного періоду", "Дата окончания отчетности", "Окончание отчетности") { Needed = true };
    private static readonly ColumnSpec Campaign = new("Campaign name", ColumnType.Text, "Campaign ID", "Назва кампанії", "Название кампании");
    private static readonly ColumnSpec Spend = new("Amount spent (*)", ColumnType.Money, "Витрачена сума (*)", "Сума витрат (*)", "Потраченная сумма (*)", "Сумма затрат (*)", "Сумма расходов (*)") { Needed = true };
    private static readonly ColumnSpec Impressions = new("Impressions", ColumnType.Count, "Покази", "Показы");
    private static readonly ColumnSpec Clicks = new("Link clicks", ColumnType.Count, "Clicks (all)", "Кліки посилань", "Кліки за посиланням", "Клики по ссылке", "Кліки (усі)", "Клики (все)");
    private static readonly ColumnSpec PageFollows = new("Facebook likes", ColumnType.Count, "Follows or likes", "Page likes", "Facebook follows or likes");
    private static readonly ColumnSpec InstagramFollows = new("Instagram follows", ColumnType.Count, "Instagram profile follows");

    public override string Name => "meta-ads-manager";

    public override IReadOnlyList<ColumnSpec> Columns { get; } = [Day, Starts, Ends, Campaign, Spend, Impressions, Clicks, PageFollows, InstagramFollows];

    public override IRowMapper MapperFor(TableContext table) => new Mapper(table);

    private sealed class Mapper(TableContext table) : IRowMapper
    {
        private readonly TableContext _table = table;
        private readonly Header _header = table.Header;
        private readonly string? _currency = CurrencyCode.Read(table.Header[Spend].Bracketed);

        public void Map(RowValues row, List<object> facts)
        {
            if (IsTotals(row) || DayOf(row) is not { } day)
                return;
            if (_currency is null)
                row.Fail(_header[Spend], new Wording("у заголовку має бути код валюти, наприклад Amount spent (UAH)", "a currency code in the header, such as Amount spent (UAH)"));
            facts.Add(new AdDay
            {
                AccountId = _table.AccountId,
                Day = day,
                Campaign = row.Text(_header[Campaign]) ?? "",
                SpendMicros = row.Micros(_header[Spend]),
                Currency = _currency,
                Impressions = row.Count(_header[Impressions]),
                Clicks = row.Count(_header[Clicks]),
                NewFollowers = row.Count(_header[PageFollows]) is { } page ? page + (row.Count(_header[InstagramFollows]) ?? 0) : row.Count(_header[InstagramFollows]),
                ObservedAt = _table.ObservedAt,
                SettlesAt = _table.SettlesAt(day),
            });
        }

        /// <summary>The row of sums has no campaign where others do, or no day where the column is there.</summary>
        private bool IsTotals(RowValues row) =>
            (_header[Day].Exists && row.Span(_header[Day]).IsEmpty) || (_header[Campaign].Exists && row.Span(_header[Campaign]).IsEmpty);

        private DateOnly? DayOf(RowValues row)
        {
            if (_header[Day].Exists)
                return row.Day(_header[Day]);
            var starts = row.Day(_header[Starts]);
            var ends = row.Day(_header[Ends]);
            if (starts is null && ends is null && !row.IsBad)
                row.Fail(_header[Starts], new Wording("потрібен день", "a day"));
            if (starts is not null && ends is not null && starts != ends)
            {
                row.Fail(_header[Ends], new Wording(
                    $"у рядку має бути один день, а цей починається {starts:yyyy-MM-dd}: в Ads Manager розбийте за днями (Breakdown, By time, Day) і вивантажте знову",
                    $"one day in each row; this one begins on {starts:yyyy-MM-dd}: break down by day in Ads Manager (Breakdown, By time, Day) and export again"));
            }

            return row.IsBad ? null : starts ?? ends;
        }
    }
}
