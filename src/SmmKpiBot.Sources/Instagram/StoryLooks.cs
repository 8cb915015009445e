namespace SmmKpiBot.Sources.Instagram;

/// <summary>
/// When the figures of a story are read: at about 1, 6 and 20 hours of its life, and at every reading of its last two hours, because they go with it. A look that was
/// missed is made up for by the next reading. Pure.
/// </summary>
internal static class StoryLooks
{
    private static readonly TimeSpan Last = TimeSpan.FromHours(22);

    private static readonly TimeSpan[] Looks = [TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(20), Last];

    /// <param name="lastReadAt">When stories were read before; null when they never were. One that lies ahead was told by a clock that has been set back since.</param>
    public static bool IsDue(DateTimeOffset publishedAt, DateTimeOffset? lastReadAt, DateTimeOffset now)
    {
        var before = lastReadAt <= now ? lastReadAt : null;
        return publishedAt + Last <= now || Looks.Any(look => publishedAt + look <= now && !(publishedAt + look <= before));
    }
}
