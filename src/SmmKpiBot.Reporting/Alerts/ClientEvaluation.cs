using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Alerts;

/// <summary>What is known of an account besides its facts: given by who collects.</summary>
/// <param name="AccountId">The account.</param>
public sealed record AccountHealth(long AccountId)
{
    /// <summary>When the next observation is due at the latest; null: a week and a day after the last one, for files brought by hand.</summary>
    public DateTimeOffset? ExpectedAt { get; init; }

    /// <summary>How long after that the network may still bring it.</summary>
    public TimeSpan Settles { get; init; } = TimeSpan.FromHours(48);

    /// <summary>End of the last collection run, whatever its outcome; null = it is not collected.</summary>
    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary>That run failed.</summary>
    public bool Failing { get; init; }

    public DateTimeOffset? TokenExpiresAt { get; init; }
}

/// <summary>Inputs of one subject, oldest first: step them one after the other. None = nothing new.</summary>
/// <param name="Rule">Null where the state is left over from a rule that does not hold any more.</param>
public sealed record SubjectEvaluation(AlertRule? Rule, AlertSubject Subject, IReadOnlyList<AlertInput> Inputs);

/// <summary>What the rules say of one client.</summary>
/// <param name="Subjects">Every subject of every effective rule, and <see cref="AlertSignal.Gone"/> or <see cref="AlertSignal.RuleChanged"/> for states left over.</param>
/// <param name="ValidFor">Until the client's version, its rules or the health of its accounts change, evaluating again in this span says the same.</param>
public sealed record ClientEvaluation(IReadOnlyList<SubjectEvaluation> Subjects, ClockSpan ValidFor);
