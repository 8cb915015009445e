using System.Text.Json;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>What Meta says of a token: when it ends, and what it may do. Known only where the app is set up.</summary>
internal sealed record GraphToken(DateTimeOffset? ExpiresAt, IReadOnlyList<string>? Scopes)
{
    private static readonly GraphToken Unknown = new(null, null);

    /// <exception cref="SourceException">It is no good token any more, or Meta cannot be asked.</exception>
    public static async Task<GraphToken> InspectAsync(GraphClient client, GraphAccess access, CancellationToken cancellationToken)
    {
        if (!access.Options.HasApp)
            return Unknown;
        var app = access.With($"{access.Options.AppId}|{access.Options.AppSecret}");
        var answer = await client.AskAsync(app, "debug_token", GraphQuery.None.With("input_token", access.Token), cancellationToken);

        // A token of another app cannot be looked at, and may still be good.
        if (answer.Error is not null || !answer.Body.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object)
            return Unknown;
        if (data.TryGetProperty("is_valid", out var valid) && valid.ValueKind == JsonValueKind.False)
            throw GraphFailures.Of(GraphError.Of(data) is { Code: > 0 } error ? error : new GraphError { Code = 190 }, "debug_token");
        return new(
            Soonest(data, "expires_at", "data_access_expires_at"),
            data.TryGetProperty("scopes", out var scopes) && scopes.ValueKind == JsonValueKind.Array ? [.. scopes.EnumerateArray().Select(scope => scope.ToString())] : null);
    }

    /// <summary>A sentence for each permission that was not granted.</summary>
    public IReadOnlyList<SourceWords> Missing(IReadOnlyDictionary<string, SourceWords> permissions) => Scopes is null
        ? []
        : [.. permissions.Where(permission => !Scopes.Contains(permission.Key)).Select(permission => new SourceWords(
            $"Токену бракує {permission.Key}: {permission.Value.Uk}. Згенеруйте його знову з цим дозволом.",
            $"The token lacks {permission.Key}: {permission.Value.En}. Generate it anew with that permission."))];

    /// <summary>0 is never.</summary>
    private static DateTimeOffset? Soonest(JsonElement data, params string[] names) => names
        .Select(name => data.TryGetProperty(name, out var value) && InsightNumber.Of(value) is { } unix and > 0 ? GraphTime.OfUnix(unix) : (DateTimeOffset?)null)
        .Min();
}
