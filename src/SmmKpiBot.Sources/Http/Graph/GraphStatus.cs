using System.Net;
using System.Text.Json;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>
/// Meta answers 400 to passing trouble and 500 to what asking again does not help. The layer that repeats calls goes by the status, so here it is made to
/// tell the truth; the body stays as it is.
/// </summary>
internal sealed class GraphStatus : DelegatingHandler
{
    private const long LargestError = 256 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode && response.Content.Headers.ContentLength is null or <= LargestError && await ProblemAsync(response, cancellationToken) is { } problem)
            response.StatusCode = problem == GraphProblem.Transient ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.BadRequest;
        return response;
    }

    private static async Task<GraphProblem?> ProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(LargestError, cancellationToken);
        try
        {
            return GraphError.Of(JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync(cancellationToken)))?.Problem;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
