namespace SmmKpiBot.Sources.Http.OAuth;

/// <summary>An app that asks people for consent, as the settings have it.</summary>
internal sealed class OAuthApp
{
    /// <summary>The HTTP client to call with.</summary>
    public required string HttpClientName { get; init; }

    /// <summary>Settings that hold id and secret, for messages: <c>Networks:YouTube</c>.</summary>
    public required string Section { get; init; }

    public required Uri AuthorizeUrl { get; init; }

    public required Uri TokenUrl { get; init; }

    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }
}
