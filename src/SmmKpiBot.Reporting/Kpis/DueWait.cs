using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>A wait with a promise: by when it was to be answered.</summary>
internal sealed record DueWait(Wait Wait, DateTimeOffset DueAt)
{
    public bool InTime => Wait.End == WaitEnd.Answered && Wait.EndedAt <= DueAt;

    /// <summary>Null where no target is set for the kind, or somebody closed the wait as needing no answer.</summary>
    public static DueWait? Of(Wait wait, AnswerTargets targets, WorkingClock? clock)
    {
        var target = targets.For(wait.Kind, wait.FirstOfEpisode);
        if (target is null || wait.End == WaitEnd.Closed)
        {
            return null;
        }

        var due = clock is null ? wait.BeganAt + target : clock.AddWorking(wait.BeganAt, target.Value);
        return due is null ? null : new(wait, due.Value);
    }
}
