namespace SmmKpiBot.Bot.Schedule;

/// <summary>The schedule for whoever moves the clock: where it has to stop next, and how to act there.</summary>
internal sealed class ScheduleClock(DigestBook book, DigestRound round, DigestTriggers triggers, IEnumerable<ITimedWork> works, TimeProvider timeProvider)
{
    private readonly DigestBook _book = book;
    private readonly DigestRound _round = round;
    private readonly DigestTriggers _triggers = triggers;
    private readonly IReadOnlyList<ITimedWork> _works = [.. works];
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>The earliest instant after now at which anything scheduled happens: a digest, the look at its figures a day before, or a work of its own. Null when nothing is scheduled.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var instants = (await _book.SubscriptionsAsync(cancellationToken)).SelectMany(one => Next(one, now)).ToList();
        foreach (var work in _works)
        {
            if (await work.NextAsync(cancellationToken) is { } instant && instant > now)
            {
                instants.Add(instant);
            }
        }

        return instants.Count == 0 ? null : instants.Min();
    }

    /// <summary>Acts on what is due by the clock of now; call it after the clock was moved.</summary>
    public async Task WakeAsync(CancellationToken cancellationToken)
    {
        await _round.RunAsync(cancellationToken);
        await _triggers.SyncAsync(cancellationToken);
        foreach (var work in _works)
        {
            await work.RunAsync(cancellationToken);
        }
    }

    private static IEnumerable<DateTimeOffset> Next(DigestSubscription subscription, DateTimeOffset now)
    {
        if (DigestCalendar.Next(subscription.Schedule, subscription.Zone, now) is { } due)
        {
            yield return due.DueAt;
        }

        if (DigestCalendar.Next(subscription.Schedule, subscription.Zone, now + DigestDecision.Warning) is { } warned)
        {
            yield return warned.DueAt - DigestDecision.Warning;
        }
    }
}
