using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly.Timeout;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.IntegrationTests.Collecting.Toy;

/// <summary>Calls the toy's API.</summary>
internal sealed class ToyClient(IHttpClientFactory http, IOptions<ToyOptions> options, IApiBudget budget)
{
    public const string HttpName = "toy";
    public const string Token = "token";

    private readonly IHttpClientFactory _http = http;
    private readonly IOptions<ToyOptions> _options = options;
    private readonly IApiBudget _budget = budget;

    public async Task<JsonElement> GetAsync(SourceAccess access, string path, CallPriority priority, CancellationToken cancellationToken)
    {
        await _budget.EnterAsync("toy:app", priority, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(_options.Value.ApiBaseUrl), path));
        request.Headers.Authorization = new("Bearer", access.Find(Token));
        try
        {
            using var response = await _http.CreateClient(HttpName).SendAsync(request, cancellationToken);
            if (response.Headers.TryGetValues("X-Usage", out var usage))
                _budget.Report("toy:app", double.Parse(usage.First(), System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(1));
            if (!response.IsSuccessStatusCode)
                throw Refused(response);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            return document.RootElement.Clone();
        }
        catch (HttpRequestException exception)
        {
            throw exception.InnerException as SourceException ?? new SourceException(SourceProblem.Transient, "The toy does not answer.", exception);
        }
        catch (Exception exception) when (exception is TimeoutRejectedException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new SourceException(SourceProblem.Transient, "The toy did not answer in time.", exception);
        }
        catch (JsonException)
        {
            throw new SourceException(SourceProblem.Unexpected, $"The answer to {path.Split('?')[0]} is not JSON.");
        }
    }

    private static SourceException Refused(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.Unauthorized => new(SourceProblem.Unauthorized, "The toy's token is refused: wind it up and connect the account again."),
        HttpStatusCode.NotFound => new(SourceProblem.Forbidden, "There is no such toy, or it is somebody else's."),
        HttpStatusCode.TooManyRequests => new(SourceProblem.RateLimited, "The toy asks for fewer calls.") { RetryAfter = response.Headers.RetryAfter?.Delta },
        >= HttpStatusCode.InternalServerError => new(SourceProblem.Transient, $"The toy answers {(int)response.StatusCode}."),
        _ => new(SourceProblem.Unexpected, $"The toy answers {(int)response.StatusCode}."),
    };
}
