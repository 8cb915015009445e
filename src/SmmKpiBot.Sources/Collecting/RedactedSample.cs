using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmmKpiBot.Sources.Collecting;

/// <summary>A record as its shape alone: every text becomes a word for its length, so that neither a customer nor a token is kept.</summary>
public static class RedactedSample
{
    private const int Longest = 2_000;

    public static string Of(JsonElement record)
    {
        var text = Redacted(record)?.ToJsonString() ?? "null";
        return text.Length > Longest ? text[..Longest] : text;
    }

    private static JsonNode? Redacted(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(element.EnumerateObject().DistinctBy(one => one.Name).Select(one => KeyValuePair.Create(one.Name, Redacted(one.Value)))),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Redacted)]),
        JsonValueKind.String => JsonValue.Create($"text of {element.GetString()!.Length}"),
        JsonValueKind.Number => JsonNode.Parse(element.GetRawText()),
        JsonValueKind.True or JsonValueKind.False => JsonValue.Create(element.GetBoolean()),
        _ => null,
    };
}
