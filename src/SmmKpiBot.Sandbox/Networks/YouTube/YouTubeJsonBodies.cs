using System.Globalization;
using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.Networks.Model;

namespace SmmKpiBot.Sandbox.Networks.YouTube;

/// <summary>How YouTube writes its resources.</summary>
internal static class YouTubeJsonBodies
{
    /// <summary>Replies that come along with a thread.</summary>
    private const int InlineReplies = 5;

    public static JsonObject Channel(YouTubeChannel channel, DateOnly today)
    {
        var statistics = new JsonObject { ["viewCount"] = "1843270", ["hiddenSubscriberCount"] = channel.HidesSubscribers, ["videoCount"] = "312" };
        if (!channel.HidesSubscribers)
            statistics["subscriberCount"] = Text(YouTubeChannel.Rounded(channel.Subscribers(today)));
        return new()
        {
            ["kind"] = "youtube#channel",
            ["etag"] = "e",
            ["id"] = channel.Id,
            ["snippet"] = new JsonObject { ["title"] = channel.Title, ["customUrl"] = channel.Handle, ["publishedAt"] = "2019-03-14T08:21:07Z" },
            ["contentDetails"] = new JsonObject { ["relatedPlaylists"] = new JsonObject { ["likes"] = "", ["uploads"] = channel.Uploads } },
            ["statistics"] = statistics,
        };
    }

    public static JsonObject Upload(YouTubeVideo video) => new()
    {
        ["kind"] = "youtube#playlistItem",
        ["etag"] = "e",
        ["id"] = "VVU" + video.Id,
        ["contentDetails"] = new JsonObject { ["videoId"] = video.Id, ["videoPublishedAt"] = Text(video.Post.PublishedAt) },
    };

    public static JsonObject Video(YouTubeChannel channel, YouTubeVideo video, DateTimeOffset now)
    {
        var (views, likes, comments) = channel.Counters(video, now);
        var statistics = new JsonObject { ["viewCount"] = Text(views), ["favoriteCount"] = "0" };
        if (!channel.HidesCounters)
        {
            statistics["likeCount"] = Text(likes);
            statistics["commentCount"] = Text(comments);
        }

        return new()
        {
            ["kind"] = "youtube#video",
            ["etag"] = "e",
            ["id"] = video.Id,
            ["snippet"] = new JsonObject { ["publishedAt"] = Text(video.Post.PublishedAt), ["channelId"] = channel.Id, ["title"] = video.Post.Text, ["liveBroadcastContent"] = "none" },
            ["status"] = new JsonObject { ["privacyStatus"] = channel.Private.Contains(video.Id) ? "private" : "public" },
            ["statistics"] = statistics,
        };
    }

    public static JsonObject Thread(YouTubeChannel channel, YouTubeThread thread)
    {
        var body = new JsonObject
        {
            ["kind"] = "youtube#commentThread",
            ["etag"] = "e",
            ["id"] = "Ug" + thread.Question.Key,
            ["snippet"] = new JsonObject
            {
                ["channelId"] = channel.Id,
                ["videoId"] = thread.VideoId,
                ["topLevelComment"] = Comment(channel, thread.Question),
                ["canReply"] = true,
                ["totalReplyCount"] = thread.Replies.Count,
                ["isPublic"] = true,
            },
        };
        if (thread.Replies.Count > 0)
            body["replies"] = new JsonObject { ["comments"] = new JsonArray([.. thread.Replies.Reverse().Take(InlineReplies).Select(reply => Comment(channel, reply))]) };
        return body;
    }

    /// <summary>Some people's accounts were closed since.</summary>
    public static JsonObject Comment(YouTubeChannel channel, ModelWord word)
    {
        var snippet = new JsonObject
        {
            ["textDisplay"] = word.Text,
            ["authorDisplayName"] = word.Person is null ? channel.Handle : "@guest-canary",
            ["likeCount"] = 2,
            ["publishedAt"] = Text(word.At),
            ["updatedAt"] = Text(word.At.AddDays(3)),
        };
        if (word.Person is not { } person)
            snippet["authorChannelId"] = new JsonObject { ["value"] = channel.Id };
        else if (person[^1] != '3')
            snippet["authorChannelId"] = new JsonObject { ["value"] = "UC" + person };
        return new() { ["kind"] = "youtube#comment", ["etag"] = "e", ["id"] = word.Parent is null ? "Ug" + word.Key : $"Ug{word.Parent}.{word.Key}", ["snippet"] = snippet };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
