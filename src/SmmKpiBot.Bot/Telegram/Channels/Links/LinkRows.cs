namespace SmmKpiBot.Bot.Telegram.Channels.Links;

/// <summary>A named link and who came through it.</summary>
internal sealed record LinkRow
{
    public long Id { get; init; }

    public long FeedId { get; init; }

    public string Name { get; init; } = "";

    /// <summary>What somebody typed that it cost; null = nobody did.</summary>
    public long? SpendMicros { get; init; }

    public string? Currency { get; init; }

    public long? SpendDay { get; init; }

    /// <summary>Members who were first seen coming through it.</summary>
    public long Joined { get; init; }

    /// <summary>Of them those who came 14 days ago or earlier.</summary>
    public long Ripe { get; init; }

    /// <summary>Of those, who was a member 14 days after coming.</summary>
    public long Stayed { get; init; }
}

/// <summary>What an advertisement cost.</summary>
internal sealed record LinkCost(decimal Amount, string Currency, DateOnly Day);
