using System.Text.Json;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.Instagram;

internal sealed record InstagramAccount
{
    public required string Id { get; init; }

    public required string Username { get; init; }

    public long? FollowersCount { get; init; }
}

/// <summary>A page of Facebook with the account that is linked to it, if one is.</summary>
internal sealed record LinkedPage
{
    public required string Id { get; init; }

    public string? AccessToken { get; init; }

    public MetaPerson? InstagramBusinessAccount { get; init; }

    /// <summary>Nothing of the token.</summary>
    public override string ToString() => Id;
}

internal sealed record InstagramMedia
{
    public required string Id { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public string? MediaType { get; init; }

    public string? MediaProductType { get; init; }

    public string? Permalink { get; init; }

    /// <summary>Absent when the owner hides likes.</summary>
    public long? LikeCount { get; init; }

    public long? CommentsCount { get; init; }

    public InstagramComments? Comments { get; init; }

    public string? Username { get; init; }
}

/// <summary>Comments or answers to one; read one by one, so that a strange one costs no other.</summary>
internal sealed record InstagramComments
{
    public IReadOnlyList<JsonElement> Data { get; init; } = [];

    public MetaPaging? Paging { get; init; }
}

internal sealed record InstagramComment
{
    public required string Id { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public string? Text { get; init; }

    public string? Username { get; init; }

    public MetaPerson? From { get; init; }

    public string? ParentId { get; init; }

    public InstagramComments? Replies { get; init; }
}
