using System.Runtime.CompilerServices;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>Different people of whole windows, social visits only: Google's own figure for each window, because people of days cannot be added up.</summary>
internal sealed class VisitorsReading(ReportReading reports)
{
    private static readonly TimeSpan Settles = TimeSpan.FromHours(48);

    private readonly ReportReading _reports = reports;

    public async IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (ClosedDays.Of(reading) is not { } days)
            yield break;
        foreach (var day in days.EachDay())
        {
            var tables = new List<ReportTable>();
            var refused = new List<RefusedMetric>();
            var windows = VisitorWindows.EndingOn(day);
            foreach (var batch in windows.Chunk(BatchRequest.Most))
            {
                var answer = await _reports.ReadAsync(reading, [.. batch.Select(length => Window(day, length))], ReportFields.Users, cancellationToken);
                tables.AddRange(answer.Tables);
                refused.AddRange(answer.Refused);
            }

            yield return Map(reading, day, windows, tables) with { Refused = refused, Cursor = day < days.To ? ClosedDays.Cursor(day.AddDays(1)) : null };
        }
    }

    internal static SourcePage Map(SourceReading reading, DateOnly day, IReadOnlyList<int> windows, IReadOnlyList<ReportTable> tables)
    {
        var bad = tables.SelectMany(table => table.Bad).ToList();
        return new()
        {
            Points =
            [
                .. windows.Zip(tables).Where(pair => pair.Second.Bad.Count == 0).Select(pair => new MetricPoint(
                    reading.Account.Id, MetricCatalogue.TrafficUsers, MetricCatalogue.WindowDimension(pair.First), day,
                    PeopleOf(pair.Second),
                    reading.ObservedAt, LocalDay.Start(day.AddDays(1), reading.Place.DayZone) + Settles)),
            ],
            Told = bad.Count > 0 ? [] : [new(reading.Account.Id, FactKind.OfMetric(MetricCatalogue.TrafficUsers), day, day, reading.ObservedAt)],
            Bad = bad,
            Remarks = [.. GoogleAnalyticsRemarks.Of(reading.Place, tables)],
        };
    }

    /// <summary>Google leaves out what is zero. None is not 0 where few people are held back, where this access may not see them, or where Google says why there is nothing.</summary>
    private static long? PeopleOf(ReportTable table) => table.Metadata switch
    {
        { SchemaRestrictionResponse: var restriction } when restriction.ActiveMetricRestrictions.Any(one => one.MetricName == ReportFields.Users) => null,
        { SubjectToThresholding: true } or { EmptyReason: not null } when table.Rows.Count == 0 => null,
        _ => table.Rows.Sum(row => row.Count(ReportFields.Users)),
    };

    private static ReportRequest Window(DateOnly day, int length) => new()
    {
        DateRanges = [ReportDates.Of(new Period(day.AddDays(1 - length), day))],
        Metrics = [new(ReportFields.Users)],
        DimensionFilter = SocialFilter.Filter,
    };
}
