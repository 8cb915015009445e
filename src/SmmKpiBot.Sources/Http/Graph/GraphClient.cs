using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>
/// Calls Meta's Graph API. The token goes in a header, so that no address holds it. Errors are told by code and subcode: what ends the reading is thrown,
/// what another question may answer is returned.
/// </summary>
internal sealed class GraphClient(IHttpClientFactory http, IApiBudget budget, TimeProvider timeProvider)
{
    private readonly IHttpClientFactory _http = http;
    private readonly IApiBudget _budget = budget;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <exception cref="SourceException">There is no answer, or an error.</exception>
    public async Task<JsonElement> GetAsync(GraphAccess access, string path, GraphQuery query, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(access, path, query, cancellationToken);
        return answer.Error is { } error ? throw GraphFailures.Of(error, path) : answer.Body;
    }

    /// <summary>The answer, or an error that is about this very question.</summary>
    /// <exception cref="SourceException">No other question would be answered either: token, limits, trouble of the network or on the way.</exception>
    public Task<GraphAnswer> AskAsync(GraphAccess access, string path, GraphQuery query, CancellationToken cancellationToken) =>
        AskAsync(access, path, query, mayShrink: false, cancellationToken);

    /// <summary>The same for a question that starts something.</summary>
    public Task<GraphAnswer> PostAsync(GraphAccess access, string path, GraphQuery query, CancellationToken cancellationToken) => SendAsync(
        access, path, () => new HttpRequestMessage(HttpMethod.Post, AddressOf(access, path, GraphQuery.None)) { Content = new FormUrlEncodedContent(query.Values) }, mayShrink: false, cancellationToken);

    private Task<GraphAnswer> AskAsync(GraphAccess access, string path, GraphQuery query, bool mayShrink, CancellationToken cancellationToken) =>
        SendAsync(access, path, () => new HttpRequestMessage(HttpMethod.Get, AddressOf(access, path, query)), mayShrink, cancellationToken);

    /// <summary>Most troubles without a word are Meta's own, and each try at them is four: a list is asked for in smaller parts so often on a mere guess.</summary>
    private const int MostGuesses = 2;

    /// <summary>For lists that there is no other way to ask for.</summary>
    public static GraphQuery? NothingInstead(GraphError error, GraphQuery query) => null;

    /// <inheritdoc cref="PagesAsync(GraphAccess, string, GraphQuery, int, Func{GraphError, GraphQuery, GraphQuery?}, CancellationToken)"/>
    public IAsyncEnumerable<IReadOnlyList<JsonElement>> PagesAsync(GraphAccess access, string path, GraphQuery query, int limit, CancellationToken cancellationToken) =>
        PagesAsync(access, path, query, limit, NothingInstead, cancellationToken);

    /// <summary>
    /// A list, page by page, until the answer names no next page; a page may be empty and still have one. Where Meta cannot gather so many at once, fewer are asked for.
    /// </summary>
    /// <param name="access">Who asks.</param>
    /// <param name="path">The edge.</param>
    /// <param name="query">Without a limit.</param>
    /// <param name="limit">So many at once at first.</param>
    /// <param name="instead">What to ask for after an error about this very question; null gives up.</param>
    /// <exception cref="SourceException">The list cannot be read (any further).</exception>
    public IAsyncEnumerable<IReadOnlyList<JsonElement>> PagesAsync(
        GraphAccess access, string path, GraphQuery query, int limit, Func<GraphError, GraphQuery, GraphQuery?> instead, CancellationToken cancellationToken) =>
        PagesAsync(access, path, query, limit, instead, mayBeGone: false, cancellationToken);

    /// <summary>What follows of a list inside of something that was told just before. Where that has been deleted meanwhile the list is over.</summary>
    /// <inheritdoc cref="PagesAsync(GraphAccess, string, GraphQuery, int, Func{GraphError, GraphQuery, GraphQuery?}, CancellationToken)"/>
    public IAsyncEnumerable<IReadOnlyList<JsonElement>> FurtherAsync(GraphAccess access, string path, GraphQuery query, int limit, CancellationToken cancellationToken) =>
        PagesAsync(access, path, query, limit, NothingInstead, mayBeGone: true, cancellationToken);

    private async IAsyncEnumerable<IReadOnlyList<JsonElement>> PagesAsync(
        GraphAccess access, string path, GraphQuery query, int limit, Func<GraphError, GraphQuery, GraphQuery?> instead, bool mayBeGone, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var asked = new HashSet<string>();
        var guesses = 0;
        while (true)
        {
            var mayGuess = limit > 1 && guesses < MostGuesses;
            var answer = await AskAsync(access, path, query.With("limit", limit), mayShrink: mayGuess, cancellationToken);
            if (answer.Error is { Problem: GraphProblem.TooMuchData } && limit > 1)
            {
                limit /= 2;
                continue;
            }

            if (answer.Error is { MayBeTooMuch: true } && mayGuess)
            {
                guesses++;
                limit = Math.Max(1, limit / 4);
                continue;
            }

            if (answer.Error is { Problem: GraphProblem.NotVisible } && mayBeGone)
                yield break;
            if (answer.Error is { } error)
            {
                query = instead(error, query) ?? throw GraphFailures.Of(error, path);
                continue;
            }

            yield return ItemsOf(answer.Body, path);
            if (NextOf(answer.Body) is not { } next)
                yield break;
            query = query.Following(next);
            if (!asked.Add(query.With("limit", 0).ToString()))
                throw new SourceException(SourceProblem.Unexpected, new SourceWords($"Сторінки {path} ведуть по колу.", $"The pages of {path} lead in a circle."));
        }
    }

    /// <summary>The entries of a list.</summary>
    /// <exception cref="SourceException">The answer is none.</exception>
    public static IReadOnlyList<JsonElement> ItemsOf(JsonElement body, string path) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array
            ? [.. data.EnumerateArray()]
            : throw new SourceException(SourceProblem.Unexpected, new SourceWords($"У відповіді на {path} немає даних.", $"The answer to {path} has no data."));

    private static string? NextOf(JsonElement body) =>
        body.TryGetProperty("paging", out var paging) && paging.ValueKind == JsonValueKind.Object && paging.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String
            ? next.GetString()
            : null;

    private static Uri AddressOf(GraphAccess access, string path, GraphQuery query)
    {
        var proven = access.Proof is { } proof ? query.With("appsecret_proof", proof) : query;
        return new Uri($"{access.Options.ApiBaseUrl.TrimEnd('/')}/{path}?{proven}");
    }

    /// <param name="mayShrink">Less can be asked for where Meta does not say that it was too much.</param>
    private async Task<GraphAnswer> SendAsync(GraphAccess access, string path, Func<HttpRequestMessage> make, bool mayShrink, CancellationToken cancellationToken)
    {
        foreach (var key in access.Budgets)
            await _budget.EnterAsync(key, access.Priority, cancellationToken);
        using var request = make();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access.Token);
        using var response = await _http.CreateClient(access.ClientName).SendAsync(request, cancellationToken);
        var regainAfter = GraphUsage.Report(response, access, _budget);
        if (await BodyAsync(response, path, cancellationToken) is not { } body)
            throw SourceAnswers.RefusalOfAnother(response, _timeProvider.GetUtcNow());
        if (GraphError.Of(body) is not { } error)
            return response.IsSuccessStatusCode ? new(body, null) : throw SourceAnswers.RefusalOfAnother(response, _timeProvider.GetUtcNow());
        switch (error.Problem)
        {
            case GraphProblem.RateLimited:
                var rest = regainAfter ?? RetryAfter.Of(response, _timeProvider.GetUtcNow());

                // A person's limit, which is met while places are listed, says nothing of the app.
                if (error.IsOfWholeApp || access.Quota is not null)
                    _budget.Report(error.IsOfWholeApp ? access.AppBudget : access.Budgets.Last(), 1, rest);
                throw GraphFailures.Of(error, path, rest);
            case GraphProblem.Transient when mayShrink && error.MayBeTooMuch:
                return new(body, error);
            case GraphProblem.TokenDead or GraphProblem.WrongToken or GraphProblem.AppRefused or GraphProblem.Blocked or GraphProblem.Transient:
                throw GraphFailures.Of(error, path);
            default:
                return new(body, error);
        }
    }

    /// <summary>Null where the answer is no JSON and no success either.</summary>
    private static async Task<JsonElement?> BodyAsync(HttpResponseMessage response, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await SourceAnswers.ReadAsync<JsonElement>(response, path, JsonSerializerOptions.Default, cancellationToken);
        }
        catch (SourceException) when (!response.IsSuccessStatusCode)
        {
            return null;
        }
    }
}
