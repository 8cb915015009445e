namespace SmmKpiBot.Data.Accounts;

/// <summary>One client's presence in one network, or one source of its figures; named <c>network/name</c>.</summary>
public sealed record Account
{
    /// <summary>Network and name of the account that the conflicts of a client's own ledger belong to.</summary>
    public const string LedgerNetwork = "ledger";

    public const string LedgerName = "conflicts";

    public required long Id { get; init; }

    public required long ClientId { get; init; }

    /// <summary>Lower-case key of the network: <c>facebook</c>, <c>google-analytics</c>, …</summary>
    public required string Network { get; init; }

    public required string Name { get; init; }

    /// <summary>The network's own id of the page, property or inbox, where one is known.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Stands for the ledger of conflicts and for no network.</summary>
    public bool IsLedger => Network == LedgerNetwork;

    public string FullName => $"{Network}/{Name}";
}
