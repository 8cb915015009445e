using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>Reads reports to their last row, without the metrics that the API refuses.</summary>
internal sealed class ReportReading(GoogleAnalyticsClient client)
{
    private readonly GoogleAnalyticsClient _client = client;

    /// <param name="requests">At most five; each keeps at least the metrics that are <paramref name="needed"/>.</param>
    /// <exception cref="SourceException">They cannot be read.</exception>
    public async Task<Reports> ReadAsync(SourceReading reading, IReadOnlyList<ReportRequest> requests, string needed, CancellationToken cancellationToken)
    {
        var refused = new List<RefusedMetric>();
        var asked = requests.Select(request => Without(request, reading.Refused)).ToList();
        while (true)
        {
            try
            {
                return new(await TablesAsync(reading, asked, cancellationToken), refused);
            }
            catch (RefusedFieldException exception) when (exception.Field == needed)
            {
                throw new SourceException(SourceProblem.Unexpected, exception.Message, exception);
            }
            catch (RefusedFieldException exception)
            {
                refused.Add(new(exception.Field, exception.Message));
                asked = [.. asked.Select(request => Without(request, new HashSet<string> { exception.Field }))];
            }
        }
    }

    private async Task<IReadOnlyList<ReportTable>> TablesAsync(SourceReading reading, List<ReportRequest> requests, CancellationToken cancellationToken)
    {
        var tables = requests.ConvertAll(_ => new ReportTable());
        while (true)
        {
            var open = Enumerable.Range(0, tables.Count).Where(index => !tables[index].IsComplete && requests[index].Metrics.Count > 0).ToList();
            if (open.Count == 0)
                return tables;
            var pages = await _client.ReportsAsync(
                reading.Access, reading.Place.ExternalId, open.ConvertAll(index => requests[index] with { Offset = tables[index].Received }), reading.Priority, cancellationToken);
            foreach (var (index, page) in open.Zip(pages))
                tables[index].Add(page);
        }
    }

    private static ReportRequest Without(ReportRequest request, IReadOnlySet<string> refused) =>
        request with { Metrics = [.. request.Metrics.Where(metric => !refused.Contains(metric.Name))] };
}

/// <summary>Reports, in the order in which they were asked for.</summary>
/// <param name="Refused">What the API did not want to tell.</param>
internal sealed record Reports(IReadOnlyList<ReportTable> Tables, IReadOnlyList<RefusedMetric> Refused);
