using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Alerts.Evaluation;

/// <summary>
/// What the rules say of one client, pure: every (KPI, window) is computed once whatever rules ask for it. A client whose version, rules and accounts' health
/// are those of the last evaluation need not be read nor evaluated before <see cref="ClientEvaluation.ValidFor"/> is over.
/// </summary>
public static class RuleEvaluator
{
    /// <param name="facts">Read by <see cref="AlertReader"/> for these rules.</param>
    /// <param name="rules">The client's effective rules (<see cref="AlertRules.Effective"/>).</param>
    /// <param name="states">All states of the client by fingerprint.</param>
    /// <param name="health">What is known of its accounts besides their facts.</param>
    public static ClientEvaluation Evaluate(FactSet facts, IReadOnlyList<AlertRule> rules, IReadOnlyDictionary<string, AlertState> states, IReadOnlyList<AccountHealth> health)
    {
        var book = new FigureBook(facts);
        var byAccount = health.ToDictionary(one => one.AccountId);
        var sources = new SourceSubjects(facts, byAccount, states.Values);
        var failing = health.Where(one => one.IsBroken).Select(one => one.AccountId).ToHashSet();
        List<SubjectEvaluation> subjects = [];
        List<RuleFailure> failures = [];
        foreach (var rule in rules)
        {
            try
            {
                subjects.AddRange([.. Subjects(rule, book, sources, states, failing)]);
            }
            catch (Exception exception)
            {
                // Figures may be of any size, and reckoning with them may overflow: no reason to stop watching the rest.
                failures.Add(new(rule, exception));
                subjects.AddRange(states.Values.Where(state => state.Subject.RuleId == rule.Id).Select(state => new SubjectEvaluation(rule, state.Subject, [])));
            }
        }

        var current = subjects.Select(subject => subject.Subject.Fingerprint()).ToHashSet();
        var byId = rules.ToDictionary(rule => rule.Id);
        foreach (var (fingerprint, state) in states)
        {
            if (!current.Contains(fingerprint))
                subjects.Add(new(byId.GetValueOrDefault(state.Subject.RuleId), state.Subject, [new(AlertSignal.Gone) { IsDisconnected = IsDisconnected(state, book.Index) }]));
        }

        return new(subjects, failures, ValidFor(facts, sources, rules));
    }

    private static IEnumerable<SubjectEvaluation> Subjects(
        AlertRule rule,
        FigureBook book,
        SourceSubjects sources,
        IReadOnlyDictionary<string, AlertState> states,
        IReadOnlySet<long> failing)
    {
        if (DailyCheck.Of(rule.Check, book) is { } check)
        {
            var daily = new DailySubject(rule, check, book, failing);
            var day = check.IsDated ? daily.Newest() ?? book.Set.Period.To : book.Set.Period.To;
            var subject = daily.Subject(day);
            if (!check.Applies(day))
                return [];
            var past = check.IsDated ? states.Values.Where(state => state.Subject.RuleId == rule.Id && state.Subject == subject with { Dimension = state.Subject.Dimension } && state.Subject != subject) : [];
            return [new(rule, subject, daily.Inputs(StateOf(subject))), .. past.Select(state => (state.Subject, Inputs: daily.Rest(state))).Where(one => one.Inputs is not null).Select(one => new SubjectEvaluation(rule, one.Subject, one.Inputs!))];
        }

        return sources.Of(rule).Select(source => new SubjectEvaluation(rule, source.Subject, Changed(rule, StateOf(source.Subject), source.Input)));

        AlertState StateOf(AlertSubject subject) => states.GetValueOrDefault(subject.Fingerprint()) ?? AlertState.Initial(subject);
    }

    /// <summary>Every account behind the state was disconnected.</summary>
    private static bool IsDisconnected(AlertState state, FactIndex index)
    {
        var behind = index.Accounts.Where(account => state.Subject.AccountId is { } own ? own == account.Id : state.Accounts.Contains(account.FullName)).ToList();
        return behind.Count > 0 && behind.TrueForAll(account => index.EndsOn(account.Id) is not null);
    }

    private static IReadOnlyList<AlertInput> Changed(AlertRule rule, AlertState state, Func<AlertState, AlertInput> input) =>
        state.RuleVersion != 0 && state.RuleVersion != rule.Version ? [new(AlertSignal.RuleChanged), input(AlertState.Initial(state.Subject) with { LastPoint = state.LastPoint })] : [input(state)];

    private static ClockSpan ValidFor(FactSet facts, SourceSubjects sources, IReadOnlyList<AlertRule> rules)
    {
        var span = ClockSpan.Of(facts);
        var settles = facts.Facts.Points.Where(point => point.Provisional).Select(point => point.SettlesAt)
            .Concat(facts.Facts.Ads.Where(row => row.Provisional).Select(row => row.SettlesAt))
            .Concat(facts.Facts.Traffic.Where(row => row.Provisional).Select(row => row.SettlesAt));
        return span with { Until = settles.Concat(sources.Turns(rules)).Where(turn => turn > facts.AsOf).Append(span.Until).Min() };
    }
}
