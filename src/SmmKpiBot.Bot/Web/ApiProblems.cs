namespace SmmKpiBot.Bot.Web;

/// <summary>Whatever under <c>/api</c> is refused is answered with a problem that says what to do, also where routing refuses it before any code of ours.</summary>
internal static class ApiProblems
{
    private const string Root = "/api";

    public static void UseApiProblems(this WebApplication bot) => bot.UseWhen(
        context => context.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase),
        api => api.UseStatusCodePages(pages => Of(pages.HttpContext.Response.StatusCode).ExecuteAsync(pages.HttpContext)));

    /// <summary>The same for every request of that status: a wrong token learns nothing that a missing one does not.</summary>
    public static IResult Of(int status) => Results.Problem(
        status switch
        {
            StatusCodes.Status401Unauthorized => "Send one header Authorization: Bearer TOKEN, with a token that account token gave and that is not revoked. Nothing was stored.",
            StatusCodes.Status404NotFound => $"There is nothing at this address. What there is: {ApiDescription.Path}",
            StatusCodes.Status405MethodNotAllowed => "This address takes the method that the header Allow names.",
            StatusCodes.Status413PayloadTooLarge => "The body may have 1 MB: send fewer messages at a time.",
            StatusCodes.Status415UnsupportedMediaType => "Send JSON, with the header Content-Type: application/json. Nothing was stored.",
            StatusCodes.Status429TooManyRequests => "Too many requests with this token: go on after the seconds that the header Retry-After gives. Nothing was stored.",
            _ => null,
        },
        statusCode: status);
}
