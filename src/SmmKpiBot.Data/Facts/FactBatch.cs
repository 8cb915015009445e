namespace SmmKpiBot.Data.Facts;

/// <summary>Where a batch of facts comes from. A network's own figures win over imported ones.</summary>
public enum BatchOrigin
{
    Import,
    Network,
}

/// <summary>One file or one collection run of one account, as it is begun.</summary>
public sealed record NewBatch
{
    public required long AccountId { get; init; }

    public required BatchOrigin Origin { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>Name of the file without its folder; null for a run.</summary>
    public string? FileName { get; init; }

    /// <summary>SHA-256 (hex) of content, account and layout; a second batch with it is refused as a repetition.</summary>
    public string? ContentHash { get; init; }

    public string? Layout { get; init; }
}

/// <summary>A stored batch as <c>import list</c> shows it.</summary>
public sealed record FactBatch
{
    public required long Id { get; init; }

    public required long AccountId { get; init; }

    public required BatchOrigin Origin { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }

    public string? FileName { get; init; }

    public string? Layout { get; init; }

    public required long Rows { get; init; }

    public DateTimeOffset? UndoneAt { get; init; }
}
