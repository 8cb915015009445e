using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.BotApi;

/// <summary>A refusal in the words of the real server.</summary>
internal sealed class ApiException(int code, string description, JsonObject? parameters = null) : Exception(description)
{
    public int Code { get; } = code;

    public JsonObject? Parameters { get; } = parameters;

    public static ApiException BadRequest(string reason) => new(400, "Bad Request: " + reason);

    public static ApiException Forbidden(string reason) => new(403, "Forbidden: " + reason);

    public static ApiException Conflict(string reason) => new(409, "Conflict: " + reason);

    public static ApiException TooManyRequests(int seconds) =>
        new(429, $"Too Many Requests: retry after {seconds}", new JsonObject { ["retry_after"] = seconds });

    public static ApiException Migrated(long newChatId) =>
        new(400, "Bad Request: group chat was upgraded to a supergroup chat", new JsonObject { ["migrate_to_chat_id"] = newChatId });
}
