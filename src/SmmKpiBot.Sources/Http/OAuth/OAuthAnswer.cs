using System.Text.Json.Serialization;

namespace SmmKpiBot.Sources.Http.OAuth;

/// <summary>What a token endpoint gives.</summary>
internal sealed record OAuthAnswer
{
    [JsonPropertyName("access_token")]
    public required string AccessToken { get; init; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("expires_in")]
    public required long ExpiresIn { get; init; }

    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; init; }

    /// <summary>Seconds; only where the consent itself ends.</summary>
    [JsonPropertyName("refresh_token_expires_in")]
    public long? RefreshTokenExpiresIn { get; init; }

    /// <summary>What was granted, separated by spaces: people can untick parts.</summary>
    [JsonPropertyName("scope")]
    public string? Scope { get; init; }

    public override string ToString() => $"a token for {ExpiresIn} s";
}

/// <summary>Why it gives nothing.</summary>
internal sealed record OAuthError
{
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    [JsonPropertyName("error_description")]
    public string? Description { get; init; }
}
