namespace SmmKpiBot.Data.Posts;

/// <summary>All observations of one post, each already folded with those before it; oldest first, never empty.</summary>
public sealed record PostHistory(IReadOnlyList<Post> Observations)
{
    public Post Latest => Observations[^1];

    /// <summary>The post as it was known at <paramref name="instant"/>; the latest where nothing was observed by then.</summary>
    public Post AsOf(DateTimeOffset instant) => Observations.LastOrDefault(post => post.ObservedAt <= instant) ?? Latest;
}
