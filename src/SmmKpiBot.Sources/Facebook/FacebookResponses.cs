using System.Text.Json;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.Facebook;

/// <summary>A page, with the token that opens it where the caller's token may have it.</summary>
internal sealed record FacebookPage
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Username { get; init; }

    public string? AccessToken { get; init; }

    public long? FollowersCount { get; init; }

    /// <summary>Likes of the page itself; a page of the new kind may have followers only.</summary>
    public long? FanCount { get; init; }

    /// <summary>Nothing of the token.</summary>
    public override string ToString() => Id;
}

internal sealed record FacebookPost
{
    public required string Id { get; init; }

    public required DateTimeOffset CreatedTime { get; init; }

    public string? PermalinkUrl { get; init; }

    public string? StatusType { get; init; }

    public bool? IsPublished { get; init; }

    /// <summary>Absent when nobody shared.</summary>
    public SharesOfPost? Shares { get; init; }

    public FacebookList<FacebookAttachment>? Attachments { get; init; }

    public CountOfPost? Reactions { get; init; }

    public FacebookComments? Comments { get; init; }
}

internal sealed record SharesOfPost
{
    public long? Count { get; init; }
}

internal sealed record FacebookAttachment
{
    public string? MediaType { get; init; }
}

internal sealed record FacebookList<T>
{
    public IReadOnlyList<T> Data { get; init; } = [];
}

internal sealed record CountOfPost
{
    public FacebookSummary? Summary { get; init; }
}

internal sealed record FacebookSummary
{
    public long? TotalCount { get; init; }
}

/// <summary>Comments below a post; read one by one, so that a strange one costs no other.</summary>
internal sealed record FacebookComments
{
    public IReadOnlyList<JsonElement> Data { get; init; } = [];

    public FacebookSummary? Summary { get; init; }

    public MetaPaging? Paging { get; init; }
}

internal sealed record FacebookComment
{
    public required string Id { get; init; }

    public required DateTimeOffset CreatedTime { get; init; }

    public string? Message { get; init; }

    /// <summary>Absent for people who hide who they are: then a customer.</summary>
    public MetaPerson? From { get; init; }

    /// <summary>The comment at the top, also of an answer to an answer.</summary>
    public MetaRef? Parent { get; init; }

    public string? PermalinkUrl { get; init; }
}
