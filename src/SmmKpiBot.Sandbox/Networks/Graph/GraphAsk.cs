using System.Globalization;
using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.Networks.Graph;

/// <summary>A call as the stand-in sees it.</summary>
/// <param name="Path">Without the version.</param>
internal sealed record GraphAsk(string BaseUrl, bool IsPost, string[] Path, IReadOnlyDictionary<string, string> Query, string Token, DateTimeOffset Now)
{
    public string? this[string name] => Query.GetValueOrDefault(name);

    public string[] Metrics => this["metric"]?.Split(',') ?? [];

    public string Fields => this["fields"] ?? "";

    public int Limit => this["limit"] is { } limit ? int.Parse(limit, CultureInfo.InvariantCulture) : 25;

    public bool IsPage => Token == GraphBrand.PageToken;

    public DateTimeOffset? Instant(string name) => this[name] is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var unix) ? DateTimeOffset.FromUnixTimeSeconds(unix)
        : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>A node has the fields that were asked for, and its id.</summary>
    public JsonObject Only(JsonObject node)
    {
        var asked = Fields.Split(',', '{', '}');
        foreach (var name in node.Select(field => field.Key).Where(name => name != "id" && !asked.Contains(name)).ToList())
            node.Remove(name);
        return node;
    }
}
