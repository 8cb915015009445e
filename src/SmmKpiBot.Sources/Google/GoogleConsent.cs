using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.OAuth;

namespace SmmKpiBot.Sources.Google;

/// <summary>Consent to Google's networks. Without <c>prompt=consent</c> Google gives a refresh token only the first time somebody consents.</summary>
internal static class GoogleConsent
{
    /// <summary>The field that holds what lasts of a consent.</summary>
    public const string Field = "refresh_token";

    /// <param name="needed">Scopes that reading needs; people can untick each on Google's page.</param>
    public static BrowserConsent Way(OAuthApp app, OAuthClient client, TimeProvider timeProvider, IReadOnlyList<string> needed, string howTo, string howToUk) => new()
    {
        HowTo = howTo,
        HowToUk = howToUk,
        IsSetUp = app.ClientId.Length > 0 && app.ClientSecret.Length > 0,
        Authorize = request => OAuthClient.Authorize(app, request, string.Join(' ', needed), ("access_type", "offline"), ("prompt", "consent")),
        ExchangeAsync = async (grant, cancellationToken) => Granted(await client.ExchangeAsync(app, grant, cancellationToken), needed, timeProvider.GetUtcNow()),
    };

    private static GrantedAccess Granted(OAuthAnswer answer, IReadOnlyList<string> needed, DateTimeOffset now)
    {
        var granted = answer.Scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (granted is not null && needed.Except(granted).ToList() is { Count: > 0 } missing)
            throw new SourceException(SourceProblem.Forbidden, Unticked(string.Join(", ", missing.Select(scope => scope[(scope.LastIndexOf('/') + 1)..]))));
        return answer.RefreshToken is { } token
            ? new(new Dictionary<string, string> { [Field] = token }, answer.RefreshTokenExpiresIn is { } seconds ? now + TimeSpan.FromSeconds(seconds) : null)
            : throw new SourceException(SourceProblem.Unexpected, new SourceWords(
                "Google не дав постійного доступу: приберіть застосунок на https://myaccount.google.com/connections і під’єднайте акаунт знову.",
                "Google gave nothing that lasts: remove the app at https://myaccount.google.com/connections and connect the account again."));
    }

    private static SourceWords Unticked(string missing) => new(
        $"Дозволено не все: на сторінці Google не знімайте жодної позначки (бракує {missing}).",
        $"Not everything was allowed: on Google's page leave all boxes ticked ({missing} is missing).");
}
