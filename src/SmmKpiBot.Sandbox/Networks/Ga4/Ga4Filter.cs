using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SmmKpiBot.Sandbox.Networks.Google;

namespace SmmKpiBot.Sandbox.Networks.Ga4;

/// <summary>Filters as the Data API takes them: exactly one member each, case does not matter unless it says so.</summary>
internal static class Ga4Filter
{
    public static Func<Ga4Fact, bool> Of(JsonNode? expression)
    {
        if (expression is null)
            return _ => true;
        var (name, content) = Only(expression.AsObject());
        return name switch
        {
            "andGroup" => All(content, wanted: true),
            "orGroup" => All(content, wanted: false),
            "notExpression" => Of(content) is var inner ? fact => !inner(fact) : throw new InvalidOperationException(),
            "filter" => OfField(content!.AsObject()),
            _ => throw GoogleErrorException.BadRequest($"Invalid JSON payload received. Unknown name \"{name}\" at 'dimension_filter': Cannot find field."),
        };
    }

    /// <summary>Names of all fields in it.</summary>
    public static IEnumerable<string> Fields(JsonNode? expression) => expression switch
    {
        JsonObject one => one.SelectMany(member => member is { Key: "fieldName", Value: { } name } ? [(string)name!] : Fields(member.Value)),
        JsonArray many => many.SelectMany(Fields),
        _ => [],
    };

    private static Func<Ga4Fact, bool> All(JsonNode? group, bool wanted)
    {
        var parts = group!["expressions"]!.AsArray().Select(Of).ToList();
        return fact => wanted ? parts.TrueForAll(part => part(fact)) : parts.Exists(part => part(fact));
    }

    private static Func<Ga4Fact, bool> OfField(JsonObject filter)
    {
        var field = (string)filter["fieldName"]!;
        if (!Ga4Fields.Dimensions.TryGetValue(field, out var value))
            throw GoogleErrorException.BadRequest($"Field {field} is not a valid dimension. For a list of valid dimensions and metrics, see https://developers.google.com/analytics/devguides/reporting/data/v1/api-schema");
        var (name, content) = Only(new(filter.Where(member => member.Key != "fieldName").Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))));
        var comparison = (bool?)content!["caseSensitive"] == true ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        switch (name)
        {
            case "emptyFilter":
                return fact => value(fact) is "" or "(not set)";
            case "inListFilter":
                var values = content["values"]!.AsArray().Select(one => (string)one!).ToList();
                return values.Count == 0
                    ? throw GoogleErrorException.BadRequest("In list filter must have at least one value.")
                    : fact => values.Exists(one => string.Equals(one, value(fact), comparison));
            case "stringFilter":
                var text = (string)content["value"]!;
                return (string?)content["matchType"] switch
                {
                    "EXACT" => fact => string.Equals(value(fact), text, comparison),
                    "BEGINS_WITH" => fact => value(fact).StartsWith(text, comparison),
                    "ENDS_WITH" => fact => value(fact).EndsWith(text, comparison),
                    "CONTAINS" => fact => value(fact).Contains(text, comparison),
                    "FULL_REGEXP" => fact => Regex.IsMatch(value(fact), $"^(?:{text})$", comparison == StringComparison.Ordinal ? RegexOptions.None : RegexOptions.IgnoreCase),
                    var other => throw GoogleErrorException.BadRequest($"Invalid value at 'match_type': {other}"),
                };
            default:
                throw GoogleErrorException.BadRequest($"Invalid JSON payload received. Unknown name \"{name}\" at 'filter': Cannot find field.");
        }
    }

    private static (string Name, JsonNode? Content) Only(JsonObject one) => one.Count == 1
        ? (one.First().Key, one.First().Value)
        : throw GoogleErrorException.BadRequest("A filter expression must have exactly one member.");
}
