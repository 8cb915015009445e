using System.Globalization;
using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.Networks.Google;

namespace SmmKpiBot.Sandbox.Networks.Ga4;

/// <summary>One report of the stand-in, with the limits of the real one.</summary>
internal static class Ga4Report
{
    private const int MostMetrics = 10;
    private const int MostDimensions = 9;
    private const int DefaultLimit = 10_000;
    private const int MostRows = 250_000;

    public static JsonObject Of(Ga4Property property, JsonObject request, DateOnly today)
    {
        var dimensions = Names(request["dimensions"]);
        var metrics = Names(request["metrics"]);
        Check(property, dimensions, metrics);
        var rows = Rows(property, request, dimensions, metrics, today);
        var offset = Number(request["offset"]) ?? 0;
        var limit = Math.Min(Number(request["limit"]) ?? DefaultLimit, MostRows);
        var body = new JsonObject
        {
            ["dimensionHeaders"] = dimensions.Count == 0 ? null : new JsonArray([.. dimensions.Select(name => new JsonObject { ["name"] = name })]),
            ["metricHeaders"] = new JsonArray([.. metrics.Select(name => new JsonObject { ["name"] = name, ["type"] = Ga4Fields.Metrics[name].Type })]),
            ["metadata"] = property.Metadata(property.IsEmpty),
            ["kind"] = "analyticsData#runReport",
        };
        if (dimensions.Count == 0)
            body.Remove("dimensionHeaders");

        // An empty report has neither rows nor their count.
        if (rows.Count > 0)
        {
            body["rows"] = new JsonArray([.. rows.Skip(offset).Take(limit).Select(row => Row(row.Names, row.Values))]);
            body["rowCount"] = rows.Count;
        }

        if ((bool?)request["returnPropertyQuota"] == true)
            body["propertyQuota"] = property.Quota(cost: 3);
        return body;
    }

    private static void Check(Ga4Property property, List<string> dimensions, List<string> metrics)
    {
        if (metrics.Count > MostMetrics)
            throw GoogleErrorException.BadRequest($"Requests are limited to {MostMetrics} metrics. This request has {metrics.Count} metrics.");
        if (dimensions.Count > MostDimensions)
            throw GoogleErrorException.BadRequest($"Requests are limited to {MostDimensions} dimensions. This request has {dimensions.Count} dimensions.");
        if (metrics.Count == 0)
            throw GoogleErrorException.BadRequest("A report needs a metric.");
        if (dimensions.FirstOrDefault(name => !Ga4Fields.Dimensions.ContainsKey(name)) is { } dimension)
            throw GoogleErrorException.BadRequest($"Field {dimension} is not a valid dimension. For a list of valid dimensions and metrics, see https://developers.google.com/analytics/devguides/reporting/data/v1/api-schema");
        if (metrics.FirstOrDefault(name => !Ga4Fields.Metrics.ContainsKey(name) || property.DeadMetrics.Contains(name)) is { } metric)
            throw GoogleErrorException.BadRequest($"Field {metric} is not a valid metric. For a list of valid dimensions and metrics, see https://developers.google.com/analytics/devguides/reporting/data/v1/api-schema");
    }

    private static List<(IReadOnlyList<string> Names, IReadOnlyList<string> Values)> Rows(Ga4Property property, JsonObject request, List<string> dimensions, List<string> metrics, DateOnly today)
    {
        var (from, to) = request["dateRanges"]!.AsArray() is [JsonObject only] ? (Day(only["startDate"]), Day(only["endDate"])) : throw GoogleErrorException.BadRequest("The stand-in takes one date range.");
        var filter = Ga4Filter.Of(request["dimensionFilter"]);
        var goesToEvents = dimensions.Concat(metrics).Concat(Ga4Filter.Fields(request["dimensionFilter"])).Any(Ga4Fields.IsOfEvent);
        var facts = (property.IsEmpty ? [] : property.Site.Told(from, to, today)).SelectMany(visit => goesToEvents ? visit.Events.Select(one => new Ga4Fact(visit, one)) : [new Ga4Fact(visit, null)]).Where(filter);
        var rows = facts.GroupBy(fact => string.Join('\u001f', dimensions.Select(name => Ga4Fields.Dimensions[name](fact))))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => ((IReadOnlyList<string>)(dimensions.Count == 0 ? [] : group.Key.Split('\u001f')), (IReadOnlyList<string>)[.. metrics.Select(metric => Value(property, metric, [.. group]))]))
            .ToList();
        if (property.HasOtherDay && dimensions.Contains("date") && rows.Count > 0)
            rows.Add(([.. dimensions.Select(_ => "(other)")], [.. metrics.Select(_ => "3")]));
        return rows;
    }

    private static string Value(Ga4Property property, string metric, IReadOnlyList<Ga4Fact> facts) => metric == "totalRevenue" && property.HidesRevenue
        ? "0"
        : Ga4Fields.Metrics[metric] is var (type, value) && type is "TYPE_FLOAT" ? ((double)value(facts)).ToString("R", CultureInfo.InvariantCulture) : value(facts).ToString(CultureInfo.InvariantCulture);

    private static JsonObject Row(IReadOnlyList<string> names, IReadOnlyList<string> values)
    {
        var row = new JsonObject();
        if (names.Count > 0)
            row["dimensionValues"] = new JsonArray([.. names.Select(Value)]);
        row["metricValues"] = new JsonArray([.. values.Select(Value)]);
        return row;
    }

    private static JsonObject Value(string text) => text.Length == 0 ? [] : new() { ["value"] = text };

    private static List<string> Names(JsonNode? fields) => fields is null ? [] : [.. fields.AsArray().Select(field => (string)field!["name"]!)];

    private static int? Number(JsonNode? node) => node is null ? null : int.Parse(node.ToString(), CultureInfo.InvariantCulture);

    private static DateOnly Day(JsonNode? node) => DateOnly.TryParseExact((string?)node, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw GoogleErrorException.BadRequest("Invalid date.");
}
