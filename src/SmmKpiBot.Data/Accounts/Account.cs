namespace SmmKpiBot.Data.Accounts;

/// <summary>One client's presence in one network, or one source of its figures; named <c>network/name</c>.</summary>
public sealed record Account
{
    public required long Id { get; init; }

    public required long ClientId { get; init; }

    /// <summary>Lower-case key of the network: <c>facebook</c>, <c>google-analytics</c>, …</summary>
    public required string Network { get; init; }

    public required string Name { get; init; }

    /// <summary>The network's own id of the page, property or inbox, where one is known.</summary>
    public string? ExternalId { get; init; }

    public string FullName => $"{Network}/{Name}";
}
