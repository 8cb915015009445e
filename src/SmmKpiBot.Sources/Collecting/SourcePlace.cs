using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.Collecting;

/// <summary>A page, property, channel or ad account as the network knows it.</summary>
/// <param name="ExternalId">The network's id of it.</param>
/// <param name="Name">Its name there.</param>
public sealed record SourcePlace(string ExternalId, string Name)
{
    /// <summary>Zone of its day labels.</summary>
    public required TimeZoneInfo DayZone { get; init; }

    /// <summary>ISO 4217, where money is counted.</summary>
    public string? Currency { get; init; }

    /// <summary>When access ends, as far as the network says.</summary>
    public DateTimeOffset? AccessExpiresAt { get; init; }

    /// <summary>What is readable but limited, in a sentence each, for whoever connects it.</summary>
    public IReadOnlyList<SourceWords> Remarks { get; init; } = [];

    /// <summary>Why it cannot be read, although the access lists it; only of places that are listed. Null: it can.</summary>
    public SourceWords? Refusal { get; init; }

    /// <summary>
    /// What is said instead of it to whoever does not see all clients: it is private, and the bot's own access would open it to anybody who names it. Null: its name is public, or the access is its own.
    /// </summary>
    public SourceWords? Hidden { get; init; }

    /// <summary>What people decided of this account where the network leaves it open, by <see cref="IAccountChoice.Key"/>.</summary>
    public IReadOnlyDictionary<string, string> Choices { get; init; } = new Dictionary<string, string>();

    /// <summary>Whatever else reading needs (ids of linked things, kinds), kept with the account as text; no secret.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();
}
