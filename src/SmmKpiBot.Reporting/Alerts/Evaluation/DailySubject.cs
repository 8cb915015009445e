using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Reporting.Alerts.Evaluation;

/// <summary>The points of one daily check that a state has not counted yet.</summary>
internal sealed class DailySubject(AlertRule rule, DailyCheck check, FigureBook book, IReadOnlySet<long> failing)
{
    /// <summary>An account behind a missing day has until then to bring it.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromHours(48);

    /// <summary>A night, and what else holds an alert back for a while.</summary>
    private static readonly TimeSpan ToldWithin = TimeSpan.FromHours(24);

    private readonly AlertRule _rule = rule;
    private readonly DailyCheck _check = check;
    private readonly FigureBook _book = book;
    private readonly IReadOnlySet<long> _failing = failing;
    private readonly Dictionary<DateOnly, DayVerdict> _verdicts = [];

    private DateTimeOffset Now => _book.Set.AsOf;

    private DateOnly Yesterday => LocalDay.Of(Now, _book.Set.Client.TimeZone).AddDays(-1);

    /// <summary>The newest day that says something; null: none in the last three weeks.</summary>
    public DateOnly? Newest()
    {
        for (var day = Yesterday; day > Yesterday.AddDays(-AlertReader.LookBackDays); day = day.AddDays(-1))
        {
            if (Of(day).Counts)
                return day;
        }

        return null;
    }

    public AlertSubject Subject(DateOnly newest) => new(_rule.Id, _book.Set.Client.Id, null, _check.Metric, _check.Dimension(newest));

    public IReadOnlyList<AlertInput> Inputs(AlertState state)
    {
        var (inputs, missing) = Since(state, Yesterday);
        return missing is { } absent && Absence(absent) is { } absence ? [.. inputs, absence] : inputs;
    }

    /// <summary>
    /// Of a month or quarter that is over: its last days may come only with the first of the next one, and what fires with them is to be told before it is closed. Null:
    /// nothing of it is left to count or to tell.
    /// </summary>
    public IReadOnlyList<AlertInput>? Rest(AlertState state)
    {
        var last = Yesterday;
        while (_check.Dimension(last) != state.Subject.Dimension)
        {
            last = last.AddDays(-1);
            if (last <= Yesterday.AddDays(-AlertReader.LookBackDays))
                return null;
        }

        var (inputs, _) = Since(state, last);
        var isAwaited = Of(last).Kind == DayVerdictKind.Unsettled;
        return inputs.Count > 0 || isAwaited || (state.IsOpen && Now - state.FiredAt < ToldWithin) ? inputs : null;
    }

    /// <summary>The days after the last one counted, and from which on they are missing.</summary>
    private (List<AlertInput> Inputs, DateOnly? Missing) Since(AlertState state, DateOnly last)
    {
        List<AlertInput> inputs = [];
        if (state.RuleVersion != 0 && state.RuleVersion != _rule.Version)
            inputs.Add(new(AlertSignal.RuleChanged));
        else if (Restatement(state) is { } restated)
            inputs.Add(restated);
        var from = FirstDay(state, inputs);
        if (from is not { } first)
            return (inputs, null);

        DateOnly? missing = null;
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var verdict = Of(day);
            if (verdict.Kind == DayVerdictKind.Unsettled)
                return (inputs, null);

            if (verdict.Kind == DayVerdictKind.Missing)
            {
                missing ??= day;
                continue;
            }

            missing = null;
            inputs.Add(Input(day, verdict));
        }

        return (inputs, missing);
    }

    /// <summary>A day of the window, evaluated once.</summary>
    public DayVerdict Of(DateOnly day)
    {
        if (!_verdicts.TryGetValue(day, out var verdict))
            _verdicts[day] = verdict = _check.Of(day);
        return verdict;
    }

    public AlertInput Input(DateOnly day, DayVerdict verdict) => new(verdict.Signal)
    {
        Point = day.DayNumber,
        Figures = verdict.Figures,
        Severity = _rule.Severity,
        Accounts = Names(verdict.Accounts),
    };

    /// <summary>Days after the last one counted; a subject without a state begins with the newest, for the past is a rehearsal's business.</summary>
    private DateOnly? FirstDay(AlertState state, List<AlertInput> inputs)
    {
        if (state.LastPoint is not { } last)
            return Newest();

        var again = inputs is [{ Restated: not null }] && !state.IsOpen ? state.EvidenceFrom - 1 : last;
        var first = DateOnly.FromDayNumber((int)again.GetValueOrDefault() + 1);
        var oldest = Yesterday.AddDays(1 - AlertReader.LookBackDays);
        return first > oldest ? first : oldest;
    }

    /// <summary>Late from a whole day after the day's end, for most bring a day's figures in the course of the next.</summary>
    private AlertInput? Absence(DateOnly missing)
    {
        var due = LocalDay.Start(missing.AddDays(2), _book.Set.Client.TimeZone);
        if (Now < due)
            return null;

        var lacking = Of(missing).Accounts;
        return new(lacking.Any(_failing.Contains) ? AlertSignal.Error : AlertSignal.NoData)
        {
            MissingFrom = due + Settles,
            Severity = _rule.Severity,
            Accounts = Names(lacking),
        };
    }

    /// <summary>
    /// The points from the first breach on, counted on today's figures: would they lead where the state is? Days that are not known any more speak for what was said,
    /// and so do those that no network corrects any more. An alert that is borne out costs no more days than it took to fire.
    /// </summary>
    private AlertInput? Restatement(AlertState state)
    {
        if (state.EvidenceFrom is not { } from || state.LastPoint is not { } last || Yesterday.DayNumber + 1 - from > AlertReader.CorrectedDays)
            return null;

        var count = 0;
        for (var point = from; point <= last; point++)
        {
            var verdict = Of(DateOnly.FromDayNumber((int)point));
            count = !verdict.Counts || verdict.Signal == AlertSignal.Breach ? count + 1 : verdict.Signal == AlertSignal.Clear ? 0 : count;
            if (state.IsOpen && count >= _rule.FireAfter)
                return null;
        }

        if (state.Condition == AlertCondition.Pending && count >= state.Count)
            return null;

        var revised = Of(DateOnly.FromDayNumber((int)(state.FiredPoint ?? last)));
        return Input(DateOnly.FromDayNumber((int)last), Of(DateOnly.FromDayNumber((int)last))) with
        {
            Restated = new((state.Fired ?? state.Last)?.Value, revised.Figures?.Value),
        };
    }

    private IReadOnlyList<string> Names(IReadOnlyList<long> ids) => [.. _book.Index.Accounts.Where(account => ids.Contains(account.Id)).Select(account => account.FullName)];
}
