namespace SmmKpiBot.Sources.Http.OAuth;

/// <summary>What opens a network for a while.</summary>
internal sealed record AccessToken(string Value, DateTimeOffset ExpiresAt)
{
    /// <summary>The time alone.</summary>
    public override string ToString() => $"until {ExpiresAt:O}";
}
