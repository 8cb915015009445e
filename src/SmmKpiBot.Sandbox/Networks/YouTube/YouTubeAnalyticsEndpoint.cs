using System.Globalization;
using System.Text.Json.Nodes;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sandbox.Networks.Google;
using SmmKpiBot.Sandbox.Networks.GoogleOAuth;
using SmmKpiBot.Sandbox.Networks.Model;

namespace SmmKpiBot.Sandbox.Networks.YouTube;

/// <summary>The Analytics API v2: reports by day and by video, to the channel's owner, three days later.</summary>
internal sealed class YouTubeAnalyticsEndpoint(GoogleAccounts accounts, YouTubeEndpoint youTube, TimeProvider clock)
{
    private const int LatestDays = 3;

    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    private static readonly Dictionary<string, ModelFigure> Figures = new()
    {
        ["views"] = YouTubeChannel.Views,
        ["engagedViews"] = YouTubeChannel.EngagedViews,
        ["subscribersGained"] = YouTubeChannel.Gained,
        ["subscribersLost"] = YouTubeChannel.Lost,
        ["likes"] = YouTubeChannel.Likes,
        ["comments"] = YouTubeChannel.Comments,
        ["shares"] = YouTubeChannel.SharesByDay,
        ["estimatedMinutesWatched"] = YouTubeChannel.WatchMinutes,
    };

    /// <summary>A day is told from the third day on, and corrected for two more.</summary>
    public static Revision Corrections { get; } = new(0, 0, 0, 96, 99);

    /// <summary>Who watches; thresholds keep the rest back.</summary>
    public static IReadOnlyList<(string Age, string Gender, decimal Percent)> Viewers { get; } =
        [("age18-24", "female", 12.4m), ("age25-34", "female", 21.7m), ("age25-34", "male", 18.0m), ("age35-44", "user_specified", 0.85m), ("age65-", "male", 2.1m)];

    private readonly GoogleAccounts _accounts = accounts;
    private readonly YouTubeEndpoint _youTube = youTube;
    private readonly TimeProvider _clock = clock;

    /// <summary>Metrics that make a query one that is not supported.</summary>
    public HashSet<string> DeadMetrics { get; } = [];

    /// <summary>Days without a row though later ones have theirs.</summary>
    public HashSet<DateOnly> MissingDays { get; } = [];

    /// <summary>Whole numbers come as fractions, and columns in another order.</summary>
    public bool IsOdd { get; set; }

    public void Map(IEndpointRouteBuilder web) => web.MapGet("/v2/reports", (HttpRequest request) => Report(request));

    private IResult Report(HttpRequest request)
    {
        var who = YouTubeEndpoint.Who(request, _accounts, takesKey: false);
        var query = request.Query;
        var channel = _youTube.Channels.Find(one => query["ids"] == $"channel=={one.Id}" && one.Owner == who)
            ?? throw YouTubeEndpoint.Refused(403, "forbidden", "Forbidden");
        var metrics = query["metrics"].ToString().Split(',');
        var (from, to) = (Day(query["startDate"]!), Day(query["endDate"]!));
        if (metrics.Any(DeadMetrics.Contains))
            throw NotSupported();
        return query["dimensions"].ToString() switch
        {
            "day" when metrics.All(Figures.ContainsKey) => Table(["day", .. metrics], Days(channel, metrics, from, to)),
            "video" when query["sort"].ToString().StartsWith('-') && int.TryParse(query["maxResults"], out var most) && most <= 200 && metrics is ["views", "shares"] =>
                Table(["video", .. metrics], Videos(channel, query["filters"].ToString())),
            "ageGroup,gender" when metrics is ["viewerPercentage"] => Table(["ageGroup", "gender", "viewerPercentage"], _youTube.IsEmpty ? [] : Viewers.Select(share => new JsonArray(share.Age, share.Gender, share.Percent))),
            _ => throw NotSupported(),
        };
    }

    private IEnumerable<JsonArray> Days(YouTubeChannel channel, string[] metrics, DateOnly from, DateOnly to)
    {
        var today = LocalDay.Of(_clock.GetUtcNow(), Pacific);
        for (var day = from; day <= to && day <= today.AddDays(-LatestDays); day = day.AddDays(1))
        {
            if (_youTube.IsEmpty || day < channel.Brand.FirstDay || MissingDays.Contains(day))
                continue;
            yield return [day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), .. metrics.Select(metric => Number(channel.Brand.Told(Figures[metric], day, today, Corrections) ?? 0))];
        }
    }

    private IEnumerable<JsonArray> Videos(YouTubeChannel channel, string filters)
    {
        var ids = filters.Replace("video==", "", StringComparison.Ordinal).Split(',');
        var known = _clock.GetUtcNow().AddDays(-LatestDays);
        return channel.Videos(known).Where(video => ids.Contains(video.Id)).Select(video => new JsonArray(video.Id, Number(channel.Counters(video, known).Views), Number(channel.Shares(video, known))));
    }

    private JsonNode Number(long number) => IsOdd ? JsonNode.Parse($"{number}.0")! : JsonValue.Create(number);

    /// <summary>Without rows there is no such member.</summary>
    private IResult Table(IReadOnlyList<string> columns, IEnumerable<JsonArray> rows)
    {
        var order = Enumerable.Range(0, columns.Count).ToList();
        if (IsOdd)
            order.Reverse();
        var body = new JsonObject
        {
            ["kind"] = "youtubeAnalytics#resultTable",
            ["columnHeaders"] = new JsonArray([.. order.Select(at => new JsonObject { ["name"] = columns[at], ["columnType"] = at == 0 ? "DIMENSION" : "METRIC", ["dataType"] = at == 0 ? "STRING" : "INTEGER" })]),
        };
        var all = rows.Select(row => new JsonArray([.. order.Select(at => row[at]?.DeepClone())])).ToList();
        if (all.Count > 0)
            body["rows"] = new JsonArray([.. all]);
        return Results.Text(body.ToJsonString(), "application/json; charset=UTF-8");
    }

    private static GoogleErrorException NotSupported() =>
        YouTubeEndpoint.Refused(400, "badRequest", "The query is not supported. Check the documentation at https://developers.google.com/youtube/analytics/v2/available_reports for supported queries.");

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
