using System.Globalization;
using System.Text.Json;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>
/// A report by day. Its rows end with the last day that is ready, two or three days ago; a day without a row before that is observed and without a value. Only of
/// days that should long be there is nothing an answer too.
/// </summary>
internal static class InsightsMapping
{
    private const string Day = "day";

    /// <summary>Later than this YouTube has what it will have, and corrects nothing more.</summary>
    private const int ReadyAfterDays = 5;

    /// <summary>YouTube's names, and ours.</summary>
    public static IReadOnlyDictionary<string, string> Metrics { get; } = new Dictionary<string, string>
    {
        ["views"] = MetricCatalogue.Views,
        ["engagedViews"] = MetricCatalogue.EngagedViews,
        ["subscribersGained"] = MetricCatalogue.FollowersGained,
        ["subscribersLost"] = MetricCatalogue.FollowersLost,
        ["likes"] = MetricCatalogue.DailyLikes,
        ["comments"] = MetricCatalogue.DailyComments,
        ["shares"] = MetricCatalogue.DailyShares,
        ["estimatedMinutesWatched"] = MetricCatalogue.WatchMinutes,
    };

    public static SourcePage Map(SourceReading reading, Period days, IReadOnlyList<ReportBody> reports)
    {
        var bad = new List<BadRecord>();
        var points = new List<MetricPoint>();
        var told = new List<ObservedSpan>();
        foreach (var report in reports)
        {
            var rows = Rows(report, bad, out var hasBadDays);
            var longReady = LocalDay.Of(reading.ObservedAt, reading.Place.DayZone).AddDays(-ReadyAfterDays);
            var ready = rows.Keys.Append(longReady).Max();
            foreach (var (native, metric) in Metrics.Where(pair => report.ColumnHeaders.Any(column => column.Name == pair.Key)))
            {
                var known = days.EachDay().Where(day => day <= ready && !(hasBadDays && !rows.ContainsKey(day))).ToList();
                points.AddRange(known.Select(day => new MetricPoint(
                    reading.Account.Id, metric, "", day, rows.TryGetValue(day, out var row) ? row.GetValueOrDefault(native) : null, reading.ObservedAt, LocalDay.Start(day.AddDays(1 + ReadyAfterDays), reading.Place.DayZone))));
                told.AddRange(known.Select(day => new ObservedSpan(reading.Account.Id, FactKind.OfMetric(metric), day, day, reading.ObservedAt)));
            }
        }

        return new() { Points = points, Told = told, Bad = bad, Remarks = points.Count > 0 ? [ViewsMethod.Remark] : [] };
    }

    /// <summary>Values by day and YouTube's name.</summary>
    private static Dictionary<DateOnly, Dictionary<string, long?>> Rows(ReportBody report, List<BadRecord> bad, out bool hasBadDays)
    {
        var names = report.ColumnHeaders.Select(column => column.Name).ToList();
        var rows = new Dictionary<DateOnly, Dictionary<string, long?>>();
        hasBadDays = false;
        foreach (var row in report.Rows)
        {
            if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != names.Count || names.IndexOf(Day) is var at && (at < 0
                || !DateOnly.TryParseExact(row[at].ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                || row.EnumerateArray().Where((_, index) => index != at).Any(value => value.ValueKind is not (JsonValueKind.Number or JsonValueKind.Null)))
            {
                bad.Add(new("A row of the report has not the values its columns name.", RedactedJson.Of(row)));
                hasBadDays = true;
                continue;
            }

            rows[day] = names.Select((name, index) => (name, Value: row[index])).Where(cell => cell.name != Day)
                .ToDictionary(cell => cell.name, cell => cell.Value.ValueKind == JsonValueKind.Null ? (long?)null : (long)decimal.Round(cell.Value.GetDecimal()));
        }

        return rows;
    }
}
