using SmmKpiBot.Data.Accounts;

namespace SmmKpiBot.Data.Collecting;

/// <summary>An account that is read from its network, with what reading it needs to know. Its secrets are stored by <see cref="Security.Credentials"/>.</summary>
public sealed record AccountConnection
{
    public required Account Account { get; init; }

    /// <summary>The network's own id of the page, property or channel, and its name there.</summary>
    public required string PlaceId { get; init; }

    public required string PlaceName { get; init; }

    /// <summary>Zone of the network's day labels.</summary>
    public required TimeZoneInfo DayZone { get; init; }

    public string? Currency { get; init; }

    /// <summary>Whatever else the source wants to know of the place.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>What people decided of the account where its network leaves it open, by name.</summary>
    public IReadOnlyDictionary<string, string> Choices { get; init; } = new Dictionary<string, string>();

    /// <summary>What is limited there.</summary>
    public IReadOnlyList<Remark> Remarks { get; init; } = [];

    /// <summary>Names of the secrets that open it.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>When access ends without anybody renewing it, as far as the network says.</summary>
    public DateTimeOffset? AccessExpiresAt { get; init; }

    public required DateTimeOffset ConnectedAt { get; init; }

    /// <summary>When the network last confirmed the place.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Looks at the place since then that the network refused.</summary>
    public int RefusedChecks { get; init; }

    /// <summary>Until then nobody looks at the place again, because the last look failed.</summary>
    public DateTimeOffset CheckAgainAt { get; init; }

    /// <summary>Columns of its row that cannot be read any more; the account has to be connected again.</summary>
    public IReadOnlyList<string> Damaged { get; init; } = [];

    /// <summary>Why nothing is read until somebody connects the account again; null while access is good.</summary>
    public string? Problem { get; init; }

    /// <summary>The same for people, in English, as the source said it.</summary>
    public string? Reason { get; init; }

    /// <summary>In Ukrainian, where the source said it in both languages.</summary>
    public string? ReasonUk { get; init; }

    public DateTimeOffset? ProblemSince { get; init; }

    /// <summary>Until then the account is left alone, after failures one after the other.</summary>
    public DateTimeOffset RestUntil { get; init; }

    public int Failures { get; init; }
}
