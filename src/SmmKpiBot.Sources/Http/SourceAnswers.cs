using System.Net;
using System.Net.Mime;
using System.Text.Json;

namespace SmmKpiBot.Sources.Http;

/// <summary>What the answers of networks have in common.</summary>
public static class SourceAnswers
{
    /// <summary>Why an answer without success is one, as far as its status tells. A network that says more in the body is asked first.</summary>
    public static SourceException Refusal(HttpResponseMessage response, DateTimeOffset now) => Refusal(response, isItsOwn: !IsPage(response), now);

    /// <summary>The same for an answer that lacks what this network always says of its refusals: it may be of something on the way.</summary>
    public static SourceException RefusalOfAnother(HttpResponseMessage response, DateTimeOffset now) => Refusal(response, isItsOwn: false, now);

    private static SourceException Refusal(HttpResponseMessage response, bool isItsOwn, DateTimeOffset now)
    {
        var (problem, message) = response.StatusCode switch
        {
            HttpStatusCode.Forbidden when !isItsOwn => (SourceProblem.Transient, new SourceWords(
                "Щось на шляху до сервера не пропускає запиту (403): проксі або захист від ботів.",
                "Something on the way to the server lets nothing through (403): a proxy or a guard against bots.")),
            HttpStatusCode.Unauthorized => (SourceProblem.Unauthorized, new SourceWords("Токен не діє.", "The token is refused.")),
            HttpStatusCode.Forbidden => (SourceProblem.Forbidden, new SourceWords("Власник токена не має права це читати.", "The token's owner may not read this.")),
            HttpStatusCode.TooManyRequests => (SourceProblem.RateLimited, new SourceWords("Сервер просить звертатися рідше.", "The server asks for fewer calls.")),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => (SourceProblem.Transient, new SourceWords(
                $"Сервер відповідає помилкою {(int)response.StatusCode}.",
                $"The server answers {(int)response.StatusCode}.")),
            _ => (SourceProblem.Unexpected, new SourceWords($"Сервер відповідає помилкою {(int)response.StatusCode}.", $"The server answers {(int)response.StatusCode}.")),
        };
        return new SourceException(problem, message) { RetryAfter = RetryAfter.Of(response, now) };
    }

    /// <param name="response">One that was read whole.</param>
    /// <param name="what">What was asked for, without secrets: it is part of the message.</param>
    /// <exception cref="SourceException">The answer is something else, such as the page of a proxy.</exception>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, string what, JsonSerializerOptions options, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            return JsonSerializer.Deserialize<T>(body, options) ?? throw new JsonException("No content.");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            // The exception may repeat the text of a customer.
            var isPage = IsPage(response);
            var (uk, en) = body.Length == 0 ? ("порожня", "empty") : isPage ? ("вебсторінка", "a web page") : ("не така, як описує мережа", "not what the network's description says");
            throw new SourceException(SourceProblem.Unexpected, new SourceWords($"Відповідь на запит ({what}) — {uk}.", $"The answer to {what} is {en}."));
        }
    }

    /// <summary>A page for people, where a network answers programs.</summary>
    public static bool IsPage(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType == MediaTypeNames.Text.Html;
}
