using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sandbox.Networks.Google;
using SmmKpiBot.Sandbox.Networks.GoogleOAuth;

namespace SmmKpiBot.Sandbox.Networks.YouTube;

/// <summary>The Data API v3, as far as it is called: lists of channels, uploads, videos and comments, by key or by consent, in units.</summary>
internal sealed class YouTubeEndpoint(GoogleAccounts accounts, TimeProvider clock)
{
    public const string ApiKey = "AIza-standin-key-canary-0123456789-abcd";

    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    private readonly GoogleAccounts _accounts = accounts;
    private readonly TimeProvider _clock = clock;

    public List<YouTubeChannel> Channels { get; } = [];

    /// <summary>Units of the project that are left today.</summary>
    public int UnitsLeft { get; set; } = 10_000;

    /// <summary>Items of a page, however many were asked for.</summary>
    public int? MostItems { get; set; }

    /// <summary>Every page is given twice.</summary>
    public bool GivesTwice { get; set; }

    /// <summary>The second page of uploads comes before the first.</summary>
    public bool IsOutOfOrder { get; set; }

    /// <summary>Lists have nothing.</summary>
    public bool IsEmpty { get; set; }

    /// <summary>Members nobody has heard of yet.</summary>
    public bool HasNewField { get; set; }

    public void Map(IEndpointRouteBuilder web)
    {
        web.MapGet("/youtube/v3/channels", (HttpRequest request) => List(request, "channel", Wanted(request).Select(channel => YouTubeJsonBodies.Channel(channel, Today))));
        web.MapGet("/youtube/v3/playlistItems", (HttpRequest request) => List(request, "playlistItem", Uploads(request)));
        web.MapGet("/youtube/v3/videos", (HttpRequest request) => List(request, "video", Videos(request)));
        web.MapGet("/youtube/v3/commentThreads", (HttpRequest request) => List(request, "commentThread", Threads(request)));
        web.MapGet("/youtube/v3/comments", (HttpRequest request) => List(request, "comment", Replies(request)));
    }

    /// <summary>Who calls; null with a key, which is nobody.</summary>
    public static string? Who(HttpRequest request, GoogleAccounts accounts, bool takesKey)
    {
        if (takesKey && request.Headers["X-Goog-Api-Key"].ToString() is { Length: > 0 } key)
            return key == ApiKey ? null : throw Refused(400, "badRequest", "API key not valid. Please pass a valid API key.");
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.Ordinal) && accounts.WhoseToken(header["Bearer ".Length..]) is { } who
            ? who
            : throw Refused(401, "authError", "Request had invalid authentication credentials.");
    }

    public static GoogleErrorException Refused(int code, string reason, string message) => new(code, GoogleErrors.Reasons(code, reason, message));

    private DateTimeOffset Now => _clock.GetUtcNow();

    private DateOnly Today => LocalDay.Of(Now, Pacific);

    private IEnumerable<YouTubeChannel> Wanted(HttpRequest request)
    {
        var who = Who(request, _accounts, takesKey: true);
        return request.Query["mine"] == "true" ? Channels.Where(channel => who is not null && channel.Owner == who)
            : request.Query["forHandle"].ToString() is { Length: > 0 } handle ? Channels.Where(channel => channel.Handle == handle)
            : Channels.Where(channel => request.Query["id"].ToString().Split(',').Contains(channel.Id));
    }

    /// <summary>The owner's list has what is private too.</summary>
    private IEnumerable<JsonObject> Uploads(HttpRequest request)
    {
        var who = Who(request, _accounts, takesKey: true);
        var channel = Channels.Find(one => one.Uploads == request.Query["playlistId"]) ?? throw Refused(404, "playlistNotFound", "The playlist identified with the request's playlistId parameter cannot be found.");
        return channel.Videos(Now).Where(video => Sees(channel, video, who)).Select(YouTubeJsonBodies.Upload);
    }

    private IEnumerable<JsonObject> Videos(HttpRequest request)
    {
        var who = Who(request, _accounts, takesKey: true);
        var ids = request.Query["id"].ToString().Split(',');
        if (ids.Length > 50)
            throw Refused(400, "invalidFilters", "The request specifies too many ids.");
        return Channels.SelectMany(channel => channel.Videos(Now).Where(video => ids.Contains(video.Id) && Sees(channel, video, who)).Select(video => YouTubeJsonBodies.Video(channel, video, Now)));
    }

    private IEnumerable<JsonObject> Threads(HttpRequest request)
    {
        RequireKey(request);
        if (request.Query["order"] != "time" || request.Query["textFormat"] != "plainText")
            throw Refused(400, "badRequest", "The stand-in lists by time, in plain text.");
        var channel = Channels.Find(one => one.Id == request.Query["allThreadsRelatedToChannelId"]) ?? throw Refused(404, "channelNotFound", "The channel could not be found.");
        return channel.CommentsOff
            ? throw Refused(403, "commentsDisabled", "One or more of the requested comment threads cannot be retrieved due to disabled comments.")
            : channel.Threads(Now).Select(thread => YouTubeJsonBodies.Thread(channel, thread));
    }

    private IEnumerable<JsonObject> Replies(HttpRequest request)
    {
        RequireKey(request);
        return Channels.SelectMany(channel => channel.Threads(Now).Where(thread => "Ug" + thread.Question.Key == request.Query["parentId"]).SelectMany(thread => thread.Replies).Select(reply => YouTubeJsonBodies.Comment(channel, reply)));
    }

    /// <summary>With consent alone, comments need a scope that may write.</summary>
    private void RequireKey(HttpRequest request)
    {
        if (Who(request, _accounts, takesKey: true) is not null)
            throw Refused(403, "insufficientPermissions", "Request had insufficient authentication scopes.");
    }

    private static bool Sees(YouTubeChannel channel, YouTubeVideo video, string? who) => !channel.Private.Contains(video.Id) || (who is not null && channel.Owner == who);

    /// <summary>Without items there is no such member.</summary>
    private IResult List(HttpRequest request, string kind, IEnumerable<JsonObject> items)
    {
        if (--UnitsLeft < 0)
            throw Refused(403, "quotaExceeded", "The request cannot be completed because you have exceeded your <a href=\"/youtube/v3/getting-started#quota\">quota</a>.");
        var all = IsEmpty && kind != "channel" ? [] : items.ToList();

        // What is asked for by ids comes at once.
        var size = Math.Min(kind == "video" ? int.MaxValue : MostItems ?? int.MaxValue, int.TryParse(request.Query["maxResults"], CultureInfo.InvariantCulture, out var most) ? most : 5);
        var (begin, isAgain) = Begin(request.Query["pageToken"].ToString());
        var isSwapped = IsOutOfOrder && kind == "playlistItem" && all.Count >= 2 * size && begin < 2 * size;
        var page = all.Skip(isSwapped ? size - begin : begin).Take(size).ToList();
        var body = new JsonObject { ["kind"] = $"youtube#{kind}ListResponse", ["etag"] = "e", ["pageInfo"] = new JsonObject { ["totalResults"] = all.Count, ["resultsPerPage"] = size } };
        if (GivesTwice && !isAgain && all.Count > size)
            body["nextPageToken"] = Token(begin, isAgain: true);
        else if (begin + size < all.Count)
            body["nextPageToken"] = Token(begin + size, isAgain: false);
        foreach (var item in page.Where(_ => HasNewField))
            item["brandKit"] = new JsonObject();
        if (page.Count > 0)
            body["items"] = new JsonArray([.. page]);
        return Results.Text(body.ToJsonString(), "application/json; charset=UTF-8");
    }

    private static string Token(int begin, bool isAgain) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"{(isAgain ? "again" : "at")} {begin}"));

    private static (int Begin, bool IsAgain) Begin(string token)
    {
        if (token.Length == 0)
            return (0, false);
        var buffer = new byte[token.Length];
        return Convert.TryFromBase64String(token, buffer, out var length) && Encoding.ASCII.GetString(buffer, 0, length).Split(' ') is ["at" or "again", var number] parts
            ? (int.Parse(number, CultureInfo.InvariantCulture), parts[0] == "again")
            : throw Refused(400, "invalidPageToken", "The request specifies an invalid page token.");
    }
}
