using System.Runtime.CompilerServices;
using System.Text.Json;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.Instagram;

/// <summary>Posts and stories with their figures. The cursor is the time of the oldest post that was read.</summary>
internal static class InstagramPosts
{
    private const int PageSize = 50;
    private const string Fields = "id,timestamp,media_type,media_product_type,permalink,like_count,comments_count";
    private const string Activity = "profile_activity";

    public static async IAsyncEnumerable<SourcePage> ReadAsync(GraphReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pending = new SourcePage();
        var isFirst = true;
        var (before, reached) = (new TimeCursor(reading.Asked.Cursor), new TimeCursor(reading.Asked.Cursor));
        await foreach (var batch in PagesAsync(reading, Fields, reading.Since, PageSize, cancellationToken))
        {
            // A page is handed out when the next one is there: only then it is known not to be the last.
            if (!isFirst)
                yield return pending;
            isFirst = false;
            var records = new RecordReader(GraphJson.Options);
            var posts = new List<Post>();
            var read = batch.Select(one => records.Read<InstagramMedia>(one, "media")).OfType<InstagramMedia>();
            foreach (var media in read.Where(media => media.Timestamp >= reading.Since && media.Timestamp < reading.Until && !before.Has(media.Id, media.Timestamp)))
            {
                reached.Take(media.Id, media.Timestamp);
                posts.Add(await OfAsync(reading, media, records, cancellationToken));
            }

            pending = reading.Page(records, reached.ToString()) with { Posts = posts };
        }

        yield return pending with { Cursor = null, Told = [reading.Told(FactKind.Posts, reading.Asked.From, reading.Asked.To)] };
    }

    /// <summary>Read once an hour: of the stories that live, those whose figures are due by <see cref="StoryLooks"/>.</summary>
    public static async IAsyncEnumerable<SourcePage> StoriesAsync(GraphReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!reading.WantsToday)
            yield break;
        var records = new RecordReader(GraphJson.Options);
        var posts = new List<Post>();
        await foreach (var batch in reading.Client.PagesAsync(reading.Access, reading.Id + "/stories", GraphQuery.Fields(Fields), PageSize, cancellationToken))
        {
            foreach (var story in batch.Select(one => records.Read<InstagramMedia>(one, "story")).OfType<InstagramMedia>().Where(story => StoryLooks.IsDue(story.Timestamp, reading.Asked.LastReadAt, reading.Now)))
                posts.Add(await OfAsync(reading, story with { MediaProductType = "STORY" }, records, cancellationToken));
        }

        yield return reading.Page(records, null) with { Posts = posts };
    }

    /// <summary>Posts of the days asked for, newest first, as far as an earlier reading has not got. What is older is left, should the network not mind the span.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<JsonElement>> PagesAsync(
        GraphReading reading, string fields, DateTimeOffset since, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = GraphQuery.Fields(fields).With("since", since).With("until", reading.UntilCursor);
        await foreach (var batch in reading.Client.PagesAsync(reading.Access, reading.Id + "/media", query, pageSize, cancellationToken))
        {
            yield return batch;
            if (batch.Count > 0 && batch.All(media => GraphTime.Of(media, "timestamp") < since))
                yield break;
        }
    }

    /// <summary>Pure.</summary>
    public static Post Of(GraphReading reading, InstagramMedia media, IReadOnlyDictionary<string, InsightSeries> insights) => new()
    {
        AccountId = reading.AccountId,
        PostId = media.Id,
        PublishedAt = media.Timestamp,
        Type = TypeOf(media),
        Url = media.Permalink,
        Reach = insights.GetValueOrDefault("reach")?.Single,
        Views = insights.GetValueOrDefault("views")?.Single,
        Reactions = media.LikeCount ?? insights.GetValueOrDefault("likes")?.Single,
        Comments = media.CommentsCount,
        Shares = insights.GetValueOrDefault("shares")?.Single,
        Saves = insights.GetValueOrDefault("saved")?.Single,
        LinkClicks = insights.GetValueOrDefault(Activity)?.TotalValue is { } activity ? activity.Of("bio_link_clicked") ?? 0 : null,
        ObservedAt = reading.Now,
    };

    private static async Task<Post> OfAsync(GraphReading reading, InstagramMedia media, RecordReader records, CancellationToken cancellationToken)
    {
        var product = media.MediaProductType ?? "FEED";
        string[] metrics = product == "STORY" ? ["views", "reach", "shares"] : ["views", "reach", "likes", "saved", "shares"];
        var insights = new Dictionary<string, InsightSeries>(await reading.Insights.ReadOfOneAsync(reading.Access, media.Id + "/insights", metrics, GraphQuery.None, "/" + product, records, cancellationToken));
        if (product is "FEED" or "STORY")
        {
            // Split by what was tapped, which no other metric may be.
            var activity = await reading.Insights.ReadOfOneAsync(reading.Access, media.Id + "/insights", [Activity], GraphQuery.None.With("breakdown", "action_type"), "/" + product, records, cancellationToken);
            foreach (var (name, series) in activity)
                insights[name] = series;
        }

        return Of(reading, media, insights);
    }

    private static string? TypeOf(InstagramMedia media) => (media.MediaProductType, media.MediaType) switch
    {
        ("STORY", _) => "story",
        ("REELS", _) => "reel",
        (_, "IMAGE") => "photo",
        (_, "VIDEO") => "video",
        (_, "CAROUSEL_ALBUM") => "carousel",
        (_, var other) => other?.ToLowerInvariant(),
    };
}
