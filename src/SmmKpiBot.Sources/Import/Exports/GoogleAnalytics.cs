using System.Globalization;
using System.Text.RegularExpressions;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Import.Layouts;
using SmmKpiBot.Sources.Import.Tables;

namespace SmmKpiBot.Sources.Import.Exports;

/// <summary>
/// A table from Google Analytics 4, from a report or an exploration: comment lines above it, dates as 20261120, source and medium joined or apart, and a row of totals.
/// Averages and rates by session are multiplied back. Key events that are no purchases count as other conversions.
/// </summary>
internal sealed partial class GoogleAnalytics : Layout
{
    private static readonly ColumnSpec Date = new("Date", ColumnType.Day, "Дата");
    private static readonly ColumnSpec Joined = new("Session source / medium", ColumnType.Text, "Source / medium", "Session manual source / medium", "First user source / medium", "Джерело / канал сеансу", "Источник / канал сеанса");
    private static readonly ColumnSpec Source = new("Session source", ColumnType.Text, "Session manual source", "Джерело сеансу", "Источник сеанса");
    private static readonly ColumnSpec Medium = new("Session medium", ColumnType.Text, "Session manual medium", "Канал сеансу", "Канал сеанса");
    private static readonly ColumnSpec Campaign = new("Session campaign", ColumnType.Text, "Session campaign name", "Session manual campaign name", "Campaign", "Кампанія сеансу", "Кампания сеанса");
    private static readonly ColumnSpec Channel = new("Session default channel group", ColumnType.Text, "Session primary channel group (Default channel group)", "Session default channel grouping", "Default channel group");
    private static readonly ColumnSpec Sessions = new("Sessions", ColumnType.Count, "Сеанси", "Сеансы") { Needed = true };
    private static readonly ColumnSpec Users = new("Total users", ColumnType.Count, "Active users", "Users");
    private static readonly ColumnSpec EngagedSessions = new("Engaged sessions", ColumnType.Count);
    private static readonly ColumnSpec EngagedSeconds = new("User engagement", ColumnType.Quantity, "User engagement duration", "Engagement time");
    private static readonly ColumnSpec AverageSeconds = new("Average engagement time per session", ColumnType.Quantity, "Average session duration");
    private static readonly ColumnSpec PageViews = new("Views", ColumnType.Count, "Screen page views", "Page views");
    private static readonly ColumnSpec Purchases = new("Ecommerce purchases", ColumnType.Count, "Purchases", "Transactions");
    private static readonly ColumnSpec KeyEvents = new("Key events", ColumnType.Count, "Conversions");
    private static readonly ColumnSpec KeyEventRate = new("Session key event rate", ColumnType.Quantity, "Session conversion rate");
    private static readonly ColumnSpec Revenue = new("Total revenue", ColumnType.Money, "Purchase revenue", "Revenue");

    public override string Name => "google-analytics";

    public override IReadOnlyList<ColumnSpec> Columns { get; } =
    [
        Date, Joined, Source, Medium, Campaign, Channel, Sessions, Users, EngagedSessions, EngagedSeconds, AverageSeconds, PageViews, Purchases, KeyEvents, KeyEventRate, Revenue,
    ];

    public override int LeastColumns => 2;

    public override bool Accepts(Header header) => header[Joined].Exists || (header[Source].Exists && header[Medium].Exists);

    public override IRowMapper MapperFor(TableContext table)
    {
        var mapper = new Mapper(table, table.Header[Date].Exists ? null : OnlyDay(table));
        if (table.Header[Revenue].Exists && table.Request.Client.Currency is null)
        {
            table.Warn(new Wording(
                $"Колонку {table.Header[Revenue].Title} пропущено: у клієнта не вказано валюту. Задайте її на сервері (client set … currency=UAH), скасуйте цей імпорт та імпортуйте файл знову.",
                $"The column {table.Header[Revenue].Title} was left out: set the client's currency (client set … currency=UAH), undo this import and import again."));
        }

        return mapper;
    }

    /// <summary>A report without the column Date is usable when its comments say that it is of one day.</summary>
    private static DateOnly OnlyDay(TableContext table)
    {
        var comments = string.Join('\n', table.Preamble.Select(row => string.Join(' ', row.Cells)));
        var days = EightDigits().Matches(comments)
            .Select(match => DateOnly.TryParseExact(match.Value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null)
            .OfType<DateOnly>().Distinct().ToArray();
        return days is [var only]
            ? only
            : throw new TableException(new Wording(
                "бракує колонки Date: додайте у звіт Google Analytics вимір Date і вивантажте знову",
                "a column Date; add the dimension Date to the report in Google Analytics and export again"))
            { Table = table.TableName };
    }

    [GeneratedRegex(@"\b20\d{6}\b")]
    private static partial Regex EightDigits();

    private sealed class Mapper(TableContext table, DateOnly? onlyDay) : IRowMapper
    {
        private readonly TableContext _table = table;
        private readonly Header _header = table.Header;
        private readonly DateOnly? _onlyDay = onlyDay;

        public void Map(RowValues row, List<object> facts)
        {
            if (IsTotals(row) || SourceAndMedium(row) is not var (source, medium) || (_onlyDay ?? row.Day(_header[Date])) is not { } day)
                return;
            var sessions = row.Count(_header[Sessions]);
            var purchases = row.Count(_header[Purchases]);
            var revenue = row.Micros(_header[Revenue]);
            var currency = _table.Request.Client.Currency;
            facts.Add(new TrafficDay
            {
                AccountId = _table.AccountId,
                Day = day,
                Source = source,
                Medium = medium,
                Campaign = CampaignName.Read(row.Text(_header[Campaign])),
                Channel = row.Text(_header[Channel]) ?? "",
                Sessions = sessions,
                Users = row.Count(_header[Users]),
                EngagedSessions = row.Count(_header[EngagedSessions]),
                EngagedSeconds = row.QuantityOfEach(_header[EngagedSeconds], 1) ?? row.QuantityOfEach(_header[AverageSeconds], sessions),
                PageViews = row.Count(_header[PageViews]),
                Purchases = purchases,
                OtherConversions = row.Count(_header[KeyEvents]) is { } events ? Math.Max(0, events - (purchases ?? 0)) : null,
                ConvertingSessions = row.QuantityOfEach(_header[KeyEventRate], sessions),
                RevenueMicros = currency is null ? null : revenue,
                Currency = revenue is null ? null : currency,
                ObservedAt = _table.ObservedAt,
                SettlesAt = _table.SettlesAt(day),
            });
        }

        /// <summary>Totals have no source and no date, or say so in words.</summary>
        private bool IsTotals(RowValues row)
        {
            var source = row.Span(_header[_header[Joined].Exists ? Joined : Source]);
            var date = row.Span(_header[Date]);
            return (source.IsEmpty && date.IsEmpty) || IsTotalsWord(source) || IsTotalsWord(date);
        }

        private static bool IsTotalsWord(ReadOnlySpan<char> text) =>
            text.Equals("Totals", StringComparison.OrdinalIgnoreCase) || text.Equals("Total", StringComparison.OrdinalIgnoreCase) || text.Equals("Grand total", StringComparison.OrdinalIgnoreCase);

        private (string Source, string Medium)? SourceAndMedium(RowValues row)
        {
            var column = _header[Joined];
            if (!column.Exists)
                return (row.Text(_header[Source]) ?? "(not set)", row.Text(_header[Medium]) ?? "(not set)");
            var text = row.Text(column);
            if (text?.Split(" / ", 2) is [var source, var medium])
                return (source.Trim(), medium.Trim());
            if (text == "(not set)")
                return (text, text);
            row.Fail(column, new Wording("має бути джерело / канал, наприклад instagram / social", "source / medium, such as instagram / social"));
            return null;
        }
    }
}
