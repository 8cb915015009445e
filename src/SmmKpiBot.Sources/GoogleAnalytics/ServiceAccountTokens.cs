using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Apis.Http;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.OAuth;
using IClock = Google.Apis.Util.IClock;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>Tokens for a service account: Google's library signs, and calls through the same guarded client as everything else of the network.</summary>
internal static class ServiceAccountTokens
{
    /// <exception cref="SourceException">Google does not know the key (any more), or does not answer.</exception>
    public static async Task<AccessToken> AskAsync(
        ServiceAccountFile file, string tokenUrl, string scope, IHttpMessageHandlerFactory handlers, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var initializer = new ServiceAccountCredential.Initializer(file.ClientEmail, tokenUrl)
        {
            Scopes = [scope],
            KeyId = file.PrivateKeyId,
            Clock = new Clock(timeProvider),
            HttpClientFactory = new Calls(handlers),

            // The client repeats what is worth it.
            DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None,
        };
        var credential = new ServiceAccountCredential(initializer.FromPrivateKey(file.PrivateKey));
        try
        {
            var value = await credential.GetAccessTokenForRequestAsync(cancellationToken: cancellationToken);
            return new(value, timeProvider.GetUtcNow() + TimeSpan.FromSeconds(credential.Token.ExpiresInSeconds ?? 0));
        }
        catch (TokenResponseException exception)
        {
            throw Refusal(exception, file);
        }
        catch (Exception exception) when (exception is not (SourceException or OperationCanceledException))
        {
            // The library has no exception of its own for an answer that is empty or no JSON, and the one it throws may repeat the answer.
            throw new SourceException(SourceProblem.Unexpected, new SourceWords(
                "Відповідь сервера токенів не така, як описує Google.",
                "The answer of the token server is not what Google's description says."));
        }
    }

    private static SourceException Refusal(TokenResponseException exception, ServiceAccountFile file)
    {
        var said = exception.Error?.ErrorDescription ?? "";
        return exception.Error?.Error switch
        {
            // Google calls a wrong clock and a wrong key by one name.
            "invalid_grant" when said.Contains("timeframe", StringComparison.OrdinalIgnoreCase) || said.Contains("iat", StringComparison.Ordinal) =>
                new(SourceProblem.Misconfigured, new SourceWords(
                    "Google вважає годинник цього комп’ютера хибним: налаштуйте його за NTP.",
                    "Google finds this machine's clock wrong: set it by NTP.")),
            "invalid_grant" => new(SourceProblem.Unauthorized, new SourceWords(
                $"Google не знає (вже не знає) ключа {file.ClientEmail}: створіть інший і під’єднайте акаунт знову.",
                $"Google does not know the key of {file.ClientEmail} (any more): make another one and connect the account again.")),
            "invalid_client" or "unauthorized_client" => new(SourceProblem.Forbidden, new SourceWords(
                $"Google не дає {file.ClientEmail} токена: перевірте, чи сервісний акаунт увімкнено.",
                $"Google gives {file.ClientEmail} no token: look whether the service account is enabled.")),
            _ => (int?)exception.StatusCode switch
            {
                429 => new(SourceProblem.RateLimited, new SourceWords("Сервер токенів просить звертатися рідше.", "The token server asks for fewer calls.")),
                >= 500 => new(SourceProblem.Transient, new SourceWords("Сервер токенів не відповідає як слід.", "The token server does not answer as it should.")),
                >= 400 => new(SourceProblem.Misconfigured, new SourceWords(
                    $"Сервер токенів не приймає запиту бота: перевірте {GoogleAnalyticsOptions.Section}:TokenUrl у налаштуваннях.",
                    $"The token server does not take the bot's request: look at {GoogleAnalyticsOptions.Section}:TokenUrl in the settings.")),
                _ => new(SourceProblem.Unexpected, new SourceWords(
                    "Відповідь сервера токенів не така, як описує Google.",
                    "The answer of the token server is not what Google's description says.")),
            },
        };
    }

    private sealed class Clock(TimeProvider timeProvider) : IClock
    {
        public DateTime Now => timeProvider.GetLocalNow().DateTime;

        public DateTime UtcNow => timeProvider.GetUtcNow().UtcDateTime;
    }

    private sealed class Calls(IHttpMessageHandlerFactory handlers) : HttpClientFactory
    {
        protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => handlers.CreateHandler(GoogleAnalyticsNetwork.NetworkKey);
    }
}
