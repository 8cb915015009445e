namespace SmmKpiBot.Sources.Http.OAuth;

/// <summary>The words of RFC 6749 for why there is no token.</summary>
internal static class OAuthRefusals
{
    /// <param name="section">Where the settings hold the app.</param>
    /// <returns>Null for what the status alone has to tell: a server in trouble, the page of a proxy.</returns>
    public static SourceException? Of(OAuthError? error, string section) => error?.Error switch
    {
        "invalid_grant" => new(SourceProblem.Unauthorized, new SourceWords(
            $"Доступ відкликано або він скінчився{Said(error)}: під’єднайте акаунт знову.",
            $"The access was withdrawn or has ended{Said(error)}: connect the account again.")),
        "invalid_client" or "unauthorized_client" => new(SourceProblem.Misconfigured, new SourceWords(
            $"Застосунок не приймають{Said(error)}: перевірте {section}:ClientId і {section}:ClientSecret.",
            $"The app is refused{Said(error)}: look at {section}:ClientId and {section}:ClientSecret.")),
        "invalid_scope" => new(SourceProblem.Forbidden, new SourceWords(
            $"Застосунку не можна просити такий доступ{Said(error)}: додайте ці дозволи на його сторінці згоди (consent screen).",
            $"The app may not ask for this access{Said(error)}: add the scopes on its consent screen.")),
        "invalid_request" or "unsupported_grant_type" => new(SourceProblem.Unexpected, new SourceWords(
            $"Запит токена відхилено{Said(error)}.",
            $"The request for a token is refused{Said(error)}.")),
        _ => null,
    };

    /// <summary>The network's words, shortened: they hold no token, but nobody promises their length.</summary>
    private static string Said(OAuthError error) => error.Description is { Length: > 0 } said ? $" ({(said.Length > 200 ? said[..200] : said).TrimEnd('.')})" : "";
}
