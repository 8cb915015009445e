using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>Our own layout of site visits: a row is one source / medium / campaign / channel on one day.</summary>
internal sealed class TrafficLayout : Layout
{
    private static readonly ColumnSpec Date = ColumnSpec.Key("date", ColumnType.Day, "day", "дата", "день");
    private static readonly ColumnSpec Source = ColumnSpec.Key("source", ColumnType.Text, "utm_source", "джерело", "источник");
    private static readonly ColumnSpec Medium = ColumnSpec.Key("medium", ColumnType.Text, "utm_medium", "канал", "канал");
    private static readonly ColumnSpec Campaign = new("campaign", ColumnType.Text, "utm_campaign", "кампанія", "кампания");
    private static readonly ColumnSpec Channel = new("channel", ColumnType.Text, "channel group");
    private static readonly ColumnSpec Sessions = new("sessions", ColumnType.Count, "сеанси", "сеансы") { Needed = true };
    private static readonly ColumnSpec Users = new("users", ColumnType.Count);
    private static readonly ColumnSpec EngagedSessions = new("engaged_sessions", ColumnType.Count);
    private static readonly ColumnSpec EngagedSeconds = new("engaged_seconds", ColumnType.Quantity);
    private static readonly ColumnSpec PageViews = new("page_views", ColumnType.Count, "views");
    private static readonly ColumnSpec Purchases = new("purchases", ColumnType.Count);
    private static readonly ColumnSpec Signups = new("signups", ColumnType.Count);
    private static readonly ColumnSpec CallRequests = new("call_requests", ColumnType.Count);
    private static readonly ColumnSpec OtherConversions = new("other_conversions", ColumnType.Count);
    private static readonly ColumnSpec ConvertingSessions = new("converting_sessions", ColumnType.Count);
    private static readonly ColumnSpec Revenue = new("revenue", ColumnType.Money);
    private static readonly ColumnSpec Currency = new("currency", ColumnType.Text);

    public override string Name => "traffic";

    public override IReadOnlyList<ColumnSpec> Columns { get; } =
    [
        Date, Source, Medium, Campaign, Channel, Sessions, Users, EngagedSessions, EngagedSeconds, PageViews, Purchases, Signups, CallRequests, OtherConversions,
        ConvertingSessions, Revenue, Currency,
    ];

    public override IRowMapper MapperFor(TableContext table) => new Mapper(table);

    private sealed class Mapper(TableContext table) : IRowMapper
    {
        private readonly TableContext _table = table;
        private readonly Header _header = table.Header;
        private readonly BoundColumn _revenue = table.Header[Revenue];
        private readonly BoundColumn _currency = table.Header[Currency];

        public void Map(RowValues row, List<object> facts)
        {
            var day = row.Day(_header[Date]);
            var source = row.Text(_header[Source]);
            var medium = row.Text(_header[Medium]);
            var revenue = row.Micros(_revenue);
            var fact = new TrafficDay
            {
                AccountId = _table.AccountId,
                Day = day ?? default,
                Source = source ?? "",
                Medium = medium ?? "",
                Campaign = CampaignName.Read(row.Text(_header[Campaign])),
                Channel = row.Text(_header[Channel]) ?? "",
                Sessions = row.Count(_header[Sessions]),
                Users = row.Count(_header[Users]),
                EngagedSessions = row.Count(_header[EngagedSessions]),
                EngagedSeconds = row.QuantityOfEach(_header[EngagedSeconds], 1),
                PageViews = row.Count(_header[PageViews]),
                Purchases = row.Count(_header[Purchases]),
                Signups = row.Count(_header[Signups]),
                CallRequests = row.Count(_header[CallRequests]),
                OtherConversions = row.Count(_header[OtherConversions]),
                ConvertingSessions = row.Count(_header[ConvertingSessions]),
                RevenueMicros = revenue,
                Currency = CurrencyOf(row, revenue),
                ObservedAt = _table.ObservedAt,
                SettlesAt = day is { } known ? _table.SettlesAt(known) : default,
            };
            if (day is not null && source is not null && medium is not null)
                facts.Add(fact);
        }

        /// <summary>The row's currency, else the client's; an amount needs one.</summary>
        private string? CurrencyOf(RowValues row, long? revenue)
        {
            var currency = CurrencyCode.Of(row, _currency, needed: false) ?? (revenue is null ? null : _table.Request.Client.Currency);
            if (currency is null && revenue is not (null or 0))
                row.Fail(_currency, CurrencyCode.Expected);
            return currency;
        }
    }
}
