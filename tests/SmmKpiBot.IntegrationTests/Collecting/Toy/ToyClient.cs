using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.IntegrationTests.Collecting.Toy;

/// <summary>Calls the toy's API.</summary>
internal sealed class ToyClient(IHttpClientFactory http, IOptions<ToyOptions> options, IApiBudget budget, TimeProvider clock)
{
    public const string HttpName = "toy";
    public const string Token = "token";

    private readonly IHttpClientFactory _http = http;
    private readonly IOptions<ToyOptions> _options = options;
    private readonly IApiBudget _budget = budget;
    private readonly TimeProvider _clock = clock;

    public async Task<JsonElement> GetAsync(SourceAccess access, string path, CallPriority priority, CancellationToken cancellationToken)
    {
        await _budget.EnterAsync("toy:app", priority, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(_options.Value.ApiBaseUrl), path));
        request.Headers.Authorization = new("Bearer", access.Find(Token));
        using var response = await _http.CreateClient(HttpName).SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues("X-Usage", out var usage))
            _budget.Report("toy:app", double.Parse(usage.First(), System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(1));
        return response.IsSuccessStatusCode ? await SourceAnswers.ReadAsync<JsonElement>(response, path.Split('?')[0], JsonSerializerOptions.Web, cancellationToken) : throw Refused(response);
    }

    private SourceException Refused(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.Unauthorized => new(SourceProblem.Unauthorized, "The toy's token is refused: wind it up and connect the account again."),
        HttpStatusCode.UpgradeRequired => new(SourceProblem.Misconfigured, "The bot's own key of the toy is refused: look at the settings."),
        HttpStatusCode.NotFound => new(SourceProblem.Forbidden, "There is no such toy, or it is somebody else's."),
        _ => SourceAnswers.Refusal(response, _clock.GetUtcNow()),
    };
}
