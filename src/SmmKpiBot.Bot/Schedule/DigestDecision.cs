namespace SmmKpiBot.Bot.Schedule;

/// <summary>What is done with an occurrence; stored with it.</summary>
internal enum DigestOutcome
{
    /// <summary>Enqueued.</summary>
    Sent = 0,

    /// <summary>The main goal had no figures: the client got nothing, staff were told.</summary>
    NothingToSay = 1,

    /// <summary>Missed by more than the grace.</summary>
    Skipped = 2,

    /// <summary>Due before the database was restored from a backup: it may have been sent, so it is not sent again.</summary>
    BeforeRestore = 3,
}

/// <summary>Which occurrences of a subscription are acted on now: a pure function of what was decided before.</summary>
internal static class DigestDecision
{
    /// <summary>Longest time after which a missed digest is still looked for, so that it is noted as skipped.</summary>
    public static readonly TimeSpan LookBack = TimeSpan.FromDays(100);

    /// <summary>How long after its hour a digest no longer counts as being on time.</summary>
    public static readonly TimeSpan OnTime = TimeSpan.FromMinutes(10);

    /// <summary>How long before its hour staff are told that a digest's figures are missing.</summary>
    public static readonly TimeSpan Warning = TimeSpan.FromDays(1);

    /// <param name="isDecided">Whether the period that begins on that day was decided before.</param>
    public static IEnumerable<DueDigest> Open(DigestSubscription subscription, DateTimeOffset now, Func<DueDigest, bool> isDecided)
    {
        var from = subscription.Since > now - LookBack ? subscription.Since : now - LookBack;
        return DigestCalendar.Due(subscription.Schedule, subscription.Zone, from, now).Where(due => !isDecided(due));
    }

    /// <summary>
    /// What of <paramref name="open"/> is owed. A change of the day can make something due that is older than what the chat has: of that nothing is missing.
    /// </summary>
    /// <param name="latest">The first day of the latest period that was decided; asked only where it matters.</param>
    public static IReadOnlyList<DueDigest> Owed(DigestSubscription subscription, IReadOnlyList<DueDigest> open, Func<DateOnly?> latest)
    {
        if (!open.Any(due => due.DueAt <= subscription.ChangedAt))
        {
            return open;
        }

        var decided = latest();
        return [.. open.Where(due => !(due.DueAt <= subscription.ChangedAt && due.Period.From < decided))];
    }

    /// <summary>
    /// The one of <paramref name="open"/> that is due since a moment already past when the schedule was changed to it: the bot missed nothing, so it is sent however late it
    /// is. Null when there is none, and when it was missed before the change, by the hour it had then.
    /// </summary>
    public static DueDigest? MovedIntoThePast(DigestSubscription subscription, IReadOnlyList<DueDigest> open, TimeSpan grace) =>
        open is [.., var newest] && newest.DueAt <= subscription.ChangedAt && !IsMissedBefore(subscription, newest, subscription.ChangedAt.Value - grace) ? newest : null;

    private static bool IsMissedBefore(DigestSubscription subscription, DueDigest due, DateTimeOffset at) => subscription.Former is { } former
        && DigestCalendar.Due(subscription.Schedule with { Day = former.Day, At = former.At }, former.Zone, subscription.Since, at).Any(then => then.Period == due.Period && then.DueAt < at);

    /// <summary>What becomes of an open <paramref name="due"/>, as far as it depends on the time alone.</summary>
    /// <param name="moved">The one that a change of the schedule made due.</param>
    public static DigestOutcome Outcome(DueDigest due, DateTimeOffset now, TimeSpan grace, DateTimeOffset? restoredAt, DueDigest? moved = null) =>
        due.DueAt <= restoredAt ? DigestOutcome.BeforeRestore
        : due == moved ? DigestOutcome.Sent
        : now - due.DueAt > grace ? DigestOutcome.Skipped
        : DigestOutcome.Sent;

    /// <summary>True when <paramref name="due"/> is sent so late that it has to say so.</summary>
    public static bool IsLate(DueDigest due, DateTimeOffset now) => now - due.DueAt > OnTime;

    /// <summary>The occurrence of which staff are to be warned if its figures are missing; null when none is that near.</summary>
    public static DueDigest? ToWarnOf(DigestSubscription subscription, DateTimeOffset now) =>
        DigestCalendar.Due(subscription.Schedule, subscription.Zone, now, now + Warning).FirstOrDefault();
}
