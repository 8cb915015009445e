namespace SmmKpiBot.Sandbox.Chat;

/// <summary>Keeps other sites out: only requests to a loopback name are answered, and changes need a header that no foreign page can send.</summary>
internal static class PageGuard
{
    private const string Policy = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    public static void UsePageGuard(this WebApplication web) => web.Use(async (context, next) =>
    {
        if (!IsLocal(context.Request) || (HttpMethods.IsPost(context.Request.Method) && !IsOurs(context.Request)))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsJsonAsync(new { error = "Only the sandbox's own page may do that." }, context.RequestAborted);
            return;
        }

        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers.CacheControl = "no-store";
        await next(context);
    });

    private static bool IsLocal(HttpRequest request) => request.Host.Host is "localhost" or "127.0.0.1" or "[::1]";

    private static bool IsOurs(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        var sameOrigin = origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}";
        return sameOrigin && request.Headers["X-Sandbox"] == "1";
    }
}
