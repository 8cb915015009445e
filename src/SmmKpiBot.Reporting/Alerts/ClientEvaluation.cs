using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Alerts;

/// <summary>Inputs of one subject, oldest first: step them one after the other. None = nothing new.</summary>
/// <param name="Rule">Null where the state is left over from a rule that does not hold any more.</param>
public sealed record SubjectEvaluation(AlertRule? Rule, AlertSubject Subject, IReadOnlyList<AlertInput> Inputs);

/// <summary>A rule that could not be evaluated: its states stay as they are, and the other rules go on.</summary>
public sealed record RuleFailure(AlertRule Rule, Exception Exception);

/// <summary>What the rules say of one client.</summary>
/// <param name="Subjects">Every subject of every effective rule, and <see cref="AlertSignal.Gone"/> or <see cref="AlertSignal.RuleChanged"/> for states left over.</param>
/// <param name="Failures">Rules that could not be evaluated.</param>
/// <param name="ValidFor">Until the client's version, its rules or the health of its accounts change, evaluating again in this span says the same.</param>
public sealed record ClientEvaluation(IReadOnlyList<SubjectEvaluation> Subjects, IReadOnlyList<RuleFailure> Failures, ClockSpan ValidFor);
