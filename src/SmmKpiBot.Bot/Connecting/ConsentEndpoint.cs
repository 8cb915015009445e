using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using SmmKpiBot.Bot.Access;

namespace SmmKpiBot.Bot.Connecting;

/// <summary><c>GET /connect/callback</c>: where pages of consent send the browser back to.</summary>
internal static class ConsentEndpoint
{
    public const string Path = "/connect/callback";

    private const int LongestCode = 4_000;

    public static void Map(WebApplication bot) => bot.MapGet(Path, TakeAsync).ExcludeFromDescription();

    private static async Task<IResult> TakeAsync(HttpContext context, ConsentReturn returned, Owners owners)
    {
        // The address holds a code: it must not stay in caches or go to other sites.
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        var query = QueryHelpers.ParseQuery(HiddenQuery.Of(context));
        var language = LanguageCode.OfApp(context.Request.Headers.AcceptLanguage.ToString().Split(',', ';')[0].Trim(), owners.Language);
        if (One(query.GetValueOrDefault("state")) is not { } state)
            return ConsentPage.Over(language).ToResult();

        // Not given up when the browser hangs up: the code counts once.
        return (await returned.TakeAsync(state, query.ContainsKey("error") ? null : One(query.GetValueOrDefault("code")), language, CancellationToken.None)).ToResult();
    }

    private static string? One(StringValues values) => values is [{ Length: > 0 and <= LongestCode } value] ? value : null;
}
