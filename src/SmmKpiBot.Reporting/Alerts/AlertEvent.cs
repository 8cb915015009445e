using SmmKpiBot.Data.Accounts.Health;

namespace SmmKpiBot.Reporting.Alerts;

/// <summary>What happened to an alert. The first four are told to people (if the planner lets them), the rest stand in the log.</summary>
public enum AlertEventKind
{
    Fired,
    Escalated,
    Resolved,
    Closed,

    /// <summary>The first breach; more are needed to fire.</summary>
    Pending,

    /// <summary>A pending alert went back to normal.</summary>
    Dropped,
    Recovering,

    /// <summary>A recovering alert breached again.</summary>
    Relapsed,
    DataLate,
    DataMissing,
    DataFailed,
    DataFresh,
    Acked,
    Snoozed,

    /// <summary>An ack or snooze was taken back, or a raised severity broke it.</summary>
    HumanCleared,
    Flapping,
}

/// <summary>Why.</summary>
public enum AlertReason
{
    None,

    /// <summary>The figures breach the threshold.</summary>
    Breach,

    /// <summary>The figures are clear of it again.</summary>
    Cleared,

    /// <summary>Figures were revised; both numbers are in the event.</summary>
    Revised,
    RuleChanged,
    Gone,

    /// <summary>No data for 7 days: closed, never called recovered.</summary>
    NoData,
    Error,
    SeverityRaised,
    ByPerson,

    /// <summary>Its data came back.</summary>
    DataBack,

    /// <summary>A graver trouble of the account took its place.</summary>
    Replaced,

    /// <summary>A person disconnected the account: closed, never called recovered.</summary>
    Disconnected,
}

/// <summary>One line of an alert's history, complete in itself.</summary>
public sealed record AlertEvent
{
    public required AlertEventKind Kind { get; init; }

    public required AlertReason Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    public required AlertSubject Subject { get; init; }

    /// <summary>Null for what happens outside an episode (pending).</summary>
    public string? EpisodeId { get; init; }

    public required AlertSeverity Severity { get; init; }

    /// <summary>Figures of the point that caused it; a resolved alert's current value is that of the resolving point.</summary>
    public AlertFigures? Figures { get; init; }

    /// <summary>Of the episode.</summary>
    public AlertFigures? Worst { get; init; }

    /// <summary>Of the episode, at its end.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Where figures were revised.</summary>
    public AlertRestatement? Restated { get; init; }

    /// <summary>The account's trouble that took this one's place.</summary>
    public AccountTrouble? Trouble { get; init; }

    /// <summary>Who, where a person did it.</summary>
    public string? By { get; init; }

    /// <summary>Ends or changes what people were told.</summary>
    public bool IsNotice => Kind is AlertEventKind.Fired or AlertEventKind.Escalated or AlertEventKind.Resolved or AlertEventKind.Closed;
}

/// <summary>What a step brings: the next state (null = evict the row) and what to write into the log. Nothing to store when the state is the same and there are no events.</summary>
public sealed record AlertStep(AlertState? State, IReadOnlyList<AlertEvent> Events);
