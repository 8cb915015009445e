using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.BotApi.Methods;

namespace SmmKpiBot.Sandbox.BotApi;

/// <summary>One HTTP request: token, method, arguments, faults, answer.</summary>
internal sealed class BotApiEndpoint(BotApiServer server, MethodTable methods)
{
    private const string HtmlError = "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>";

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await RouteAsync(context);
        }
        catch (ApiException refusal)
        {
            await RefuseAsync(context, refusal);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await RefuseAsync(context, new ApiException(413, "Request Entity Too Large"));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    private static async Task RefuseAsync(HttpContext context, ApiException refusal)
    {
        var json = new JsonObject { ["ok"] = false, ["error_code"] = refusal.Code, ["description"] = refusal.Message };
        if (refusal.Parameters is not null)
        {
            json["parameters"] = refusal.Parameters.DeepClone();
            if (refusal.Parameters["retry_after"] is { } seconds)
            {
                context.Response.Headers.RetryAfter = seconds.ToString();
            }
        }

        context.Response.StatusCode = refusal.Code;
        await WriteAsync(context, json);
    }

    private static async Task WriteAsync(HttpContext context, JsonObject json)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(json.ToJsonString(), context.RequestAborted);
    }

    private async Task RouteAsync(HttpContext context)
    {
        var parts = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (parts.Count >= 2 && parts[0] == "file" && parts[1].StartsWith("bot", StringComparison.Ordinal))
        {
            CheckToken(parts[1][3..]);
            await DownloadAsync(context, string.Join('/', parts.Skip(2)));
            return;
        }

        if (parts.Count == 0 || !parts[0].StartsWith("bot", StringComparison.Ordinal))
        {
            throw new ApiException(404, "Not Found");
        }

        CheckToken(parts[0][3..]);
        var name = parts.Skip(1).FirstOrDefault(part => part != "test");
        var arguments = await ApiArgumentsReader.ReadAsync(context.Request, context.RequestAborted);
        await CallAsync(context, name ?? arguments.Text("method") ?? "", arguments);
    }

    private void CheckToken(string token)
    {
        if (!token.Contains(':', StringComparison.Ordinal) || token.StartsWith('0') || token.Length > 80)
        {
            throw new ApiException(401, "Unauthorized: invalid token specified");
        }

        if (token != server.Token)
        {
            throw new ApiException(401, "Unauthorized");
        }
    }

    private async Task DownloadAsync(HttpContext context, string path)
    {
        var file = server.World.FindFileByPath(path) ?? throw new ApiException(404, "Not Found");
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = file.Bytes.Length;
        await context.Response.Body.WriteAsync(file.Bytes, context.RequestAborted);
    }

    private async Task CallAsync(HttpContext context, string name, ApiArguments arguments)
    {
        var found = methods.Find(name);
        var call = server.Calls.Add(server.Options.Clock.GetUtcNow(), found?.Name ?? name, arguments);
        try
        {
            if (await AnswerAsync(context, call, found?.Method))
            {
                call.Status = context.Response.StatusCode;
            }
        }
        catch (ApiException refusal)
        {
            call.Status = refusal.Code;
            throw;
        }
    }

    /// <summary>False when the connection was cut instead of answered.</summary>
    private async Task<bool> AnswerAsync(HttpContext context, BotApiCall call, ApiMethod? method)
    {
        var fault = server.Faults.Take(call);
        if (fault is not null && await FailBeforeAsync(context, fault))
        {
            return fault.Kind == FaultKind.HtmlBadGateway;
        }

        if (method is null)
        {
            throw new ApiException(404, "Not Found: method not found");
        }

        var result = await RunAsync(method, call, context.RequestAborted);
        if (fault?.Kind == FaultKind.CutAfter)
        {
            context.Abort();
            return false;
        }

        var json = new JsonObject { ["ok"] = true, ["result"] = result.Value };
        if (result.Description is not null)
        {
            json["description"] = result.Description;
        }

        await WriteAsync(context, json);
        return true;
    }

    /// <summary>All but the long poll runs as a whole inside the gate of the world.</summary>
    private Task<MethodResult> RunAsync(ApiMethod method, BotApiCall call, CancellationToken cancellationToken)
    {
        if (call.Method == "getUpdates")
        {
            return method(call.Arguments, cancellationToken);
        }

        lock (server.World.Gate)
        {
            return method(call.Arguments, cancellationToken);
        }
    }

    /// <summary>True when the fault has dealt with the request.</summary>
    private static async Task<bool> FailBeforeAsync(HttpContext context, Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.CutAfter:
                return false;
            case FaultKind.CutBefore:
                context.Abort();
                return true;
            case FaultKind.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
                return true;
            case FaultKind.HtmlBadGateway:
                context.Response.StatusCode = StatusCodes.Status502BadGateway;
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync(HtmlError, context.RequestAborted);
                return true;
            default:
                throw fault.Refusal()!;
        }
    }
}
