using System.Text.Json.Nodes;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sandbox.Networks.Google;
using SmmKpiBot.Sandbox.Networks.GoogleOAuth;

namespace SmmKpiBot.Sandbox.Networks.Ga4;

/// <summary>Google Analytics 4: the Data API, and of the Admin API what knows names.</summary>
internal sealed class Ga4Endpoint(GoogleAccounts accounts, TimeProvider clock)
{
    private const int MostReports = 5;

    private readonly GoogleAccounts _accounts = accounts;
    private readonly TimeProvider _clock = clock;

    /// <summary>By their numbers.</summary>
    public Dictionary<string, Ga4Property> Properties { get; } = [];

    /// <summary>Is the Admin API enabled in the project?</summary>
    public bool IsAdminOn { get; set; } = true;

    /// <summary>Rows of a page of reports, however many were asked for; for testing what comes on a second page.</summary>
    public int? MostRows { get; set; }

    public void Map(IEndpointRouteBuilder web)
    {
        web.MapPost("/v1beta/properties/{target}", async (string target, HttpContext context) =>
        {
            var (id, verb) = target.Split(':') is [var number, var called] ? (number, called) : ("", "");
            var property = Property(context, id);
            var body = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!.AsObject();
            return verb switch
            {
                "runReport" => Json(Report(property, body)),
                "batchRunReports" => Json(Batch(property, body["requests"]!.AsArray())),
                _ => Results.Text("<!DOCTYPE html><title>Error 404 (Not Found)!!1</title>", "text/html", statusCode: 404),
            };
        });
        web.MapGet("/v1beta/properties/{id}", (string id, HttpContext context) =>
        {
            RequireAdmin();
            var property = Property(context, id);
            return Json(new() { ["name"] = $"properties/{id}", ["displayName"] = property.Name, ["timeZone"] = property.TimeZone, ["currencyCode"] = property.Currency });
        });
        web.MapGet("/v1beta/accountSummaries", (HttpContext context) =>
        {
            RequireAdmin();
            return Json(Summaries(Who(context), context.Request.Query["pageToken"].ToString()));
        });
    }

    private JsonObject Batch(Ga4Property property, JsonArray requests) => requests.Count > MostReports
        ? throw GoogleErrorException.BadRequest($"Batch requests are limited to {MostReports} requests.")
        : new() { ["reports"] = new JsonArray([.. requests.Select(request => Report(property, request!.AsObject()))]), ["kind"] = "analyticsData#batchRunReports" };

    private JsonObject Report(Ga4Property property, JsonObject request)
    {
        if (MostRows is { } most)
            request["limit"] = most;
        return Ga4Report.Of(property, request, LocalDay.Of(_clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(property.TimeZone)));
    }

    /// <summary>One property a page.</summary>
    private JsonObject Summaries(string who, string pageToken)
    {
        var seen = Properties.Values.Where(property => property.Viewers.Contains(who)).OrderBy(property => property.Id, StringComparer.Ordinal).ToList();
        var at = pageToken.Length == 0 ? 0 : int.Parse(pageToken, System.Globalization.CultureInfo.InvariantCulture);
        var body = new JsonObject();
        if (at < seen.Count)
        {
            body["accountSummaries"] = new JsonArray(new JsonObject
            {
                ["name"] = "accountSummaries/1",
                ["account"] = "accounts/1",
                ["displayName"] = "Agency",
                ["propertySummaries"] = new JsonArray(new JsonObject { ["property"] = $"properties/{seen[at].Id}", ["displayName"] = seen[at].Name, ["parent"] = "accounts/1" }),
            });
        }

        if (at + 1 < seen.Count)
            body["nextPageToken"] = $"{at + 1}";
        return body;
    }

    private void RequireAdmin()
    {
        if (!IsAdminOn)
            throw new GoogleErrorException(403, GoogleErrors.Status(403, "PERMISSION_DENIED", "Google Analytics Admin API has not been used in project 1 before or it is disabled.", "SERVICE_DISABLED"));
    }

    private Ga4Property Property(HttpContext context, string id)
    {
        var who = Who(context);
        return Properties.TryGetValue(id, out var property) && property.Viewers.Contains(who)
            ? property
            : throw new GoogleErrorException(403, GoogleErrors.Status(403, "PERMISSION_DENIED", "User does not have sufficient permissions for this property. To learn more about Property ID, see https://developers.google.com/analytics/devguides/reporting/data/v1/property-id."));
    }

    private string Who(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.Ordinal) && _accounts.WhoseToken(header["Bearer ".Length..]) is { } who
            ? who
            : throw new GoogleErrorException(401, GoogleErrors.Status(401, "UNAUTHENTICATED", "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential."));
    }

    private static IResult Json(JsonObject body) => Results.Text(body.ToJsonString(), "application/json; charset=UTF-8");
}
