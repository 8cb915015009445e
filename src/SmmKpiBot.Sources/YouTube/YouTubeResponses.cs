using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>How YouTube writes JSON: counters are texts, and missing where somebody hid them.</summary>
internal static class YouTubeJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowReadingFromString };
}

/// <summary>A page of a list; without items where there are none.</summary>
internal sealed record ListBody
{
    public IReadOnlyList<JsonElement> Items { get; init; } = [];

    public string? NextPageToken { get; init; }
}

internal sealed record ChannelBody
{
    public string? Kind { get; init; }

    public string? Etag { get; init; }

    public required string Id { get; init; }

    public required ChannelSnippet Snippet { get; init; }

    public ChannelContent? ContentDetails { get; init; }

    public ChannelStatistics? Statistics { get; init; }
}

internal sealed record ChannelSnippet
{
    public required string Title { get; init; }

    /// <summary>The handle, e.g. <c>@acmekitchen</c>.</summary>
    public string? CustomUrl { get; init; }
}

internal sealed record ChannelContent
{
    public RelatedPlaylists? RelatedPlaylists { get; init; }
}

internal sealed record RelatedPlaylists
{
    public string? Uploads { get; init; }
}

internal sealed record ChannelStatistics
{
    public long? SubscriberCount { get; init; }

    public bool HiddenSubscriberCount { get; init; }
}

internal sealed record UploadBody
{
    public string? Kind { get; init; }

    public string? Etag { get; init; }

    public string? Id { get; init; }

    public required UploadContent ContentDetails { get; init; }
}

internal sealed record UploadContent
{
    public required string VideoId { get; init; }

    /// <summary>Missing for what nobody but the owner can see.</summary>
    public DateTimeOffset? VideoPublishedAt { get; init; }
}

internal sealed record VideoBody
{
    public string? Kind { get; init; }

    public string? Etag { get; init; }

    public required string Id { get; init; }

    public required VideoSnippet Snippet { get; init; }

    public VideoStatus? Status { get; init; }

    public VideoStatistics? Statistics { get; init; }
}

internal sealed record VideoSnippet
{
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary><c>upcoming</c> for what is only announced.</summary>
    public string? LiveBroadcastContent { get; init; }
}

internal sealed record VideoStatus
{
    public string? PrivacyStatus { get; init; }
}

internal sealed record VideoStatistics
{
    public long? ViewCount { get; init; }

    public long? LikeCount { get; init; }

    public long? CommentCount { get; init; }
}

internal sealed record ThreadBody
{
    public string? Kind { get; init; }

    public string? Etag { get; init; }

    public required string Id { get; init; }

    public required ThreadSnippet Snippet { get; init; }

    public ThreadReplies? Replies { get; init; }
}

internal sealed record ThreadSnippet
{
    public string? VideoId { get; init; }

    /// <summary>A post of the channel's community instead of a video.</summary>
    public string? PostId { get; init; }

    public required CommentBody TopLevelComment { get; init; }

    public int TotalReplyCount { get; init; }
}

/// <summary>Some of the replies, in no order that is promised; read one by one, so that a strange one costs no other.</summary>
internal sealed record ThreadReplies
{
    public IReadOnlyList<JsonElement> Comments { get; init; } = [];
}

internal sealed record CommentBody
{
    public string? Kind { get; init; }

    public string? Etag { get; init; }

    public required string Id { get; init; }

    public required CommentSnippet Snippet { get; init; }
}

internal sealed record CommentSnippet
{
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>Plain, because plain text is asked for.</summary>
    public string? TextDisplay { get; init; }

    /// <summary>Missing for accounts that were closed.</summary>
    public AuthorChannel? AuthorChannelId { get; init; }
}

internal sealed record AuthorChannel
{
    public string? Value { get; init; }
}

/// <summary>A report of the Analytics API: rows are lists of values of mixed kinds; without rows where there is nothing.</summary>
internal sealed record ReportBody
{
    public IReadOnlyList<ReportColumn> ColumnHeaders { get; init; } = [];

    public IReadOnlyList<JsonElement> Rows { get; init; } = [];
}

internal sealed record ReportColumn
{
    public required string Name { get; init; }
}
