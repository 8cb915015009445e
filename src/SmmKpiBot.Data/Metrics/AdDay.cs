namespace SmmKpiBot.Data.Metrics;

/// <summary>What one campaign cost and brought on one day of the ad account. Null = not known, never 0.</summary>
public sealed record AdDay
{
    public required long AccountId { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>Campaign name or id; empty when the source does not split by campaign.</summary>
    public string Campaign { get; init; } = "";

    /// <summary>Integer micros: 1 unit of <see cref="Currency"/> = 1,000,000.</summary>
    public long? SpendMicros { get; init; }

    public string? Currency { get; init; }

    public long? Impressions { get; init; }

    public long? Clicks { get; init; }

    /// <summary>Followers the network attributes to the ads.</summary>
    public long? NewFollowers { get; init; }

    /// <summary>Followers are not counted any more, or not so: what was told of them before is not known from now on. Else an empty cell takes nothing back.</summary>
    public bool AreFollowersTakenBack { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }

    public required DateTimeOffset SettlesAt { get; init; }

    public bool Provisional => ObservedAt < SettlesAt;
}
