namespace SmmKpiBot.Sources.MetaAds;

internal sealed record MetaAdAccount
{
    /// <summary>With <c>act_</c> before it.</summary>
    public string? Id { get; init; }

    public required string AccountId { get; init; }

    public required string Name { get; init; }

    public required string Currency { get; init; }

    public required string TimezoneName { get; init; }

    public int? AccountStatus { get; init; }
}

/// <summary>One campaign on one day. All numbers are written as text; what is zero may be left out.</summary>
internal sealed record MetaAdRow
{
    public required DateOnly DateStart { get; init; }

    public required DateOnly DateStop { get; init; }

    public string? AccountCurrency { get; init; }

    public string? CampaignId { get; init; }

    public string? CampaignName { get; init; }

    public required decimal Spend { get; init; }

    public long? Impressions { get; init; }

    public long? Clicks { get; init; }

    public long? InlineLinkClicks { get; init; }

    public IReadOnlyList<MetaAdAction>? Actions { get; init; }
}

/// <summary>What all ads of a span brought.</summary>
internal sealed record MetaAdActions
{
    public DateOnly? DateStart { get; init; }

    public DateOnly? DateStop { get; init; }

    public IReadOnlyList<MetaAdAction>? Actions { get; init; }
}

internal sealed record MetaAdAction
{
    public required string ActionType { get; init; }

    /// <summary>A fraction where conversions are counted by halves.</summary>
    public decimal? Value { get; init; }
}

/// <summary>Unique people of a whole span.</summary>
internal sealed record MetaAdReach
{
    public DateOnly? DateStart { get; init; }

    public DateOnly? DateStop { get; init; }

    public long? Reach { get; init; }
}
