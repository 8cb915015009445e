using Microsoft.AspNetCore.Http.Features;

namespace SmmKpiBot.Bot.Web;

/// <summary>Bodies of requests from outside: read whole, as bytes, and never more than a megabyte.</summary>
internal static class Body
{
    public const long Largest = 1024 * 1024;

    /// <summary>Null when the body is too large.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > Largest)
        {
            return null;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = Largest;
        }

        try
        {
            using var body = new MemoryStream((int)(context.Request.ContentLength ?? 0));
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            return body.Length > Largest ? null : body.ToArray();
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }
}
