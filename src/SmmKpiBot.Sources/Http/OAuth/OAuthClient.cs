using System.Text.Json;

namespace SmmKpiBot.Sources.Http.OAuth;

/// <summary>
/// Consent in the browser by OAuth 2 with PKCE, and what comes after it: exchanging the code and renewing access. A consent that was withdrawn or has ended is
/// <see cref="SourceProblem.Unauthorized"/>: somebody has to consent again, and trying again helps nothing.
/// </summary>
internal sealed class OAuthClient(IHttpClientFactory http, TimeProvider timeProvider)
{
    private readonly IHttpClientFactory _http = http;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>The address that asks for consent.</summary>
    /// <param name="more">What this network wants besides.</param>
    public static Uri Authorize(OAuthApp app, Collecting.ConsentRequest request, string scope, params IEnumerable<(string Name, string Value)> more)
    {
        (string Name, string Value)[] usual =
        [
            ("client_id", app.ClientId), ("redirect_uri", request.RedirectUri.AbsoluteUri), ("response_type", "code"), ("scope", scope),
            ("state", request.State), ("code_challenge", request.CodeChallenge), ("code_challenge_method", "S256"),
        ];
        var query = string.Join('&', usual.Concat(more).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"));
        return new UriBuilder(app.AuthorizeUrl) { Query = query }.Uri;
    }

    /// <exception cref="SourceException">The code is not taken.</exception>
    public Task<OAuthAnswer> ExchangeAsync(OAuthApp app, Collecting.ConsentGrant grant, CancellationToken cancellationToken) => AskAsync(
        app,
        new()
        {
            ["grant_type"] = "authorization_code",
            ["code"] = grant.Code,
            ["redirect_uri"] = grant.RedirectUri.AbsoluteUri,
            ["code_verifier"] = grant.CodeVerifier,
        },
        cancellationToken);

    /// <exception cref="SourceException">The consent is no longer good, or the app is not.</exception>
    public async Task<AccessToken> RefreshAsync(OAuthApp app, string refreshToken, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(app, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }, cancellationToken);
        return new(answer.AccessToken, _timeProvider.GetUtcNow() + TimeSpan.FromSeconds(answer.ExpiresIn));
    }

    private async Task<OAuthAnswer> AskAsync(OAuthApp app, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        if (app.ClientId.Length == 0 || app.ClientSecret.Length == 0)
            throw new SourceException(SourceProblem.Misconfigured, new SourceWords(
                $"Застосунок не налаштовано: {app.Section}:ClientId і {app.Section}:ClientSecret порожні.",
                $"No app is set up: {app.Section}:ClientId and {app.Section}:ClientSecret are empty."));
        form["client_id"] = app.ClientId;
        form["client_secret"] = app.ClientSecret;
        using var request = new HttpRequestMessage(HttpMethod.Post, app.TokenUrl) { Content = new FormUrlEncodedContent(form) };
        using var response = await _http.CreateClient(app.HttpClientName).SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode
            ? await SourceAnswers.ReadAsync<OAuthAnswer>(response, "the request for a token", JsonSerializerOptions.Default, cancellationToken)
            : throw await RefusalAsync(app, response, cancellationToken);
    }

    private async Task<SourceException> RefusalAsync(OAuthApp app, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var error = await ErrorAsync(response, cancellationToken);
        return OAuthRefusals.Of(error, app.Section) ?? SourceAnswers.Refusal(response, _timeProvider.GetUtcNow());
    }

    private static async Task<OAuthError?> ErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize<OAuthError>(await response.Content.ReadAsByteArrayAsync(cancellationToken), JsonSerializerOptions.Default);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
