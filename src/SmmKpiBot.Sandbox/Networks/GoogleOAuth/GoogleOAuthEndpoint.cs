using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.Networks.GoogleOAuth;

/// <summary>Consent and the token endpoint. Whoever opens the page of consent has consented.</summary>
internal static class GoogleOAuthEndpoint
{
    public const string TokenPath = "/token";
    public const string AuthorizePath = "/o/oauth2/v2/auth";

    public static void Map(IEndpointRouteBuilder web, GoogleAccounts accounts)
    {
        web.MapPost(TokenPath, async (HttpRequest request, CancellationToken stop) => Token(await request.ReadFormAsync(stop), accounts));
        web.MapGet(AuthorizePath, (HttpContext context) => Authorize(context.Request.Query, accounts));
    }

    private static IResult Authorize(IQueryCollection query, GoogleAccounts accounts)
    {
        string[] needed = ["client_id", "redirect_uri", "response_type", "scope", "state", "code_challenge", "code_challenge_method", "access_type"];
        if (needed.FirstOrDefault(name => query[name].Count != 1) is { } missing)
            return Results.Text($"Error 400: invalid_request. Missing required parameter: {missing}", statusCode: 400);
        if (query["client_id"] != GoogleAccounts.ClientId || query["code_challenge_method"] != "S256")
            return Results.Text("Error 401: invalid_client", statusCode: 401);
        var code = accounts.Code(query["redirect_uri"]!, query["code_challenge"]!, query["scope"].ToString().Split(' '));
        return Results.Redirect($"{query["redirect_uri"]}?state={Uri.EscapeDataString(query["state"]!)}&code={Uri.EscapeDataString(code)}");
    }

    private static IResult Token(IFormCollection form, GoogleAccounts accounts)
    {
        if (form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer")
        {
            var (answer, why) = accounts.Assert(form["assertion"].ToString());
            return answer is null ? Refused(400, "invalid_grant", why) : Json(answer);
        }

        if (form["client_id"] != GoogleAccounts.ClientId || form["client_secret"] != GoogleAccounts.ClientSecret)
            return Refused(401, "invalid_client", "The OAuth client was not found.");
        return form["grant_type"].ToString() switch
        {
            "refresh_token" => accounts.Refresh(form["refresh_token"].ToString()) is { } answer ? Json(answer) : Refused(400, "invalid_grant", "Token has been expired or revoked."),
            "authorization_code" => accounts.Exchange(form["code"].ToString(), form["redirect_uri"].ToString(), form["code_verifier"].ToString()) is { } answer
                ? Json(answer)
                : Refused(400, "invalid_grant", "Malformed auth code."),
            _ => Refused(400, "unsupported_grant_type", "Invalid grant_type"),
        };
    }

    private static IResult Json(JsonObject body) => Results.Text(body.ToJsonString(), "application/json; charset=utf-8");

    private static IResult Refused(int code, string error, string description) =>
        Results.Text(new JsonObject { ["error"] = error, ["error_description"] = description }.ToJsonString(), "application/json; charset=utf-8", statusCode: code);
}
