using System.Globalization;
using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.Networks.Graph;

/// <summary>Lists with cursors: the only sign of the end is that no next page is named.</summary>
internal sealed class GraphLists(GraphFaults faults)
{
    private const int LargestLimit = 100;

    private static readonly string[] Times = ["created_time", "timestamp", "updated_time", "date_start"];

    private readonly GraphFaults _faults = faults;

    /// <summary>So many items of a list inside a record; null: so few that whoever reads has to ask on.</summary>
    public int? NestedAtOnce { get; set; }

    public JsonObject Page(GraphAsk ask, IReadOnlyList<JsonObject> items)
    {
        if (ask.Limit > LargestLimit)
            throw new GraphRefusal(100, 0, "(#100) Limit must be at most 100");
        if (ask.Limit > _faults.MostAtOnce)
            throw new GraphRefusal(1, 0, "Please reduce the amount of data you're asking for, then retry your request", status: 500);
        items = _faults.IsEmpty ? [] : _faults.Disorder && ask.Path[^1] is "posts" or "media" ? [.. items.Reverse()] : items;

        // A cursor is where the page begins; one with a tilde has been there before.
        var after = ask["after"] ?? (_faults.EmptyPages ? "QV-1" : "QV0");
        var isRepeated = after.EndsWith('~');
        var from = int.Parse(after.TrimEnd('~')[2..], CultureInfo.InvariantCulture);
        var taken = from < 0 ? [] : items.Skip(from).Take(ask.Limit).ToList();
        var end = from < 0 ? 0 : from + taken.Count;
        var next = _faults.DuplicatePages && !isRepeated && taken.Count > 0 ? $"QV{from}~" : end < items.Count ? $"QV{end}" : null;
        var paging = new JsonObject { ["cursors"] = new JsonObject { ["before"] = after, ["after"] = $"QV{end}" } };
        if (next is not null)
            paging["next"] = Next(ask, next);
        return new JsonObject { ["data"] = Array(taken), ["paging"] = paging };
    }

    /// <summary>A list inside a record.</summary>
    public JsonObject Nested(GraphAsk ask, string[] path, IReadOnlyList<JsonObject> items, int limit)
    {
        limit = NestedAtOnce ?? limit;
        var inner = ask with { Path = path, Query = new Dictionary<string, string>(ask.Query.Where(pair => pair.Key is not ("after" or "limit" or "since" or "until" or "fields" or "platform"))) { ["limit"] = limit.ToString(CultureInfo.InvariantCulture) } };
        items = _faults.IsEmpty ? [] : items;
        var body = new JsonObject { ["data"] = Array([.. items.Take(limit)]) };
        if (items.Count > limit)
            body["paging"] = new JsonObject { ["cursors"] = new JsonObject { ["after"] = $"QV{limit}" }, ["next"] = Next(inner, $"QV{limit}") };
        return body;
    }

    private string Next(GraphAsk ask, string after)
    {
        var query = ask.Query.Where(pair => pair.Key != "after").Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}").Append("after=" + after);
        return _faults.StrangeNext
            ? $"https://evil.example.com/v99.0/{string.Join('/', ask.Path)}?access_token={ask.Token}&{string.Join('&', query)}"
            : $"{ask.BaseUrl}/{string.Join('/', ask.Path)}?{string.Join('&', query)}";
    }

    private JsonArray Array(IReadOnlyList<JsonObject> items)
    {
        var copies = (_faults.Disorder ? items.Reverse() : items).Select(item => item.DeepClone().AsObject()).ToArray();
        foreach (var copy in _faults.UnknownField ? copies : [])
            copy["brand_new_field"] = "new";
        foreach (var time in copies.Length > 0 ? Times.Where(copies[0].ContainsKey) : [])
        {
            if (_faults.WrongType)
                copies[0][time] = new JsonObject { ["at"] = copies[0][time]!.DeepClone() };
            if (_faults.MissingField)
                copies[0].Remove(time);
        }

        return new JsonArray([.. copies]);
    }
}
