namespace SmmKpiBot.Data.Posts;

/// <summary>A post with its figures as one observation told them, or folded from several. Figures are lifetime totals at <see cref="ObservedAt"/>. Null = not known.</summary>
public sealed record Post
{
    /// <summary>As the networks and their exports call stories.</summary>
    private static readonly string[] StoryWords = ["story", "stories", "історі", "сторіз", "сторіс", "истори", "сторис", "historia"];

    public required long AccountId { get; init; }

    public required string PostId { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public string? Type { get; init; }

    /// <summary>Gone after a day. Not so called where nobody said of what type the post is.</summary>
    public bool IsStory => Type is { } type && StoryWords.Any(word => type.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the post is about; null when nobody said.</summary>
    public string? Topic { get; init; }

    public bool? Paid { get; init; }

    public string? Url { get; init; }

    /// <summary>Followers of the account when the post was published.</summary>
    public long? Followers { get; init; }

    /// <summary>Unique people who saw the post, non-followers included.</summary>
    public long? Reach { get; init; }

    public long? Views { get; init; }

    public long? Reactions { get; init; }

    public long? Comments { get; init; }

    public long? Shares { get; init; }

    public long? Saves { get; init; }

    public long? LinkClicks { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>Reactions + comments + shares + saves over those known; null when none is.</summary>
    public long? Engagements =>
        Reactions is null && Comments is null && Shares is null && Saves is null
            ? null
            : (Reactions ?? 0) + (Comments ?? 0) + (Shares ?? 0) + (Saves ?? 0);
}
