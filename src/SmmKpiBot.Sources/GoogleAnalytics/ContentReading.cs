using System.Runtime.CompilerServices;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>
/// Social visits by day and ad content (<c>utm_content</c>), in a report of its own: as one more dimension of visits it would make Google put more of their rare rows together.
/// </summary>
internal sealed class ContentReading(ReportReading reports)
{
    private const int DaysAtOnce = 28;

    /// <summary>Longer than any tag that people write by hand.</summary>
    private const int LongestContent = 190;

    private static readonly TimeSpan Settles = TimeSpan.FromHours(48);

    private readonly ReportReading _reports = reports;

    public async IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (ClosedDays.Of(reading) is not { } days)
            yield break;
        for (var from = days.From; from <= days.To; from = from.AddDays(DaysAtOnce))
        {
            var to = from.AddDays(DaysAtOnce - 1) < days.To ? from.AddDays(DaysAtOnce - 1) : days.To;
            var chunk = new Period(from, to);
            var answer = await _reports.ReadAsync(reading, [Contents(chunk)], ReportFields.Sessions, cancellationToken);
            yield return Map(reading, chunk, answer.Tables[0]) with { Refused = answer.Refused, Cursor = to < days.To ? ClosedDays.Cursor(to.AddDays(1)) : null };
        }
    }

    /// <summary>Visits without content are those of traffic that have none; what Google put together as <c>(other)</c> is nobody's. Visits that this access may not see are not known.</summary>
    internal static SourcePage Map(SourceReading reading, Period days, ReportTable table)
    {
        var told = table.BadDays.Contains(null) || !table.Metrics.Contains(ReportFields.Sessions) ? [] : days.EachDay().Where(day => !table.BadDays.Contains(day)).ToHashSet();
        return new()
        {
            Points =
            [
                .. table.Rows.Where(row => row.Day is { } day && told.Contains(day)).Select(row => (Day: row.Day!.Value, Content: row.Dimension(ReportFields.Content).Trim(), Sessions: row.Count(ReportFields.Sessions)))
                    .Where(row => row.Content.Length is > 0 and <= LongestContent && row.Content[0] != '(')
                    .GroupBy(row => (row.Day, row.Content)).OrderBy(group => group.Key.Day).ThenBy(group => group.Key.Content, StringComparer.Ordinal)
                    .Select(group => new MetricPoint(
                        reading.Account.Id, MetricCatalogue.ContentSessions, "content:" + group.Key.Content, group.Key.Day, group.Sum(row => row.Sessions),
                        reading.ObservedAt, LocalDay.Start(group.Key.Day.AddDays(1), reading.Place.DayZone) + Settles)),
            ],
            Told = [.. told.Order().Select(day => new ObservedSpan(reading.Account.Id, FactKind.OfMetric(MetricCatalogue.ContentSessions), day, day, reading.ObservedAt))],
            Bad = table.Bad,
            UnknownFields = table.UnknownFields,
            Remarks = [.. GoogleAnalyticsRemarks.Of(reading.Place, [table])],
        };
    }

    private static ReportRequest Contents(Period days) => new()
    {
        DateRanges = [ReportDates.Of(days)],
        Dimensions = [new(ReportFields.Date), new(ReportFields.Content)],
        Metrics = [new(ReportFields.Sessions)],
        DimensionFilter = SocialFilter.Filter,
    };
}
