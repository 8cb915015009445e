using Microsoft.AspNetCore.Http.Features;

namespace SmmKpiBot.Bot.Web;

/// <summary>Bodies of requests from outside: read whole, as bytes, and never more than is allowed.</summary>
internal static class Body
{
    public const long Largest = 1024 * 1024;

    /// <summary>Room for more is made as it comes: that it is long is only what the sender says.</summary>
    private const long FirstPart = 64 * 1024;

    /// <summary>Null when the body is larger than <paramref name="largest"/> bytes.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContext context, long largest = Largest)
    {
        if (context.Request.ContentLength > largest)
        {
            return null;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = largest;
        }

        try
        {
            using var body = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 0, FirstPart));
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            return body.Length > largest ? null : body.ToArray();
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }
}
