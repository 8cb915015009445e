using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.Networks.Graph;

/// <summary>Tokens: what they may do, and how consent becomes one.</summary>
internal sealed class TokenStandIn(TimeProvider clock, GraphFaults faults)
{
    private const int LastingSeconds = 60 * 24 * 3600;

    private static readonly string[] Scopes =
    [
        "pages_show_list", "pages_read_engagement", "read_insights", "pages_read_user_content", "pages_messaging", "pages_manage_metadata", "instagram_basic", "instagram_manage_insights",
        "instagram_manage_comments", "instagram_manage_messages", "ads_read", "business_management",
    ];

    private readonly TimeProvider _clock = clock;
    private readonly GraphFaults _faults = faults;

    public JsonObject? Answer(GraphAsk ask) => ask.Path switch
    {
        ["debug_token"] => new JsonObject { ["data"] = Inspect() },
        ["oauth", "access_token"] => Exchange(ask),
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

    private static JsonObject Exchange(GraphAsk ask)
    {
        if (ask["client_id"] != GraphBrand.AppId || ask["client_secret"] != GraphBrand.AppSecret)
            throw new GraphRefusal(1, 0, "Error validating client secret.");
        if (ask["grant_type"] == "fb_exchange_token")
            return new() { ["access_token"] = GraphBrand.SystemToken, ["token_type"] = "bearer", ["expires_in"] = LastingSeconds };
        return ask["code"] == "good-code"
            ? new() { ["access_token"] = "EAAshortlivedcanary0000000000000000001", ["token_type"] = "bearer", ["expires_in"] = 3600 }
            : throw new GraphRefusal(100, 36007, "This authorization code has been used.");
    }
}
