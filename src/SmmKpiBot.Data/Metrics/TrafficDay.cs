namespace SmmKpiBot.Data.Metrics;

/// <summary>Visits of a site on one day from one source / medium / campaign / channel (GA4 names). Null = not known, never 0.</summary>
public sealed record TrafficDay
{
    public required long AccountId { get; init; }

    public required DateOnly Day { get; init; }

    public required string Source { get; init; }

    public required string Medium { get; init; }

    /// <summary>Empty when the visit has no campaign name (also for GA4's <c>(not set)</c>).</summary>
    public string Campaign { get; init; } = "";

    /// <summary>GA4 default channel group; empty when unknown.</summary>
    public string Channel { get; init; } = "";

    public long? Sessions { get; init; }

    public long? Users { get; init; }

    public long? EngagedSessions { get; init; }

    public long? EngagedSeconds { get; init; }

    public long? PageViews { get; init; }

    public long? Purchases { get; init; }

    public long? Signups { get; init; }

    public long? CallRequests { get; init; }

    public long? OtherConversions { get; init; }

    public long? ConvertingSessions { get; init; }

    /// <summary>Conversions that are not counted any more, or not so: what was told of them before is not known from now on. Else an empty cell takes nothing back.</summary>
    public ConversionCells TakenBack { get; init; }

    /// <summary>Integer micros of <see cref="Currency"/>.</summary>
    public long? RevenueMicros { get; init; }

    public string? Currency { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }

    public required DateTimeOffset SettlesAt { get; init; }

    public bool Provisional => ObservedAt < SettlesAt;
}
