using System.Text.Json;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>Consent in the browser: the code becomes a token, the token one of about 60 days.</summary>
internal sealed class GraphConsent(GraphClient client, TimeProvider timeProvider)
{
    private readonly GraphClient _client = client;
    private readonly TimeProvider _timeProvider = timeProvider;

    public static Uri Authorize(GraphOptions options, ConsentRequest request, IEnumerable<string> permissions)
    {
        var query = GraphQuery.None.With("client_id", options.AppId).With("redirect_uri", request.RedirectUri.AbsoluteUri).With("state", request.State).With("response_type", "code")
            .With("scope", string.Join(',', permissions)).With("code_challenge", request.CodeChallenge).With("code_challenge_method", "S256");
        return new Uri($"{options.ConsentUrl}?{query}");
    }

    public async Task<GrantedAccess> ExchangeAsync(string clientName, GraphOptions options, ConsentGrant grant, CancellationToken cancellationToken)
    {
        var app = new GraphAccess(clientName, options, $"{options.AppId}|{options.AppSecret}", CallPriority.Asked);
        var secrets = GraphQuery.None.With("client_id", options.AppId).With("client_secret", options.AppSecret);
        var first = await TokenAsync(
            app, secrets.With("redirect_uri", grant.RedirectUri.AbsoluteUri).With("code", grant.Code).With("code_verifier", grant.CodeVerifier), cancellationToken);
        var lasting = await TokenAsync(app, secrets.With("grant_type", "fb_exchange_token").With("fb_exchange_token", first.AccessToken), cancellationToken);
        return new(
            new Dictionary<string, string> { [GraphWays.TokenField] = lasting.AccessToken },
            lasting.ExpiresIn is { } seconds and > 0 ? _timeProvider.GetUtcNow().AddSeconds(seconds) : null);
    }

    /// <summary>Posted, so that no address holds a secret.</summary>
    private async Task<TokenAnswer> TokenAsync(GraphAccess app, GraphQuery query, CancellationToken cancellationToken)
    {
        var answer = await _client.PostAsync(app, "oauth/access_token", query, cancellationToken);
        if (answer.Error is { } error)
            throw new SourceException(SourceProblem.Unauthorized, new SourceWords(
                $"Meta не дає токена за цією згодою: {error.Reason} Почніть знову: код діє один раз і кілька хвилин.",
                $"Meta gives no token for this consent: {error.Reason} Begin again; a code counts once and for some minutes."));
        try
        {
            return answer.Body.Deserialize<TokenAnswer>(GraphJson.Options)!;
        }
        catch (JsonException)
        {
            throw new SourceException(SourceProblem.Unexpected, new SourceWords("У відповіді на oauth/access_token немає токена.", "The answer to oauth/access_token has no token."));
        }
    }

    private sealed record TokenAnswer
    {
        public required string AccessToken { get; init; }

        public long? ExpiresIn { get; init; }
    }
}
