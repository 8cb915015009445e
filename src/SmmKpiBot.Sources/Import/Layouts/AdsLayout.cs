using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>Our own layout of ads: a row is one campaign on one day.</summary>
internal sealed class AdsLayout : Layout
{
    private static readonly ColumnSpec Date = ColumnSpec.Key("date", ColumnType.Day, "day", "дата", "день");
    private static readonly ColumnSpec Campaign = new("campaign", ColumnType.Text, "campaign name", "кампанія", "кампания");
    private static readonly ColumnSpec Spend = new("spend", ColumnType.Money, "amount spent", "cost", "витрати", "расход") { Needed = true };
    private static readonly ColumnSpec Currency = new("currency", ColumnType.Text, "валюта") { Needed = true };
    private static readonly ColumnSpec Impressions = new("impressions", ColumnType.Count, "покази", "показы");
    private static readonly ColumnSpec Clicks = new("clicks", ColumnType.Count, "link clicks", "кліки", "клики");
    private static readonly ColumnSpec NewFollowers = new("new_followers", ColumnType.Count, "нові підписники", "новые подписчики");

    public override string Name => "ads";

    public override IReadOnlyList<ColumnSpec> Columns { get; } = [Date, Campaign, Spend, Currency, Impressions, Clicks, NewFollowers];

    public override IRowMapper MapperFor(TableContext table) => new Mapper(table);

    private sealed class Mapper(TableContext table) : IRowMapper
    {
        private readonly TableContext _table = table;
        private readonly BoundColumn _date = table.Header[Date];
        private readonly BoundColumn _campaign = table.Header[Campaign];
        private readonly BoundColumn _spend = table.Header[Spend];
        private readonly BoundColumn _currency = table.Header[Currency];
        private readonly BoundColumn _impressions = table.Header[Impressions];
        private readonly BoundColumn _clicks = table.Header[Clicks];
        private readonly BoundColumn _newFollowers = table.Header[NewFollowers];

        public void Map(RowValues row, List<object> facts)
        {
            var day = row.Day(_date);
            var campaign = row.Text(_campaign) ?? "";
            var spend = row.Micros(_spend);
            var currency = CurrencyCode.Of(row, _currency, needed: spend is not null);
            var impressions = row.Count(_impressions);
            var clicks = row.Count(_clicks);
            var newFollowers = row.Count(_newFollowers);
            if (spend is < 0)
                row.Fail(_spend, new Wording("сума не може бути від’ємною", "an amount of 0 or more"));
            if (day is not { } known)
                return;
            facts.Add(new AdDay
            {
                AccountId = _table.AccountId,
                Day = known,
                Campaign = campaign,
                SpendMicros = spend,
                Currency = currency,
                Impressions = impressions,
                Clicks = clicks,
                NewFollowers = newFollowers,
                ObservedAt = _table.ObservedAt,
                SettlesAt = _table.SettlesAt(known),
            });
        }
    }
}
