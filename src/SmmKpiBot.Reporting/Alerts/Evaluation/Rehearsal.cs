using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Alerts.Evaluation;

/// <summary>An episode a rule would have brought.</summary>
/// <param name="FiredOn">Day whose figures fired it.</param>
/// <param name="EndedOn">Day whose figures ended it; null: it would still be open.</param>
/// <param name="End">How it ended.</param>
/// <param name="Fired">Figures it fired with.</param>
/// <param name="Worst">Its worst figures.</param>
public sealed record RehearsedEpisode(DateOnly FiredOn, DateOnly? EndedOn, AlertReason? End, AlertFigures? Fired, AlertFigures? Worst);

/// <summary>What a rule would have done on stored facts.</summary>
/// <param name="Episodes">In their order.</param>
/// <param name="Days">Days that were looked at.</param>
/// <param name="Known">Days of them that said something; few of them make a rehearsal worth little.</param>
public sealed record RehearsalResult(Period Days, int Known, IReadOnlyList<RehearsedEpisode> Episodes);

/// <summary>
/// Runs a rule over past days by the code that runs live. The figures are today's: what was revised since counts as if it had been known at once.
/// </summary>
public static class Rehearsal
{
    public const int Days = 90;

    /// <summary>Null for rules about accounts and tokens, of which no past is kept, and where the client has nothing the rule could look at.</summary>
    /// <param name="facts">Read by <see cref="AlertReader"/> for this rule and <see cref="Days"/> days.</param>
    /// <param name="rule">The rule.</param>
    public static RehearsalResult? Of(FactSet facts, AlertRule rule)
    {
        var book = new FigureBook(facts);
        if (DailyCheck.Of(rule.Check, book) is not { } check || !check.Applies(facts.Period.To))
            return null;

        var daily = new DailySubject(rule, check, book, new HashSet<long>());
        var span = new Period(facts.Period.To.AddDays(1 - Days), facts.Period.To);
        var run = new Run(rule, facts.Client.TimeZone);
        foreach (var day in span.EachDay())
        {
            // A month's plan is a subject of its own: with a new month another alert begins.
            var subject = daily.Subject(day);
            run.Over(subject, day);
            var verdict = daily.Of(day);
            if (verdict.Kind != DayVerdictKind.Unsettled)
                run.Take(verdict.Counts ? daily.Input(day, verdict) : new(AlertSignal.NoData), day, verdict.Counts);
        }

        return new(span, run.Known, run.Episodes);
    }

    private sealed class Run(AlertRule rule, TimeZoneInfo zone)
    {
        private readonly AlertRule _rule = rule;
        private readonly TimeZoneInfo _zone = zone;
        private readonly List<RehearsedEpisode> _episodes = [];
        private AlertState? _state;

        public int Known { get; private set; }

        public IReadOnlyList<RehearsedEpisode> Episodes => _episodes;

        public void Over(AlertSubject subject, DateOnly day)
        {
            if (_state is not null && _state.Subject != subject)
                Take(new(AlertSignal.Gone), day, false);
            _state ??= AlertState.Initial(subject);
        }

        public void Take(AlertInput input, DateOnly day, bool counts)
        {
            Known += counts ? 1 : 0;
            var step = AlertMachine.Step(_state!, AlertPatience.Of(_rule), input, LocalDay.Start(day.AddDays(1), _zone), day.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
            _state = step.State;
            foreach (var one in step.Events)
            {
                if (one.Kind == AlertEventKind.Fired)
                    _episodes.Add(new(day, null, null, one.Figures, one.Figures));
                else if (one.Kind is AlertEventKind.Resolved or AlertEventKind.Closed)
                    _episodes[^1] = _episodes[^1] with { EndedOn = day, End = one.Reason, Worst = one.Worst };
            }

            if (_state is { IsOpen: true })
                _episodes[^1] = _episodes[^1] with { Worst = _state.Worst };
        }
    }
}
