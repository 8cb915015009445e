namespace SmmKpiBot.Reporting.Alerts.Notices;

/// <summary>Whether a chat may be told of an episode now, and when something about that changes by the clock.</summary>
internal sealed class Hearing(ChatSituation situation, DateTimeOffset now)
{
    /// <summary>Each quiet time is looked beyond; a week's hours come again.</summary>
    private const int NightsOfAWeek = 7;

    private readonly ChatSituation _situation = situation;
    private readonly DateTimeOffset _now = now;
    private readonly List<DateTimeOffset> _turns = [];

    /// <summary>Instants seen on the way at which an answer would be another one.</summary>
    public IReadOnlyList<DateTimeOffset> Turns => _turns;

    /// <summary>A silence, or an alert that explains this one, keeps it from being told.</summary>
    public bool IsSuppressed(AlertEpisode episode)
    {
        var suppressed = _situation.Inhibited.ContainsKey(episode.Id);
        foreach (var silence in _situation.Silences.Where(silence => silence.Until > _now && silence.Matches(episode)))
        {
            Turn(silence.IsActive(_now) ? silence.Until : silence.From);
            suppressed |= silence.IsActive(_now);
        }

        return suppressed;
    }

    public bool IsSnoozed(AlertEpisode episode)
    {
        if (!episode.Human.IsSnoozed(_now))
            return false;

        Turn(episode.Human.Until);
        return true;
    }

    public bool IsAcked(AlertEpisode episode)
    {
        if (!episode.Human.IsAcked(_now))
            return false;

        Turn(episode.Human.Until);
        return true;
    }

    public bool IsFlapping(AlertEpisode episode)
    {
        if (!episode.IsFlapping(_now))
            return false;

        Turn(episode.FlappingUntil);
        return true;
    }

    /// <summary>The instant moved to when the chat may be disturbed with it, and whether it had to be; critical alerts are told at any time.</summary>
    public (DateTimeOffset At, bool Moved) Awake(AlertEpisode episode, DateTimeOffset at)
    {
        if (episode.Severity == AlertSeverity.Critical)
            return (at, false);

        if (EndOfRest(episode, at) is { } end)
            at = end;
        else if (at >= _now || EndOfRest(episode, _now) is null)
            return (at, false);

        // What was due before stays held through the rest that is now.
        return (EndOfRest(episode, _now) is { } later && later > at ? later : at, true);
    }

    /// <summary>
    /// When quiet hours, and of answers the hours in which the client is closed, are over; null: nobody rests at that instant. A client that is open only while the chat
    /// rests is never awake together with it: then the chat's rest alone counts.
    /// </summary>
    private DateTimeOffset? EndOfRest(AlertEpisode episode, DateTimeOffset at)
    {
        var quiet = _situation.Chat.Quiet;
        var clock = episode.Family == AlertFamily.Answers ? _situation.Clocks.GetValueOrDefault(episode.Subject.ClientId) : null;
        var open = at;
        for (var night = 0; night <= NightsOfAWeek; night++)
        {
            var awake = quiet?.EndOf(open) ?? open;
            open = clock?.OpenFrom(awake) ?? awake;
            if (open == awake)
                return open > at ? open : null;
        }

        return quiet?.EndOf(at);
    }

    public void Turn(DateTimeOffset? at)
    {
        if (at > _now)
            _turns.Add(at.Value);
    }
}
