using System.Globalization;
using System.Runtime.CompilerServices;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>Visits by day, source, medium, campaign and channel; a week at a time, in two reports of one call.</summary>
internal sealed class TrafficReading(ReportReading reports)
{
    private const int DaysAtOnce = 7;

    private readonly ReportReading _reports = reports;

    public async IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (ClosedDays.Of(reading) is not { } days)
            yield break;
        for (var from = days.From; from <= days.To; from = from.AddDays(DaysAtOnce))
        {
            var to = from.AddDays(DaysAtOnce - 1) < days.To ? from.AddDays(DaysAtOnce - 1) : days.To;
            var chunk = new Period(from, to);
            var conversions = TrafficMapping.Conversions(reading.Client);
            var answer = await _reports.ReadAsync(reading, [Visits(chunk), Events(chunk, conversions)], ReportFields.Sessions, cancellationToken);
            yield return TrafficMapping.Map(reading, chunk, answer) with { Cursor = to < days.To ? ClosedDays.Cursor(to.AddDays(1)) : null };
        }
    }

    private static ReportRequest Visits(Period days) => new()
    {
        DateRanges = [ReportDates.Of(days)],
        Dimensions = [.. ReportFields.Visit.Select(name => new ReportField(name))],
        Metrics =
        [
            new(ReportFields.Sessions), new(ReportFields.EngagedSessions), new(ReportFields.EngagedSeconds), new(ReportFields.PageViews), new(ReportFields.Users),
            new(ReportFields.KeyEventRate), new(ReportFields.Revenue),
        ],
    };

    /// <summary>Key events, and the events that the client counts though the property does not.</summary>
    private static ReportRequest Events(Period days, IReadOnlyDictionary<string, ConversionKind> conversions) => new()
    {
        DateRanges = [ReportDates.Of(days)],
        Dimensions = [.. ReportFields.Visit.Append(ReportFields.EventName).Select(name => new ReportField(name))],
        Metrics = [new(ReportFields.KeyEvents), new(ReportFields.EventCount)],
        DimensionFilter = new()
        {
            OrGroup = new([FieldFilter.In(ReportFields.IsKeyEvent, ["true"]), FieldFilter.In(ReportFields.EventName, conversions.Keys.Order(StringComparer.Ordinal), isCaseSensitive: true)]),
        },
    };
}

/// <summary>Days as reports take them.</summary>
internal static class ReportDates
{
    public static ReportDays Of(Period days) => new(Text(days.From), Text(days.To));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
