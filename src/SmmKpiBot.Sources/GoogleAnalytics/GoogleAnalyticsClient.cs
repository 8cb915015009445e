using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.Options;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Google;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>The Data API v1beta, and of the Admin API what knows names.</summary>
internal sealed class GoogleAnalyticsClient(
    IHttpClientFactory http, IOptions<GoogleAnalyticsOptions> options, GoogleAnalyticsAccess access, IApiBudget budget, TimeProvider timeProvider)
{
    private readonly IHttpClientFactory _http = http;
    private readonly GoogleAnalyticsOptions _options = options.Value;
    private readonly GoogleAnalyticsAccess _access = access;
    private readonly IApiBudget _budget = budget;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Up to five reports of a property in one call, in the order of the requests.</summary>
    /// <exception cref="RefusedFieldException">A metric is not to be had.</exception>
    public async Task<IReadOnlyList<ReportBody>> ReportsAsync(
        SourceAccess sourceAccess, string property, IReadOnlyList<ReportRequest> requests, CallPriority priority, CancellationToken cancellationToken)
    {
        var key = GoogleAnalyticsQuota.Key(property);
        await _budget.EnterAsync(key, priority, cancellationToken);
        await LeaveAfterFailuresAsync(property, priority, cancellationToken);
        var url = new Uri(new Uri(_options.ApiBaseUrl), $"v1beta/properties/{property}:batchRunReports?prettyPrint=false");
        using var response = await SendAsync(sourceAccess, url, () => JsonContent.Create(new BatchRequest(requests), options: GoogleAnalyticsJson.Options), cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw await RefusalAsync(response, sourceAccess, property, requests, cancellationToken);
        var body = await SourceAnswers.ReadAsync<BatchBody>(response, $"the reports of property {property}", GoogleAnalyticsJson.Options, cancellationToken);
        if (body.Reports.Count != requests.Count)
            throw new SourceException(SourceProblem.Unexpected, new SourceWords(
                $"Google Analytics відповів на {body.Reports.Count} із {requests.Count} звітів.",
                $"Google Analytics answered {body.Reports.Count} of {requests.Count} reports."));
        if (GoogleAnalyticsQuota.Of(body.Reports[^1].PropertyQuota, _timeProvider.GetUtcNow()) is { } usage)
            _budget.Report(key, usage.UsedShare, usage.ResetsAfter);
        return body.Reports;
    }

    /// <summary>The name people gave to a property; null where the Admin API is off or closed to this access.</summary>
    public async Task<string?> NameAsync(SourceAccess sourceAccess, string property, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(sourceAccess, new Uri(new Uri(_options.AdminApiBaseUrl), $"v1beta/properties/{property}"), () => null, cancellationToken);
        return response.IsSuccessStatusCode
            ? (await SourceAnswers.ReadAsync<PropertyBody>(response, $"the name of property {property}", GoogleAnalyticsJson.Options, cancellationToken)).DisplayName
            : null;
    }

    /// <summary>A page of the properties that the access opens.</summary>
    public async Task<AccountSummaries> SummariesAsync(SourceAccess sourceAccess, string? pageToken, CancellationToken cancellationToken)
    {
        var url = new Uri(new Uri(_options.AdminApiBaseUrl), "v1beta/accountSummaries?pageSize=200" + (pageToken is null ? "" : "&pageToken=" + Uri.EscapeDataString(pageToken)));
        using var response = await SendAsync(sourceAccess, url, () => null, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Forbidden)
            throw new SourceException(SourceProblem.Forbidden, new SourceWords(
                "Список ресурсів недоступний: увімкніть Google Analytics Admin API в Google Cloud або назвіть ресурс за номером («Адміністратор» → «Налаштування ресурсу»).",
                "Properties cannot be listed: enable the Google Analytics Admin API in Google Cloud, or name the property by its number (Admin, Property settings)."));
        return response.IsSuccessStatusCode
            ? await SourceAnswers.ReadAsync<AccountSummaries>(response, "the list of properties", GoogleAnalyticsJson.Options, cancellationToken)
            : throw GoogleAnalyticsRefusals.Of(response, await GoogleError.ReadAsync(response, cancellationToken), "", GoogleAnalyticsAccess.Who(sourceAccess), _timeProvider.GetUtcNow());
    }

    /// <summary>A token that died before its time is replaced once.</summary>
    /// <summary>That it is left alone for its own failures is told as those: Google has not asked for fewer calls.</summary>
    private async Task LeaveAfterFailuresAsync(string property, CallPriority priority, CancellationToken cancellationToken)
    {
        try
        {
            await _budget.EnterAsync(GoogleAnalyticsQuota.ErrorsKey(property), priority, cancellationToken);
        }
        catch (SourceException exception) when (exception.Problem == SourceProblem.RateLimited)
        {
            throw new SourceException(SourceProblem.Transient, new SourceWords(
                "У Google Analytics збій: після кількох невдалих спроб його на годину залишено в спокої, щоб Google не заблокував ресурс.",
                "Google Analytics has trouble: after several tries that failed it is left alone for an hour, so that Google does not lock the property."), exception)
            { RetryAfter = exception.RetryAfter };
        }
    }

    private async Task<HttpResponseMessage> SendAsync(SourceAccess sourceAccess, Uri url, Func<HttpContent?> body, CancellationToken cancellationToken)
    {
        var response = await SendOnceAsync(sourceAccess, url, body(), cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;
        response.Dispose();
        _access.Forget(sourceAccess);
        return await SendOnceAsync(sourceAccess, url, body(), cancellationToken);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(SourceAccess sourceAccess, Uri url, HttpContent? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, url) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _access.TokenAsync(sourceAccess, cancellationToken));
        return await _http.CreateClient(GoogleAnalyticsNetwork.NetworkKey).SendAsync(request, cancellationToken);
    }

    private async Task<Exception> RefusalAsync(
        HttpResponseMessage response, SourceAccess sourceAccess, string property, IReadOnlyList<ReportRequest> requests, CancellationToken cancellationToken)
    {
        var error = await GoogleError.ReadAsync(response, cancellationToken);
        var refusal = GoogleAnalyticsRefusals.Of(response, error, property, GoogleAnalyticsAccess.Who(sourceAccess), _timeProvider.GetUtcNow());
        if (response.StatusCode >= HttpStatusCode.InternalServerError)
            _budget.Spend(GoogleAnalyticsQuota.ErrorsKey(property), GoogleAnalyticsQuota.ErrorShare, GoogleAnalyticsQuota.ErrorsForgottenAt(_timeProvider.GetUtcNow()));
        if (refusal is { Problem: SourceProblem.RateLimited, RetryAfter: { } rest })
            _budget.Report(GoogleAnalyticsQuota.Key(property), 1, rest);
        return response.StatusCode == HttpStatusCode.BadRequest && Named(error, requests) is { } field ? new RefusedFieldException(field, refusal) : refusal;
    }

    /// <summary>The metric that the message of a bad request names: "Please remove X to make the request compatible", "Field X is not a valid metric".</summary>
    private static string? Named(GoogleError? error, IReadOnlyList<ReportRequest> requests)
    {
        var words = (error?.Message ?? "").Split([' ', '.', ',', '\'', '"', '`', '(', ')'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        return requests.SelectMany(request => request.Metrics).Select(metric => metric.Name).FirstOrDefault(words.Contains);
    }
}
