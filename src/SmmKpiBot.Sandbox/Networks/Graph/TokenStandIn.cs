using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.Networks.Graph;

/// <summary>Tokens: what they may do.</summary>
internal sealed class TokenStandIn(TimeProvider clock, GraphFaults faults, ConsentStandIn consent)
{
    private static readonly string[] Scopes =
    [
        "pages_show_list", "pages_read_engagement", "read_insights", "pages_read_user_content", "pages_messaging", "pages_manage_metadata", "instagram_basic", "instagram_manage_insights",
        "instagram_manage_comments", "instagram_manage_messages", "ads_read", "business_management",
    ];

    private readonly TimeProvider _clock = clock;
    private readonly GraphFaults _faults = faults;
    private readonly ConsentStandIn _consent = consent;

    public JsonObject? Answer(GraphAsk ask) => ask.Path switch
    {
        ["debug_token"] => new JsonObject { ["data"] = Inspect() },
        ["oauth", "access_token"] => _consent.Exchange(ask),
        _ => null,
    };

    private JsonObject Inspect()
    {
        if (_faults.TokenDead is { } subcode)
            return new() { ["is_valid"] = false, ["error"] = new JsonObject { ["code"] = 190, ["subcode"] = subcode, ["message"] = "The session has been invalidated." } };
        var scopes = Scopes.Where(scope => !_faults.LacksUserContent || scope != "pages_read_user_content");
        return new()
        {
            ["app_id"] = GraphBrand.AppId,
            ["type"] = "SYSTEM_USER",
            ["expires_at"] = 0,
            ["data_access_expires_at"] = _clock.GetUtcNow().AddDays(90).ToUnixTimeSeconds(),
            ["is_valid"] = true,
            ["scopes"] = new JsonArray([.. scopes.Select(scope => (JsonNode)scope)]),
        };
    }
}
