using System.Net;
using System.Text;
using System.Text.Json;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Tests.Meta;

/// <summary>Answers with what was recorded, by the part of the address that each call is known by; the first that fits.</summary>
internal sealed class GraphStub : HttpMessageHandler, IHttpClientFactory, IApiBudget
{
    private readonly List<(string Part, HttpStatusCode Status, string Body)> _answers = [];

    public List<string> Asked { get; } = [];

    public List<(string Key, double Share, TimeSpan? Reset)> Usage { get; } = [];

    public Dictionary<string, string> Headers { get; } = [];

    public GraphClient Client => new(this, this, TimeProvider.System);

    public static string Fixture(string name)
    {
        using var stream = typeof(GraphStub).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"There is no fixture {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    public GraphStub On(string part, string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        _answers.Add((part, status, body));
        return this;
    }

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    public ValueTask EnterAsync(string key, CallPriority priority, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void Report(string key, double usedShare, TimeSpan? resetsAfter) => Usage.Add((key, usedShare, resetsAfter));

    public void Spend(string key, double share, DateTimeOffset resetsAt) => throw new NotSupportedException("Meta tells what is used.");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = Uri.UnescapeDataString(request.RequestUri!.PathAndQuery);
        Asked.Add(asked);
        var (_, status, body) = _answers.Find(answer => asked.Contains(answer.Part, StringComparison.Ordinal));
        var response = new HttpResponseMessage(status == 0 ? HttpStatusCode.NotFound : status) { RequestMessage = request, Content = new StringContent(body ?? "", Encoding.UTF8, "application/json") };
        foreach (var (name, value) in Headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return Task.FromResult(response);
    }
}
