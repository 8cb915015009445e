namespace SmmKpiBot.Bot.Telegram.Channels;

/// <summary>A message of a channel.</summary>
/// <param name="Album">Messages with the same one are one post.</param>
/// <param name="Kind">What it is: <c>text</c>, <c>photo</c>, <c>video</c> …</param>
internal sealed record ChannelPost(long MessageId, string? Album, string Kind, DateTimeOffset PublishedAt);

/// <summary>Somebody came or went.</summary>
/// <param name="Member">The keyed hash of the member.</param>
/// <param name="Day">Of the client's zone.</param>
internal sealed record ChannelMove(string Member, DateTimeOffset At, bool Joined, DateOnly Day);

/// <summary>A post as facts should know it.</summary>
internal sealed record UntoldPost
{
    public long PostId { get; init; }

    public long PublishedAt { get; init; }

    public string Kind { get; init; } = "";

    public string? Album { get; init; }

    public long? Reactions { get; init; }

    public long? Comments { get; init; }

    public long Changed { get; init; }
}

/// <summary>A day as facts should know it.</summary>
internal sealed record UntoldDay
{
    public long Day { get; init; }

    public long Gained { get; init; }

    public long Lost { get; init; }

    public long Changed { get; init; }

    /// <summary>1 where the bot was awake and an administrator on it: then nobody coming or going is a figure too.</summary>
    public long IsHeard { get; init; }

    /// <summary>The channel has named links: then days without anybody from them say so.</summary>
    public bool HasLinks { get; init; }

    public IReadOnlyList<LinkDay> Links { get; init; } = [];
}

/// <summary>What a link brought on a day.</summary>
internal sealed record LinkDay
{
    public long Day { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Members who were first seen that day.</summary>
    public long Followers { get; init; }

    /// <summary>What the link cost in all, where somebody typed it, and the day of it.</summary>
    public long? SpendMicros { get; init; }

    public string? Currency { get; init; }

    public long? SpendDay { get; init; }
}
