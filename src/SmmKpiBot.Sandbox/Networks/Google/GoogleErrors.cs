using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.Networks.Google;

/// <summary>How Google says no.</summary>
internal static class GoogleErrors
{
    /// <summary><c>google.rpc.Status</c>, as Analytics writes it.</summary>
    public static JsonObject Status(int code, string status, string message, string? reason = null)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message, ["status"] = status };
        if (reason is not null)
            error["details"] = new JsonArray(new JsonObject { ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo", ["reason"] = reason, ["domain"] = "googleapis.com" });
        return new() { ["error"] = error };
    }

    /// <summary>With <c>errors</c>, as YouTube writes it.</summary>
    public static JsonObject Reasons(int code, string reason, string message) => new()
    {
        ["error"] = new JsonObject
        {
            ["code"] = code,
            ["message"] = message,
            ["errors"] = new JsonArray(new JsonObject { ["message"] = message, ["domain"] = "youtube", ["reason"] = reason }),
        },
    };

    public static IResult Answer(int code, JsonObject body) => Results.Text(body.ToJsonString(), "application/json; charset=UTF-8", statusCode: code);
}

/// <summary>A request that is answered with an error.</summary>
internal sealed class GoogleErrorException(int code, JsonObject body) : Exception
{
    public int Code { get; } = code;

    public JsonObject Body { get; } = body;

    public static GoogleErrorException BadRequest(string message) => new(400, GoogleErrors.Status(400, "INVALID_ARGUMENT", message));
}
