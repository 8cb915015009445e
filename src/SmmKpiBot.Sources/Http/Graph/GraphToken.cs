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
        var answer = await AskAsync(client, app, access.Token, cancellationToken);

        // A token of another app cannot be looked at, and may still be good.
        if (answer.Error is not null || !answer.Body.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object)
            return Unknown;
        if (data.TryGetProperty("is_valid", out var valid) && valid.ValueKind == JsonValueKind.False)
            throw GraphFailures.Of(GraphError.Of(data) is { Code: > 0 } error ? error : new GraphError { Code = 190 }, "debug_token");
        return new(
            Soonest(data, "expires_at", "data_access_expires_at"),
            data.TryGetProperty("scopes", out var scopes) && scopes.ValueKind == JsonValueKind.Array ? [.. scopes.EnumerateArray().Select(scope => scope.ToString())] : null);
    }

    /// <summary>A token that is no good any more is an answer; a refusal is about the app that asks.</summary>
    private static async Task<GraphAnswer> AskAsync(GraphClient client, GraphAccess app, string token, CancellationToken cancellationToken)
    {
        try
        {
            return await client.AskAsync(app, "debug_token", GraphQuery.None.With("input_token", token), cancellationToken);
        }
        catch (SourceException refused) when (refused.Problem == SourceProblem.Unauthorized)
        {
            throw GraphFailures.AppRefused();
        }
    }

    /// <summary>What is not seen for want of permissions that were not granted, and where to grant them; nothing where all were.</summary>
    public IReadOnlyList<SourceWords> Missing(IReadOnlyDictionary<string, SourceWords> permissions)
    {
        var missing = permissions.Where(permission => Scopes?.Contains(permission.Key) == false).ToList();
        if (missing.Count == 0)
            return [];
        var (uk, en) = (string.Join("; ", missing.Select(one => $"{one.Key} — {one.Value.Uk}")), string.Join("; ", missing.Select(one => $"{one.Key}: {one.Value.En}")));
        return
        [
            new(
                $"Токену бракує дозволів ({uk}). Згенеруйте його знову з ними: «Налаштування компанії» → «Системні користувачі» → «Згенерувати токен»; якщо згоду дано у браузері, дайте її ще раз і дозвольте все.",
                $"The token lacks permissions ({en}). Generate it anew with them: Business settings, System users, Generate token; where consent was given in the browser, give it again and allow everything."),
        ];
    }

    /// <summary>0 is never.</summary>
    private static DateTimeOffset? Soonest(JsonElement data, params string[] names) => names
        .Select(name => data.TryGetProperty(name, out var value) && InsightNumber.Of(value) is { } unix and > 0 ? GraphTime.OfUnix(unix) : (DateTimeOffset?)null)
        .Min();
}
