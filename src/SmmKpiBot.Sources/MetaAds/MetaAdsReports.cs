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

    /// <summary>Lets Meta begin a report of a span that is too long to be asked for at once; null where it is not, or where it is too long for a report.</summary>
    /// <exception cref="SourceException">Meta begins none.</exception>
    public Task<BegunReport?> BeginAsync(DateOnly first, DateOnly last, GraphQuery query, CancellationToken cancellationToken) =>
        IsShort(first, last) ? Task.FromResult<BegunReport?>(null) : BeginReportAsync(first, last, Range(query, first, last), cancellationToken);

    /// <summary>Another one is better then.</summary>
    public bool IsTooOld(BegunReport report) => _timeProvider.GetUtcNow() - report.BegunAt >= Patience;

    /// <param name="report">Of exactly this span; null where none was begun.</param>
    /// <exception cref="SourceException">They cannot be had.</exception>
    public async Task<List<JsonElement>> RowsAsync(DateOnly first, DateOnly last, GraphQuery query, BegunReport? report, CancellationToken cancellationToken)
    {
        var rows = new List<JsonElement>();
        var spans = new Stack<(DateOnly First, DateOnly Last)>([(first, last)]);
        while (spans.TryPop(out var span))
        {
            if (await SpanAsync(span.First, span.Last, query, span == (first, last) ? report : null, cancellationToken) is { } read)
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

    private static bool IsShort(DateOnly first, DateOnly last) => last.DayNumber - first.DayNumber < LongestAtOnce;

    /// <summary>Null where it is too much for Meta.</summary>
    private async Task<List<JsonElement>?> SpanAsync(DateOnly first, DateOnly last, GraphQuery query, BegunReport? begun, CancellationToken cancellationToken)
    {
        var ranged = Range(query, first, last);
        if (IsShort(first, last) && await AllAsync(Edge, ranged, cancellationToken) is { } rows)
            return rows;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var report = attempt == 0 && begun is not null ? begun : await BeginReportAsync(first, last, ranged, cancellationToken);
            if (report is not null && await IsGatheredAsync(report, cancellationToken))
                return await AllAsync(report.Id + "/insights", GraphQuery.None, cancellationToken);
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

    /// <summary>Null where these are too many days for Meta.</summary>
    private async Task<BegunReport?> BeginReportAsync(DateOnly first, DateOnly last, GraphQuery ranged, CancellationToken cancellationToken)
    {
        var begun = await _reading.Client.PostAsync(_reading.Access, Edge, ranged, cancellationToken);
        if (begun.Error is { } error)
            return error.Problem == GraphProblem.TooManyDays ? null : throw GraphFailures.Of(error, Edge);
        return begun.Body.TryGetProperty("report_run_id", out var id)
            ? new(id.ToString(), first, last, _timeProvider.GetUtcNow())
            : throw new SourceException(SourceProblem.Unexpected, "Meta began a report and did not say which.");
    }

    /// <summary>Waits for a report; false when it failed. Its percentage is no sign: it is full before the report is.</summary>
    private async Task<bool> IsGatheredAsync(BegunReport report, CancellationToken cancellationToken)
    {
        for (var wait = FirstWait; !IsTooOld(report); wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            var answer = await _reading.Client.GetAsync(_reading.Access, report.Id, GraphQuery.Fields("async_status,async_percent_completion"), cancellationToken);
            var status = answer.TryGetProperty("async_status", out var said) ? said.ToString() : "";
            if (status == Completed)
                return true;
            if (Failed.Contains(status))
                return false;
            await Task.Delay(wait, _timeProvider, cancellationToken);
        }

        throw new SourceException(SourceProblem.Transient, "Meta has not finished a report of ads within an hour.");
    }
}
