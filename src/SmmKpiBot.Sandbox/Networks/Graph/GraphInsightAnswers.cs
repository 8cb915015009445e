using System.Globalization;
using System.Text.Json.Nodes;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Sandbox.Networks.Graph;

/// <summary>Shapes and refusals of insights.</summary>
internal sealed class GraphInsightAnswers(GraphFaults faults)
{
    public static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    private readonly GraphFaults _faults = faults;

    public static DateOnly Today(DateTimeOffset now) => LocalDay.Of(now, Pacific);

    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture);

    /// <summary>One bad name refuses all.</summary>
    public void Check(GraphAsk ask, IReadOnlyCollection<string> known)
    {
        if (_faults.LacksInsights)
            throw new GraphRefusal(10, 0, "(#10) Application does not have permission for this action");
        if (ask.Metrics.Length == 0)
            throw new GraphRefusal(3001, 1504028, "(#3001) Invalid query: no metric was specified to be fetched");
        for (var index = 0; index < ask.Metrics.Length; index++)
        {
            var metric = ask.Metrics[index];
            if (known.Contains(metric) && !_faults.DeadMetrics.Contains(metric))
                continue;
            throw new GraphRefusal(100, 0, _faults.RefusalShape switch
            {
                0 => "(#100) The value must be a valid insights metric",
                1 => $"(#100) metric[{index}] must be one of the following values: {string.Join(", ", known.Where(name => !_faults.DeadMetrics.Contains(name)))}",
                _ => $"(#100) The Media Insights API does not support the {metric} metric for this media product type.",
            });
        }
    }

    /// <summary>Days that ended in the span, whatever was meant by it.</summary>
    public static IReadOnlyList<DateOnly> Days(GraphAsk ask, int most, Func<GraphRefusal> tooLong)
    {
        var since = ask.Instant("since") ?? ask.Now.AddDays(-2);
        var until = ask.Instant("until") ?? ask.Now;
        if (since > ask.Now)
            throw new GraphRefusal(100, 0, "(#100) since param is not valid. Metrics data is available for the last 2 years");
        if (until - since > TimeSpan.FromDays(most))
            throw tooLong();
        var days = new List<DateOnly>();
        for (var day = LocalDay.Of(since, Pacific).AddDays(-2); Closes(day) < until; day = day.AddDays(1))
        {
            if (Closes(day) >= since && Closes(day) <= ask.Now)
                days.Add(day);
        }

        return days;
    }

    public static DateTimeOffset Closes(DateOnly day) => LocalDay.Start(day.AddDays(1), Pacific);

    public static JsonObject Series(string id, string name, string period, IEnumerable<(DateOnly Day, JsonNode? Value)> values) => Named(id, name, period, new JsonObject
    {
        ["values"] = new JsonArray([.. values.Where(value => value.Value is not null).Select(value => new JsonObject { ["value"] = value.Value, ["end_time"] = Time(Closes(value.Day)) })]),
    });

    public static JsonObject Lifetime(string id, string name, JsonNode value) =>
        Named(id, name, "lifetime", new JsonObject { ["values"] = new JsonArray(new JsonObject { ["value"] = value }) });

    public static JsonObject Total(string id, string name, string period, JsonObject total) => Named(id, name, period, new JsonObject { ["total_value"] = total });

    public static JsonObject Breakdown(IReadOnlyList<string> keys, IEnumerable<(string[] Values, long Value)> results) => new()
    {
        ["dimension_keys"] = new JsonArray([.. keys.Select(key => (JsonNode)key)]),
        ["results"] = new JsonArray([.. results.Select(result => new JsonObject { ["dimension_values"] = new JsonArray([.. result.Values.Select(value => (JsonNode)value)]), ["value"] = result.Value })]),
    };

    /// <summary>The pages that come before and after are spans that never end.</summary>
    public JsonObject Answer(GraphAsk ask, IEnumerable<JsonObject> series) => new()
    {
        ["data"] = new JsonArray([.. _faults.IsEmpty ? [] : series]),
        ["paging"] = new JsonObject
        {
            ["previous"] = $"{ask.BaseUrl}/{string.Join('/', ask.Path)}?since=1&until=2",
            ["next"] = $"{ask.BaseUrl}/{string.Join('/', ask.Path)}?since=3&until=4",
        },
    };

    private static JsonObject Named(string id, string name, string period, JsonObject body)
    {
        body["name"] = name;
        body["period"] = period;
        body["title"] = name;
        body["description"] = "…";
        body["id"] = $"{id}/insights/{name}/{period}";
        return body;
    }
}
