using System.Text.Json;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>
/// What the headers of an answer say of usage. They come only once enough calls were made; all numbers are percent, the highest one counts. One header
/// tells of up to 32 pages and accounts, each in several use cases.
/// </summary>
internal static class GraphUsage
{
    private const string App = "X-App-Usage";
    private const string Business = "X-Business-Use-Case-Usage";
    private const string AdAccount = "X-Ad-Account-Usage";
    private const string Insights = "x-fb-ads-insights-throttle";

    private static readonly string[] Shares = ["call_count", "total_time", "total_cputime", "acc_id_util_pct", "app_id_util_pct"];

    /// <summary>Tells the budget of everything that is named; gives the longest rest that is asked of this access.</summary>
    public static TimeSpan? Report(HttpResponseMessage response, GraphAccess access, IApiBudget budget)
    {
        var usages = new List<(string Key, double Share, TimeSpan? Pause)>();
        if (Read(response, App) is { } app)
            usages.Add((access.AppBudget, ShareOf(app), null));
        if (Read(response, Business) is { ValueKind: JsonValueKind.Object } business)
            usages.AddRange(business.EnumerateObject().SelectMany(Of));
        if (access.Quota is { } quota)
        {
            foreach (var usage in new[] { Read(response, AdAccount), Read(response, Insights) }.OfType<JsonElement>())
                usages.Add((quota.Key, ShareOf(usage), Number(usage, "reset_time_duration") is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null));
        }

        foreach (var ofKey in usages.GroupBy(usage => usage.Key))
            budget.Report(ofKey.Key, ofKey.Max(usage => usage.Share), ofKey.Max(usage => usage.Pause));
        return usages.Where(usage => access.Budgets.Contains(usage.Key)).Max(usage => usage.Pause);
    }

    private static IEnumerable<(string Key, double Share, TimeSpan? Pause)> Of(JsonProperty place)
    {
        if (place.Value.ValueKind != JsonValueKind.Array)
            yield break;
        foreach (var usage in place.Value.EnumerateArray())
        {
            if (usage.ValueKind != JsonValueKind.Object || !usage.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
                continue;
            var rest = Number(usage, "estimated_time_to_regain_access") is { } minutes and > 0 ? TimeSpan.FromMinutes(minutes) : (TimeSpan?)null;
            yield return (new GraphQuota(type.GetString()!, place.Name).Key, ShareOf(usage), rest);
        }
    }

    private static JsonElement? Read(HttpResponseMessage response, string header)
    {
        if (!response.Headers.TryGetValues(header, out var values))
            return null;
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(string.Join(',', values));
        }
        catch (JsonException)
        {
            // A usage that cannot be read is as good as none told: limits still announce themselves as errors.
            return null;
        }
    }

    private static double ShareOf(JsonElement usage) => Shares.Max(name => Number(usage, name) ?? 0) / 100;

    private static double? Number(JsonElement usage, string name) =>
        usage.ValueKind == JsonValueKind.Object && usage.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
