using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>What the clock does to an open wait: how long it counts, and when somebody has to hear of it.</summary>
public sealed record WaitPromise
{
    /// <summary>As many days as <c>feedback.waiting</c> looks back.</summary>
    public const int DaysThatCount = 30;

    /// <summary>From then on it is too old to count as waiting.</summary>
    public required DateTimeOffset UntilAt { get; init; }

    /// <summary>By when it is to be answered; null where no answer is promised for its kind.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When a part of the promised time is over.</summary>
    public DateTimeOffset? NudgeAt { get; init; }

    /// <summary>When the promised time is over several times.</summary>
    public DateTimeOffset? EscalateAt { get; init; }

    /// <param name="wait">An open wait.</param>
    /// <param name="client">Gives the promise and the clock.</param>
    /// <param name="clock">The client's working clock, where it has one.</param>
    /// <param name="nudge">The part of the promised time after which somebody is reminded.</param>
    /// <param name="escalate">How many times the promised time passes before it is told on.</param>
    public static WaitPromise Of(Wait wait, Client client, WorkingClock? clock, double nudge, double escalate)
    {
        var due = DueWait.Of(wait, client.AnswerTargets, clock);
        var target = due is null ? null : client.AnswerTargets.For(wait.Kind, wait.FirstOfEpisode);
        return new()
        {
            UntilAt = LocalDay.Start(LocalDay.Of(wait.BeganAt, client.TimeZone).AddDays(DaysThatCount + 1), client.TimeZone),
            DueAt = due?.DueAt,
            NudgeAt = After(target * nudge),
            EscalateAt = After(target * escalate),
        };

        DateTimeOffset? After(TimeSpan? time) => time is not { } length ? null : clock is null ? wait.BeganAt + length : clock.AddWorking(wait.BeganAt, length);
    }

    /// <summary>The time a wait has taken, by the working clock where the client has one.</summary>
    public static TimeSpan Age(DateTimeOffset beganAt, DateTimeOffset until, WorkingClock? clock) => clock?.Elapsed(beganAt, until) ?? until - beganAt;
}
