using System.Globalization;
using System.Text.Json;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.MetaAds;

/// <summary>Rows of Meta in our words. Pure.</summary>
internal sealed class MetaAdsMapping(GraphReading reading, string followerAction)
{
    private const decimal Micros = 1_000_000;

    private const int LongestType = 150;

    /// <summary>Clicks on anything, as Ads Manager calls them; those of ad days are on links. No type of action has a space.</summary>
    private const string AllClicks = "action:clicks (all)";

    /// <summary>Attribution goes on for so long; then Meta changes nothing any more.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromDays(28);

    private readonly GraphReading _reading = reading;
    private readonly string _followerAction = followerAction;

    /// <summary>Reads what came of some days; a page may come twice.</summary>
    public static MetaAdDays Read(IEnumerable<JsonElement> rows, Period days, RecordReader records)
    {
        var all = rows.Select(record => (Record: record, Row: Read(record, records))).ToList();
        var broken = all.Where(one => one.Row is null).Select(one => DaysOf(one.Record) ?? days).ToList();
        return new(
            [.. all.Select(one => one.Row).OfType<MetaAdRow>().GroupBy(row => (row.DateStart, row.CampaignId ?? row.CampaignName)).Select(same => same.Last())],
            [.. days.EachDay().Where(day => !broken.Exists(span => span.Contains(day)))]);
    }

    /// <summary>Among these rows is one with the type that counts, or Meta says of the type that it leaves out zeros alone.</summary>
    public bool HasAction(IEnumerable<MetaAdRow> rows) => _followerAction == FollowerTypes.PageLike || rows.Any(row => CountOf(row) is not null);

    /// <summary>Campaigns of one name are one row, as people see one name.</summary>
    /// <param name="hasAction">The account has the type that counts. Then a row without it brought none; else the type may be called otherwise, and nothing is known.</param>
    public IReadOnlyList<AdDay> Of(IEnumerable<MetaAdRow> rows, bool hasAction) =>
    [
        .. rows.GroupBy(row => (row.DateStart, Campaign: row.CampaignName ?? row.CampaignId ?? "", Currency: row.AccountCurrency ?? _reading.Asked.Place.Currency))
            .Select(group => new AdDay
            {
                AccountId = _reading.AccountId,
                Day = group.Key.DateStart,
                Campaign = group.Key.Campaign,
                SpendMicros = (long)decimal.Round(group.Sum(row => row.Spend) * Micros),
                Currency = group.Key.Currency,

                // A row is all that Meta knows of that campaign and day: what it leaves out did not happen.
                Impressions = group.Sum(row => row.Impressions ?? 0),
                Clicks = group.Sum(row => row.InlineLinkClicks ?? 0),
                NewFollowers = hasAction ? group.Sum(row => CountOf(row) ?? 0) : null,
                AreFollowersTakenBack = !hasAction,
                ObservedAt = _reading.Now,
                SettlesAt = SettlesAt(group.Key.DateStart),
            }),
    ];

    /// <summary>Of all campaigns together, what no ad day has a cell for: clicks on anything, and what ads brought by type of action.</summary>
    public IEnumerable<MetricPoint> OthersOf(MetaAdDays told) => told.Rows.Where(row => told.Whole.Contains(row.DateStart)).GroupBy(row => row.DateStart).SelectMany(day =>
        day.SelectMany(row => row.Actions ?? []).Where(action => action.ActionType.Length is > 0 and <= LongestType)
            .GroupBy(action => action.ActionType, action => action.Value ?? 0)
            .Select(type => _reading.Point(MetricCatalogue.AdActions, $"action:{type.Key}", day.Key, (long)decimal.Round(type.Sum()), SettlesAt(day.Key)))
            .Prepend(_reading.Point(MetricCatalogue.AdActions, AllClicks, day.Key, day.Sum(row => row.Clicks ?? 0), SettlesAt(day.Key))));

    private DateTimeOffset SettlesAt(DateOnly day) => LocalDay.Start(day.AddDays(1), _reading.Asked.Place.DayZone) + Settling;

    private static MetaAdRow? Read(JsonElement record, RecordReader records)
    {
        var row = records.Read<MetaAdRow>(record, "ad row");
        if (row is null || row.DateStart == row.DateStop)
            return row;
        records.Refuse(record, "ad row spans several days");
        return null;
    }

    /// <summary>Null where a record does not say them.</summary>
    private static Period? DaysOf(JsonElement record) => DayOf(record, "date_start") is { } first && DayOf(record, "date_stop") is { } last && first <= last ? new Period(first, last) : null;

    private static DateOnly? DayOf(JsonElement record, string name) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(text.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    private long? CountOf(MetaAdRow row) => row.Actions?.FirstOrDefault(action => action.ActionType == _followerAction)?.Value is { } value ? (long)decimal.Round(value) : null;
}

/// <summary>What Meta told of some days.</summary>
/// <param name="Rows">Those that can be read, each campaign and day once.</param>
/// <param name="Whole">The days of which every row can be read. Of the others a campaign that is missing may be the one that cannot.</param>
internal sealed record MetaAdDays(IReadOnlyList<MetaAdRow> Rows, IReadOnlyList<DateOnly> Whole);
