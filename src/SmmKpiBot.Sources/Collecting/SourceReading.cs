using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Sources.Collecting;

/// <summary>What is to be read, by whom and for whom.</summary>
public sealed record SourceReading
{
    public required Client Client { get; init; }

    public required Account Account { get; init; }

    public required SourcePlace Place { get; init; }

    public required SourceAccess Access { get; init; }

    public required StreamPlan Stream { get; init; }

    /// <summary>First day, a label of <see cref="SourcePlace.DayZone"/>.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day, included. Today's is among it only where the stream has no <see cref="StreamPlan.AfterDayCloses"/>.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Where an earlier, broken reading of these days got to; null = from the beginning. It may be days old.</summary>
    public string? Cursor { get; init; }

    /// <summary>The instant that everything read is observed at.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>The <see cref="ObservedAt"/> of the stream's last complete reading; null when there was none, or somebody asks besides and wants all there is.</summary>
    public DateTimeOffset? LastReadAt { get; init; }

    public required CallPriority Priority { get; init; }

    /// <summary>Fills in history: it may leave out what only today can tell (stories, demographics).</summary>
    public bool IsHistory { get; init; }

    /// <summary>Metrics that this account refused and that are not asked for at present.</summary>
    public IReadOnlySet<string> Refused { get; init; } = new HashSet<string>();
}
