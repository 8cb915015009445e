namespace SmmKpiBot.Reporting.Alerts;

/// <summary>
/// The life of an alert, pure: a state and an input give the next state and what happened. Whoever calls it stores both, with what is told of it, in one transaction.
/// </summary>
public static class AlertMachine
{
    /// <summary>So long without data an open episode is closed, worded as "no data", never as recovered.</summary>
    public static readonly TimeSpan ClosesWithoutData = TimeSpan.FromDays(7);

    public static readonly TimeSpan FlappingWindow = TimeSpan.FromHours(24);

    public const int FlappingEpisodes = 3;

    /// <summary>One evaluation.</summary>
    /// <param name="state">Where the subject stands.</param>
    /// <param name="patience">N, M, minimum time and version of the rule.</param>
    /// <param name="input">What the evaluation says.</param>
    /// <param name="at">Now.</param>
    /// <param name="newEpisodeId">ULID for the episode this step begins, if it begins one.</param>
    public static AlertStep Step(AlertState state, AlertPatience patience, AlertInput input, DateTimeOffset at, string newEpisodeId) =>
        new AlertTransition(state, patience, input, at, newEpisodeId).Step();

    /// <summary>A person acks, snoozes or takes either back; nothing happens without an open episode.</summary>
    public static AlertStep Say(AlertState state, AlertHuman human, string by, DateTimeOffset at)
    {
        if (!state.IsOpen || state.Human == human)
            return new(state, []);

        var kind = human.Kind switch
        {
            AlertHumanKind.Acked => AlertEventKind.Acked,
            AlertHumanKind.Snoozed => AlertEventKind.Snoozed,
            _ => AlertEventKind.HumanCleared,
        };
        AlertEvent said = new()
        {
            Kind = kind,
            Reason = AlertReason.ByPerson,
            At = at,
            Subject = state.Subject,
            EpisodeId = state.EpisodeId,
            Severity = state.Severity,
            Figures = state.Last,
            By = by,
        };
        return new(state with { Human = human }, [said]);
    }

    /// <summary>
    /// When the same inputs would give another step, by the clock alone: the minimum time of a pending alert is over, late data become missing, an episode without
    /// data is closed. Null: never.
    /// </summary>
    public static DateTimeOffset? DueAt(AlertState state, AlertPatience patience, DateTimeOffset? missingFrom)
    {
        DateTimeOffset? due = state.Condition == AlertCondition.Pending && state.Count >= patience.FireAfter ? state.PendingAt + patience.For : null;
        if (state.Data == AlertData.Late)
            due = Earlier(due, missingFrom);
        return state.IsOpen && state.Data is AlertData.Late or AlertData.NoData ? Earlier(due, state.DataSince + ClosesWithoutData) : due;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
