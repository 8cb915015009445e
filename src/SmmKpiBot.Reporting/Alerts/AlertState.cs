using SmmKpiBot.Data.Accounts.Health;

namespace SmmKpiBot.Reporting.Alerts;

public enum AlertCondition
{
    Normal,
    Pending,
    Firing,
    Recovering,
}

public enum AlertData
{
    Fresh,

    /// <summary>Due and not there, within the network's settling time.</summary>
    Late,
    NoData,
    Error,
}

public enum AlertHumanKind
{
    None,

    /// <summary>Somebody takes care of it: no repeats.</summary>
    Acked,

    /// <summary>Hidden until an instant; then one message if it still fires.</summary>
    Snoozed,
}

/// <summary>What people said of an open episode.</summary>
/// <param name="Kind">What.</param>
/// <param name="By">Who, as people read it.</param>
/// <param name="Until">Null: for the rest of the episode (only of an ack).</param>
public sealed record AlertHuman(AlertHumanKind Kind, string? By, DateTimeOffset? Until)
{
    public static AlertHuman None { get; } = new(AlertHumanKind.None, null, null);

    public static AlertHuman Acked(string by, DateTimeOffset? until) => new(AlertHumanKind.Acked, by, until);

    public static AlertHuman Snoozed(string by, DateTimeOffset until) => new(AlertHumanKind.Snoozed, by, until);

    public bool IsAcked(DateTimeOffset at) => Kind == AlertHumanKind.Acked && !(Until <= at);

    public bool IsSnoozed(DateTimeOffset at) => Kind == AlertHumanKind.Snoozed && !(Until <= at);
}

/// <summary>
/// Where one subject stands: three orthogonal columns and what they rest on. A row per fingerprint; a state that equals <see cref="Initial"/> needs no row.
/// </summary>
public sealed record AlertState
{
    public required AlertSubject Subject { get; init; }

    public AlertCondition Condition { get; init; }

    public AlertData Data { get; init; }

    public AlertHuman Human { get; init; } = AlertHuman.None;

    /// <summary>Since when data is not fresh.</summary>
    public DateTimeOffset? DataSince { get; init; }

    /// <summary>The newest point that was counted.</summary>
    public long? LastPoint { get; init; }

    /// <summary>Figures of the newest point counted.</summary>
    public AlertFigures? Last { get; init; }

    /// <summary>Consecutive breaches while pending, consecutive clear points while recovering.</summary>
    public int Count { get; init; }

    /// <summary>Of the rule the pending or open episode began under; 0 while normal.</summary>
    public long RuleVersion { get; init; }

    /// <summary>First breaching point of the run that led here: restatements are looked for from there on.</summary>
    public long? EvidenceFrom { get; init; }

    /// <summary>When the first breach was seen.</summary>
    public DateTimeOffset? PendingAt { get; init; }

    /// <summary>Of the open episode; null while normal or pending.</summary>
    public string? EpisodeId { get; init; }

    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>The point it fired at and its figures.</summary>
    public long? FiredPoint { get; init; }

    public AlertFigures? Fired { get; init; }

    /// <summary>Figures of the worst point of the open episode.</summary>
    public AlertFigures? Worst { get; init; }

    /// <summary>Of the open episode; only ever raised.</summary>
    public AlertSeverity Severity { get; init; }

    /// <summary>When episodes of this fingerprint began, in the last 24 hours before the last of them.</summary>
    public IReadOnlyList<DateTimeOffset> RecentFires { get; init; } = [];

    /// <summary>Three episodes within 24 h: until 24 h after its last firing or ending it is only told in the team's digest.</summary>
    public DateTimeOffset? FlappingUntil { get; init; }

    /// <summary>When it began to: the episode that fired then is the one that says so.</summary>
    public DateTimeOffset? FlappingSince { get; init; }

    /// <summary>Why the source failed at the newest point counted.</summary>
    public AccountTrouble? Trouble { get; init; }

    /// <summary>Since when the source fails or is late, as the last breaching point said.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary><c>network/name</c> of the accounts behind the figure.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    public bool IsOpen => Condition is AlertCondition.Firing or AlertCondition.Recovering;

    public static AlertState Initial(AlertSubject subject) => new() { Subject = subject };
}
