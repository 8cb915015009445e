using SmmKpiBot.Data.Accounts.Health;

namespace SmmKpiBot.Reporting.Alerts.Notices;

/// <summary>
/// One run from firing to end, as the planner sees it. Taken from the state while it is open (<see cref="Of"/>), kept by the store when it ends.
/// </summary>
public sealed record AlertEpisode
{
    /// <summary>ULID.</summary>
    public required string Id { get; init; }

    public required AlertSubject Subject { get; init; }

    public required AlertFamily Family { get; init; }

    public required AlertAudience Audience { get; init; }

    public required AlertSeverity Severity { get; init; }

    public required DateTimeOffset FiredAt { get; init; }

    /// <summary>The Resolved or Closed event; null while open.</summary>
    public AlertEvent? End { get; init; }

    public AlertHuman Human { get; init; } = AlertHuman.None;

    public AlertFigures? Last { get; init; }

    public AlertFigures? Worst { get; init; }

    /// <summary>Of a source: why it fails.</summary>
    public AccountTrouble? Trouble { get; init; }

    /// <summary>Of a source: since when it fails or is late, where that is known.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    public DateTimeOffset? FlappingUntil { get; init; }

    /// <summary>The episode with which it began to flap: it says so, once.</summary>
    public bool BeginsFlapping { get; init; }

    /// <summary><c>network/name</c> of the accounts behind it; for matchers and inhibition.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    public bool IsOpen => End is null;

    /// <summary>It is told again each day while it lasts; a token is not, for it is told anew at each step towards its end.</summary>
    public bool IsRepeated => Subject.Metric != AlertMetrics.Token;

    public bool IsFlapping(DateTimeOffset at) => FlappingUntil > at;

    /// <summary>The open episode of a state.</summary>
    public static AlertEpisode Of(AlertRule rule, AlertState state) => new()
    {
        Id = state.EpisodeId ?? throw new ArgumentException("The state has no open episode.", nameof(state)),
        Subject = state.Subject,
        Family = rule.Family,
        Audience = AudienceOf(rule, state),
        Severity = state.Severity,
        FiredAt = state.FiredAt ?? throw new ArgumentException("The state has no open episode.", nameof(state)),
        Human = state.Human,
        Last = state.Last,
        Worst = state.Worst,
        Trouble = state.Trouble,
        FailingSince = state.Since,
        FlappingUntil = state.FlappingUntil,
        BeginsFlapping = state.FlappingSince is { } since && since == state.FiredAt,
        Accounts = state.Accounts,
    };

    /// <summary>The same episode, ended by <paramref name="end"/>.</summary>
    public AlertEpisode Ended(AlertEvent end, DateTimeOffset? flappingUntil) => this with { End = end, Worst = end.Worst ?? Worst, FlappingUntil = flappingUntil };

    /// <summary>Whoever puts the bot out of a chat, or disconnects it, does so in Telegram: the bot tells the team at that moment, and the alert would be a second message.</summary>
    private static AlertAudience AudienceOf(AlertRule rule, AlertState state) =>
        rule.Audience == AlertAudience.StaffAndOperator && state.Trouble is (AccountTrouble.PutOut or AccountTrouble.Disconnected) ? AlertAudience.Operator : rule.Audience;
}
