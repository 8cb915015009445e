using System.Runtime.CompilerServices;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>Figures of a channel by day, told to its owner alone.</summary>
internal sealed class InsightsReading(YouTubeClient client)
{
    private const int DaysAtOnce = 90;

    private readonly YouTubeClient _client = client;

    public async IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!YouTubeAccess.IsOwner(reading.Access) || ClosedDays.Of(reading) is not { } days)
            yield break;
        for (var from = days.From; from <= days.To; from = from.AddDays(DaysAtOnce))
        {
            var chunk = new Period(from, from.AddDays(DaysAtOnce - 1) < days.To ? from.AddDays(DaysAtOnce - 1) : days.To);
            var (reports, refused) = await ReportsAsync(reading, chunk, cancellationToken);
            yield return InsightsMapping.Map(reading, chunk, reports) with { Refused = refused, Cursor = chunk.To < days.To ? ClosedDays.Cursor(chunk.To.AddDays(1)) : null };
        }
    }

    /// <summary>All metrics in one report; where it is refused, each in its own, to find out which one is.</summary>
    private async Task<(IReadOnlyList<ReportBody> Reports, IReadOnlyList<RefusedMetric> Refused)> ReportsAsync(SourceReading reading, Period days, CancellationToken cancellationToken)
    {
        var metrics = InsightsMapping.Metrics.Keys.Where(metric => !reading.Refused.Contains(metric)).ToList();
        try
        {
            return metrics.Count == 0 ? ([], []) : ([await ReportAsync(reading, days, metrics, cancellationToken)], []);
        }
        catch (UnsupportedQueryException)
        {
            var reports = new List<ReportBody>();
            var refused = new List<RefusedMetric>();
            foreach (var metric in metrics)
            {
                try
                {
                    reports.Add(await ReportAsync(reading, days, [metric], cancellationToken));
                }
                catch (UnsupportedQueryException exception)
                {
                    refused.Add(new(metric, exception.Message));
                }
            }

            return (reports, refused);
        }
    }

    private Task<ReportBody> ReportAsync(SourceReading reading, Period days, List<string> metrics, CancellationToken cancellationToken) => _client.ReportAsync(
        reading.Access, reading.Priority, ReportQuery.Of(reading.Place.ExternalId, days.From, days.To, string.Join(',', metrics)) + "&dimensions=day&sort=day", cancellationToken);
}
