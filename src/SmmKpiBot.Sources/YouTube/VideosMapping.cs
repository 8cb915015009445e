using SmmKpiBot.Data.Posts;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>Videos as posts. What somebody hid (likes, comments) is not known, and not 0.</summary>
internal static class VideosMapping
{
    public static SourcePage Map(SourceReading reading, ListBody body, (IReadOnlyDictionary<string, long> Shares, RefusedMetric? Refused) shares, RecordReader records) => new()
    {
        Posts =
        [
            .. body.Items.Select(item => records.Read<VideoBody>(item, "video")).OfType<VideoBody>().Where(IsPublished)
                .OrderBy(video => video.Snippet.PublishedAt).ThenBy(video => video.Id, StringComparer.Ordinal).Select(video => Post(reading, video, shares.Shares)),
        ],
        Refused = shares.Refused is { } refused ? [refused] : [],
        Bad = records.Bad,
        UnknownFields = records.UnknownFields,
        Remarks = [ViewsMethod.Remark],
    };

    /// <summary>The owner also sees what is private, unlisted, or only announced.</summary>
    private static bool IsPublished(VideoBody video) => video.Status?.PrivacyStatus is null or "public" && video.Snippet.LiveBroadcastContent != "upcoming";

    private static Post Post(SourceReading reading, VideoBody video, IReadOnlyDictionary<string, long> shares) => new()
    {
        AccountId = reading.Account.Id,
        PostId = video.Id,
        PublishedAt = video.Snippet.PublishedAt,
        Type = "video",
        Url = "https://www.youtube.com/watch?v=" + Uri.EscapeDataString(video.Id),
        Views = video.Statistics?.ViewCount,
        Reactions = video.Statistics?.LikeCount,
        Comments = video.Statistics?.CommentCount,
        Shares = shares.TryGetValue(video.Id, out var count) ? count : null,
        ObservedAt = reading.ObservedAt,
    };
}
