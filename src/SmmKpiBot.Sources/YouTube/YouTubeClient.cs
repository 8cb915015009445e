using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Google;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>The Data API v3 and the Analytics API v2.</summary>
internal sealed class YouTubeClient(IHttpClientFactory http, IOptions<YouTubeOptions> options, YouTubeAccess access, YouTubeUnits units, IApiBudget budget, TimeProvider timeProvider)
{
    private readonly IHttpClientFactory _http = http;
    private readonly YouTubeOptions _options = options.Value;
    private readonly YouTubeAccess _access = access;
    private readonly YouTubeUnits _units = units;
    private readonly IApiBudget _budget = budget;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>A list of the Data API, as the owner where the owner consented.</summary>
    /// <param name="path">With its query.</param>
    /// <param name="nothingWhen">Reasons of a refusal that mean there is nothing: the answer is null then.</param>
    public Task<T?> ListAsync<T>(SourceAccess sourceAccess, CallPriority priority, string path, IReadOnlyList<string> nothingWhen, CancellationToken cancellationToken)
        where T : class => ListAsync<T>(sourceAccess, YouTubeAccess.IsOwner(sourceAccess) ? null : RequiredKey(sourceAccess), priority, path, nothingWhen, cancellationToken);

    /// <summary>A list of what everybody may see. Comments are only told to a key, or to a consent that may write.</summary>
    public Task<T?> PublicListAsync<T>(SourceAccess sourceAccess, CallPriority priority, string path, IReadOnlyList<string> nothingWhen, CancellationToken cancellationToken)
        where T : class => ListAsync<T>(sourceAccess, RequiredKey(sourceAccess), priority, path, nothingWhen, cancellationToken);

    /// <summary>A report of the Analytics API; only with the owner's consent.</summary>
    /// <exception cref="UnsupportedQueryException">Not with these metrics.</exception>
    public async Task<ReportBody> ReportAsync(SourceAccess sourceAccess, CallPriority priority, string query, CancellationToken cancellationToken)
    {
        var payer = _access.Payer(null) + ":analytics";
        await _budget.EnterAsync(payer, priority, cancellationToken);
        using var response = await SendAsync(sourceAccess, null, new Uri(new Uri(_options.AnalyticsApiBaseUrl), "v2/reports?" + query), cancellationToken);
        if (response.IsSuccessStatusCode)
            return await SourceAnswers.ReadAsync<ReportBody>(response, "the report of the channel", YouTubeJson.Options, cancellationToken);
        var error = await GoogleError.ReadAsync(response, cancellationToken);
        throw response.StatusCode == HttpStatusCode.BadRequest
            ? new UnsupportedQueryException(YouTubeRefusals.Of(response, error, YouTubeAsker.Owner, _timeProvider.GetUtcNow()).Message)
            : Refusal(response, error, payer, YouTubeAsker.Owner);
    }

    private async Task<T?> ListAsync<T>(SourceAccess sourceAccess, string? key, CallPriority priority, string path, IReadOnlyList<string> nothingWhen, CancellationToken cancellationToken)
        where T : class
    {
        var payer = _access.Payer(key);
        await _units.SpendAsync(payer, priority, cancellationToken);
        using var response = await SendAsync(sourceAccess, key, new Uri(new Uri(_options.ApiBaseUrl), "youtube/v3/" + path), cancellationToken);
        if (response.IsSuccessStatusCode)
            return await SourceAnswers.ReadAsync<T>(response, $"youtube/v3/{path.Split('?')[0]}", YouTubeJson.Options, cancellationToken);
        var error = await GoogleError.ReadAsync(response, cancellationToken);
        var asker = key is null ? YouTubeAsker.Owner : sourceAccess.Find(YouTubeAccess.ApiKeyField) is null ? YouTubeAsker.KeyOfSettings : YouTubeAsker.OwnKey;
        return error is not null && nothingWhen.Contains(error.Reason) ? null : throw Refusal(response, error, payer, asker);
    }

    private SourceException Refusal(HttpResponseMessage response, GoogleError? error, string payer, YouTubeAsker asker)
    {
        if (error is not null && YouTubeRefusals.IsExhausted(error))
            _units.Exhaust(payer);
        return YouTubeRefusals.Of(response, error, asker, _timeProvider.GetUtcNow());
    }

    /// <summary>A token that died before its time is replaced once. A key goes into a header, so that no address holds it.</summary>
    private async Task<HttpResponseMessage> SendAsync(SourceAccess sourceAccess, string? key, Uri url, CancellationToken cancellationToken)
    {
        var response = await SendOnceAsync(sourceAccess, key, url, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || key is not null)
            return response;
        response.Dispose();
        _access.Forget(sourceAccess);
        return await SendOnceAsync(sourceAccess, key, url, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(SourceAccess sourceAccess, string? key, Uri url, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (key is null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _access.TokenAsync(sourceAccess, cancellationToken));
        else
            request.Headers.Add("X-Goog-Api-Key", key);
        return await _http.CreateClient(YouTubeNetwork.NetworkKey).SendAsync(request, cancellationToken);
    }

    private string RequiredKey(SourceAccess sourceAccess) => _access.Key(sourceAccess)
        ?? throw new SourceException(SourceProblem.Unauthorized, new SourceWords(
            "До цього каналу ще ніхто не дав доступу: під’єднайте акаунт.",
            "Nobody has given access to this channel yet: connect the account."));
}
