using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.Networks.Model;

namespace SmmKpiBot.Sandbox.Networks.Graph;

/// <summary>Private messages of the page and of the Instagram account that is linked to it.</summary>
internal sealed class InboxStandIn(BrandModel model, GraphLists lists, GraphFaults faults)
{
    /// <summary>Instagram tells who wrote of the newest ones only.</summary>
    private const int Shown = 20;

    private const int Remembered = 60;
    private const int NestedLimit = 3;

    private readonly BrandModel _model = model;
    private readonly GraphLists _lists = lists;
    private readonly GraphFaults _faults = faults;

    public JsonObject? Answer(GraphAsk ask) => ask.Path switch
    {
        [GraphBrand.PageId, "conversations"] => Conversations(ask),
        [['t', '_', .. var person], "messages"] => _lists.Page(ask, Messages(All(ask).Where(word => word.Thread == person), person, isInstagram: false)),
        _ => null,
    };

    public static string IdOf(ModelWord word, bool isInstagram) => (isInstagram ? "aWdfZAG" : "m_") + word.Key;

    private JsonObject Conversations(GraphAsk ask)
    {
        if (!ask.IsPage)
            throw GraphRefusal.PageToken();
        var hasLink = ask["fields"]?.EndsWith(",link", StringComparison.Ordinal) == true;
        if (hasLink && _faults.LacksLinks)
            throw new GraphRefusal(100, 0, "(#100) Tried accessing nonexisting field (link) on node type (UnifiedThread)");
        var isInstagram = ask["platform"] == "instagram";
        var own = isInstagram ? GraphBrand.InstagramId : GraphBrand.PageId;
        var conversations = All(ask).GroupBy(word => word.Thread).OrderByDescending(thread => thread.Max(word => word.At)).Select(thread => new JsonObject
        {
            ["id"] = "t_" + thread.Key,
            ["updated_time"] = GraphInsightAnswers.Time(thread.Max(word => word.At)),
            ["link"] = isInstagram || !hasLink ? null : $"/{own}/inbox/?selected_item_id={thread.Key}",
            ["participants"] = new JsonObject { ["data"] = new JsonArray(Person(thread.Key), Person(own)) },
            ["messages"] = isInstagram
                ? new JsonObject { ["data"] = new JsonArray([.. Messages(thread, thread.Key, isInstagram: true)]) }
                : _lists.Nested(ask, ["t_" + thread.Key, "messages"], Messages(thread, thread.Key, isInstagram: false), NestedLimit),
        });
        return _lists.Page(ask, [.. conversations]);
    }

    /// <summary>Newest first.</summary>
    private List<JsonObject> Messages(IEnumerable<ModelWord> words, string person, bool isInstagram) =>
    [
        .. words.Reverse().Select((word, place) =>
        {
            var own = isInstagram ? GraphBrand.InstagramId : GraphBrand.PageId;
            var body = new JsonObject { ["id"] = IdOf(word, isInstagram), ["created_time"] = GraphInsightAnswers.Time(word.At) };
            if (isInstagram && place >= Shown)
                return body;
            body["message"] = word.Text;
            body["from"] = Person(word.Person ?? own);
            body["to"] = new JsonObject { ["data"] = new JsonArray(Person(word.Person is null ? person : own)) };
            return body;
        }),
    ];

    private IReadOnlyList<ModelWord> All(GraphAsk ask)
    {
        var today = DateOnly.FromDateTime(ask.Now.UtcDateTime);
        return _model.Messages(today.AddDays(-Remembered), today, ask.Now);
    }

    private JsonObject Person(string id) => new() { ["id"] = id, ["name"] = _model.Talk.NameOf(id), ["email"] = id + "@facebook.com" };
}
