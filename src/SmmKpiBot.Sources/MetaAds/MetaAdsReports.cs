using System.Text.Json;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.MetaAds;

/// <summary>Rows of a span: asked for at once where it is short, as a report that Meta prepares where it is long; a span that Meta cannot gather is halved.</summary>
internal sealed class MetaAdsReports(GraphReading reading, TimeProvider timeProvider)
{
    private const int LongestAtOnce = 31;
    private const int RowsAtOnce = 100;
    private const int Tries = 2;
    private const string Completed = "Job Completed";

    private static readonly string[] Failed = ["Job Failed", "Job Skipped"];
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Meta may take an hour; then a reading on another day is better.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly GraphReading _reading = reading;
    private readonly TimeProvider _timeProvider = timeProvider;

    private string Edge => $"act_{_reading.Id}/insights";

    /// <exception cref="SourceException">They cannot be had.</exception>
    public async Task<List<JsonElement>> RowsAsync(DateOnly first, DateOnly last, GraphQuery query, CancellationToken cancellationToken)
    {
        var rows = new List<JsonElement>();
        var spans = new Stack<(DateOnly First, DateOnly Last)>([(first, last)]);
        while (spans.TryPop(out var span))
        {
            if (await SpanAsync(span.First, span.Last, query, cancellationToken) is { } read)
            {
                rows.AddRange(read);
                continue;
            }

            if (span.First == span.Last)
                throw new SourceException(SourceProblem.Transient, "Meta cannot gather the ads of a single day at present.");
            var middle = span.First.AddDays((span.Last.DayNumber - span.First.DayNumber) / 2);
            spans.Push((middle.AddDays(1), span.Last));
            spans.Push((span.First, middle));
        }

        return rows;
    }

    /// <summary>In the account's zone, both days included.</summary>
    public static GraphQuery Range(GraphQuery query, DateOnly first, DateOnly last) =>
        query.With("time_range", FormattableString.Invariant($$"""{"since":"{{first:yyyy-MM-dd}}","until":"{{last:yyyy-MM-dd}}"}"""));

    /// <summary>Null where it is too much for Meta.</summary>
    private async Task<List<JsonElement>?> SpanAsync(DateOnly first, DateOnly last, GraphQuery query, CancellationToken cancellationToken)
    {
        var ranged = Range(query, first, last);
        if (last.DayNumber - first.DayNumber < LongestAtOnce)
        {
            if (await AllAsync(Edge, ranged, cancellationToken) is { } rows)
                return rows;
        }

        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await ReportAsync(ranged, cancellationToken) is { } report)
                return await AllAsync(report + "/insights", GraphQuery.None, cancellationToken);
        }

        return null;
    }

    private async Task<List<JsonElement>?> AllAsync(string edge, GraphQuery query, CancellationToken cancellationToken)
    {
        var rows = new List<JsonElement>();
        var isTooMuch = false;
        try
        {
            await foreach (var page in _reading.Client.PagesAsync(_reading.Access, edge, query, RowsAtOnce, Note, cancellationToken))
                rows.AddRange(page);
            return rows;
        }
        catch (SourceException) when (isTooMuch)
        {
            return null;
        }

        GraphQuery? Note(GraphError error, GraphQuery asked)
        {
            isTooMuch = error.Problem is GraphProblem.TooManyDays or GraphProblem.TooMuchData;
            return null;
        }
    }

    /// <summary>The id of a finished report; null when it failed. Its percentage is no sign: it is full before the report is.</summary>
    private async Task<string?> ReportAsync(GraphQuery query, CancellationToken cancellationToken)
    {
        var begun = await _reading.Client.PostAsync(_reading.Access, Edge, query, cancellationToken);
        if (begun.Error is { } error)
            return error.Problem == GraphProblem.TooManyDays ? null : throw GraphFailures.Of(error, Edge);
        if (!begun.Body.TryGetProperty("report_run_id", out var id))
            throw new SourceException(SourceProblem.Unexpected, "Meta began a report and did not say which.");
        var report = id.ToString();
        var patience = _timeProvider.GetUtcNow() + Patience;
        for (var wait = FirstWait; _timeProvider.GetUtcNow() < patience; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            var answer = await _reading.Client.GetAsync(_reading.Access, report, GraphQuery.Fields("async_status,async_percent_completion"), cancellationToken);
            var status = answer.TryGetProperty("async_status", out var said) ? said.ToString() : "";
            if (status == Completed)
                return report;
            if (Failed.Contains(status))
                return null;
            await Task.Delay(wait, _timeProvider, cancellationToken);
        }

        throw new SourceException(SourceProblem.Transient, "Meta has not finished a report of ads within an hour.");
    }
}
