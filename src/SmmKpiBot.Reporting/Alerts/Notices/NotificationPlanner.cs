namespace SmmKpiBot.Reporting.Alerts.Notices;

/// <summary>
/// Decides what one chat is told, from what is open and what it was told before; never from events, so that a lost wake-up loses nothing. Planning the same
/// situation again at the same instant, after the plan was stored, gives an empty plan.
/// </summary>
public static class NotificationPlanner
{
    /// <summary>An episode that came and went unseen is looked at for so long; what ended before, and of which nothing is known, is of another time.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromHours(24);

    /// <summary>A new group waits that long for others to come along.</summary>
    public static readonly TimeSpan GroupWait = TimeSpan.FromSeconds(60);

    /// <summary>A group that was told of something is told of the next not sooner than that.</summary>
    public static readonly TimeSpan GroupInterval = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan RepeatInterval = TimeSpan.FromHours(24);

    /// <summary>After so many repeats an episode stands only in the team's digest.</summary>
    public const int MostRepeats = 3;

    public static ChatPlan Plan(ChatSituation situation, DateTimeOffset now) => new PlanInMaking(situation, now).Make();

    /// <summary>Key of the group of an episode within a chat.</summary>
    public static string GroupKey(AlertEpisode episode) => FormattableString.Invariant($"{episode.Subject.ClientId}/{episode.Family}");
}
