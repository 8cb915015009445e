using System.Runtime.CompilerServices;
using System.Text.Json;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.Facebook;

/// <summary>Posts of a page with their figures, newest first. The cursor is the time of the oldest one that was read.</summary>
internal static class FacebookPosts
{
    private const int PageSize = 50;
    private const string Fields = "id,created_time,permalink_url,status_type,is_published,shares,attachments{media_type}";
    private const string Summaries = ",reactions.limit(0).summary(total_count),comments.limit(0).filter(stream).summary(total_count)";
    private const string Views = "post_media_view";
    private const string Viewers = "post_total_media_view_unique";
    private const string Clicks = "post_clicks_by_type";
    private const string LinkClicks = "link clicks";

    public static async IAsyncEnumerable<SourcePage> ReadAsync(GraphReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<SourceWords> remarks = [];
        var pending = new SourcePage();
        var isFirst = true;
        var (before, reached) = (new TimeCursor(reading.Asked.Cursor), new TimeCursor(reading.Asked.Cursor));
        await foreach (var batch in PagesAsync(reading, Fields + Summaries, reading.Since, PageSize, Without, cancellationToken))
        {
            // A page is handed out when the next one is there: only then it is known not to be the last.
            if (!isFirst)
                yield return pending;
            isFirst = false;
            pending = await PageOfAsync(reading, batch, before, cancellationToken);
            foreach (var post in pending.Posts)
                reached.Take(post.PostId, post.PublishedAt);
            pending = pending with { Cursor = reached.ToString(), Remarks = [.. pending.Remarks, .. remarks] };
        }

        yield return pending with { Cursor = null, Told = [reading.Told(FactKind.Posts, reading.Asked.From, reading.Asked.To)] };

        GraphQuery? Without(GraphError error, GraphQuery query)
        {
            if (error.Problem != GraphProblem.Permission || query.Values["fields"] == Fields)
                return null;
            remarks.Add(new SourceWords(
                "Реакцій і коментарів до дописів не пораховано: токену бракує pages_read_user_content.",
                "Reactions and comments of posts are not counted: the token lacks pages_read_user_content."));
            return query.With("fields", Fields);
        }
    }

    /// <summary>Posts that were published on the days asked for, as far as an earlier reading has not got.</summary>
    public static IAsyncEnumerable<IReadOnlyList<JsonElement>> PagesAsync(
        GraphReading reading, string fields, DateTimeOffset since, int pageSize, Func<GraphError, GraphQuery, GraphQuery?> instead, CancellationToken cancellationToken)
    {
        var query = GraphQuery.Fields(fields).With("since", since).With("until", reading.UntilCursor);
        return reading.Client.PagesAsync(reading.Access, reading.Id + "/posts", query, pageSize, instead, cancellationToken);
    }

    /// <summary>Pure.</summary>
    /// <param name="reading">Whose account and time the post carries.</param>
    /// <param name="post">As Meta listed it.</param>
    /// <param name="insights">Its metrics; an absent one is not known.</param>
    public static Post Of(GraphReading reading, FacebookPost post, IReadOnlyDictionary<string, InsightSeries> insights) => new()
    {
        AccountId = reading.AccountId,
        PostId = post.Id,
        PublishedAt = post.CreatedTime,
        Type = TypeOf(post),
        Url = post.PermalinkUrl,
        Reach = insights.GetValueOrDefault(Viewers)?.Single,
        Views = insights.GetValueOrDefault(Views)?.Single,
        Reactions = post.Reactions?.Summary?.TotalCount,
        Comments = post.Comments?.Summary?.TotalCount,

        // Meta leaves the field out when nobody shared: the one absence that is a zero.
        Shares = post.Shares is { } shares ? shares.Count : 0,
        LinkClicks = ClicksOf(insights.GetValueOrDefault(Clicks)),
        ObservedAt = reading.Now,
    };

    private static async Task<SourcePage> PageOfAsync(GraphReading reading, IReadOnlyList<JsonElement> batch, TimeCursor before, CancellationToken cancellationToken)
    {
        var records = new RecordReader(GraphJson.Options);
        var posts = new List<Post>();
        foreach (var post in batch.Select(post => records.Read<FacebookPost>(post, "post")).OfType<FacebookPost>().Where(post => post.IsPublished != false && post.CreatedTime >= reading.Since && !before.Has(post.Id, post.CreatedTime)))
        {
            // Lifetime figures, so no span is asked for; one call for each, because a refusal of one post must not cost the others.
            var insights = await reading.Insights.ReadOfOneAsync(reading.Access, post.Id + "/insights", [Views, Viewers, Clicks], GraphQuery.None, "", records, cancellationToken);
            posts.Add(Of(reading, post, insights));
        }

        return reading.Page(records, null) with { Posts = posts };
    }

    private static string? TypeOf(FacebookPost post) => post.Attachments is { Data: [{ MediaType: { } media }, ..] } ? media.ToLowerInvariant() : post.StatusType switch
    {
        "added_photos" => "photo",
        "added_video" => "video",
        "shared_story" => "link",
        null => null,
        _ => "text",
    };

    /// <summary>Types that nobody clicked are left out.</summary>
    private static long? ClicksOf(InsightSeries? series) => series?.Values is [.., { Value: { ValueKind: JsonValueKind.Object } types }]
        ? types.TryGetProperty(LinkClicks, out var clicks) ? InsightNumber.Of(clicks) : 0
        : null;
}
