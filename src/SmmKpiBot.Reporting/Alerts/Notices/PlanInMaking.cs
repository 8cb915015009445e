using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SmmKpiBot.Reporting.Alerts.Notices;

/// <summary>One plan: every episode says what it wants told and when; what is due goes out by group.</summary>
internal sealed class PlanInMaking
{
    private readonly ChatSituation _situation;
    private readonly DateTimeOffset _now;
    private readonly Hearing _hearing;
    private readonly Dictionary<string, EpisodeNotice> _before;
    private readonly Dictionary<string, EpisodeNotice> _notices;
    private readonly Dictionary<string, NoticeGroup> _groups;
    private readonly List<PendingItem> _pending = [];
    private readonly List<NoticeMessage> _send = [];
    private readonly List<NoticeLine> _lines = [];
    private readonly List<string> _cancel = [];
    private readonly HashSet<string> _edited = [];
    private readonly HashSet<string> _flushed = [];
    private readonly HashSet<string> _said = [];
    private readonly ILookup<string, NoticeLine> _known;
    private readonly Dictionary<string, AlertEpisode> _episodes;
    private bool _isTakingBack;

    public PlanInMaking(ChatSituation situation, DateTimeOffset now)
    {
        _situation = situation;
        _now = now;
        _hearing = new(situation, now);
        _before = situation.Notices.ToDictionary(notice => notice.EpisodeId);
        _notices = new(_before);
        _groups = situation.Groups.ToDictionary(group => group.Key);
        _known = situation.Lines.ToLookup(line => line.MessageKey);
        _episodes = situation.Episodes.ToDictionary(episode => episode.Id);
    }

    public ChatPlan Make()
    {
        ForgetLost();
        foreach (var episode in _situation.Episodes.OrderBy(episode => episode.FiredAt).ThenBy(episode => episode.Id, StringComparer.Ordinal))
        {
            if (episode.IsOpen)
                Open(episode);
            else
                Ended(episode);
        }

        TakeBack();
        var due = _pending.Where(item => item.DueAt <= _now).ToList();
        foreach (var item in _pending)
            _hearing.Turn(item.DueAt);
        Morning([.. due.Where(item => item.Morning)]);
        var pending = _pending.Where(item => !item.Morning && (item.DueAt <= _now || item.Joins)).ToLookup(item => item.Notice.GroupKey);
        foreach (var group in due.Where(item => !item.Morning).Select(item => item.Notice.GroupKey).Distinct().ToList())
            Flush(group, [.. pending[group]]);
        WaitOn();
        return Finished();
    }

    /// <summary>What a message was to say that never arrived is still to be said.</summary>
    private void ForgetLost()
    {
        foreach (var line in _situation.Lines.Where(line => Delivery(line.MessageKey) == NoticeDelivery.NeverArrived))
        {
            if (_notices.GetValueOrDefault(line.EpisodeId) is not { Stage: NoticeStage.Told } notice || notice.SaidKey != line.MessageKey)
                continue;

            var untold = line.Untold(notice);
            Keep(untold.Stage == NoticeStage.Told ? untold : untold with { Stage = NoticeStage.Waiting, Since = _now });
        }
    }

    private void Open(AlertEpisode episode)
    {
        var notice = _notices.GetValueOrDefault(episode.Id);
        if (notice is { Stage: NoticeStage.Told })
        {
            Told(episode, notice);
            return;
        }

        if (IsKeptBack(episode))
            return;

        notice ??= NewNotice(episode, NoticeStage.Waiting);
        var (due, moved) = _hearing.Awake(episode, GroupDue(notice.GroupKey, notice.Since, NotificationPlanner.GroupWait));
        if (moved && notice.Stage == NoticeStage.Waiting)
            notice = notice with { Stage = NoticeStage.Held };
        Keep(notice);
        var kind = episode.IsFlapping(_now) ? NoticeItemKind.Flapping : NoticeItemKind.Fired;
        _pending.Add(new(new(kind, episode), notice, due, moved || notice.Stage == NoticeStage.Held));
    }

    /// <summary>Known to the chat: raised severity, the end of a snooze or a repeat may be due.</summary>
    private void Told(AlertEpisode episode, EpisodeNotice notice)
    {
        notice = ShowHuman(episode, notice);
        if (Delivery(notice.MessageKey) == NoticeDelivery.Untried)
        {
            Unheard(episode, notice);
            return;
        }

        if (_hearing.IsSuppressed(episode) || _hearing.IsSnoozed(episode))
            return;

        if (episode.Severity > notice.ToldSeverity)
            Want(NoticeItemKind.Escalated, episode, notice, _now);
        else if (episode.Human is { Kind: AlertHumanKind.Snoozed, Until: { } until } && notice.ToldAt < until)
            Want(NoticeItemKind.StillFiring, episode, notice, until);
        else if (episode.IsRepeated && notice.Repeats < NotificationPlanner.MostRepeats && !_hearing.IsAcked(episode) && !_hearing.IsFlapping(episode))
            Want(NoticeItemKind.StillFiring, episode, notice, GroupDue(notice.GroupKey, notice.ToldAt.GetValueOrDefault() + NotificationPlanner.RepeatInterval, TimeSpan.Zero), isLast: notice.Repeats + 1 == NotificationPlanner.MostRepeats);
    }

    /// <summary>Nothing follows what nobody has heard yet; a raised severity takes its place.</summary>
    private void Unheard(AlertEpisode episode, EpisodeNotice notice)
    {
        if (episode.Severity > notice.ToldSeverity)
            _cancel.Add(notice.MessageKey!);
        _hearing.Turn(_now + NotificationPlanner.GroupInterval);
    }

    private void Ended(AlertEpisode episode)
    {
        var notice = _notices.GetValueOrDefault(episode.Id);
        switch (notice?.Stage)
        {
            case NoticeStage.Done or NoticeStage.Unnoticed:
                return;
            case NoticeStage.Held:
                EndHeld(episode, notice);
                return;
            case NoticeStage.Told:
                EndTold(episode, notice);
                return;
            case null when episode.End!.At < _now - NotificationPlanner.Recent:
                return;
            default:
                Keep((notice ?? NewNotice(episode, NoticeStage.Waiting)) with { Stage = NoticeStage.Unnoticed, Since = _now });
                return;
        }
    }

    /// <summary>One line of the morning, unless somebody put it off meanwhile or it comes and goes all the time.</summary>
    private void EndHeld(AlertEpisode episode, EpisodeNotice notice)
    {
        if (IsKeptBack(episode))
        {
            Keep(notice with { Stage = NoticeStage.Unnoticed, Since = _now });
            return;
        }

        var (due, moved) = _hearing.Awake(episode, _now);
        if (moved && notice.Stage == NoticeStage.Waiting)
            Keep(notice = notice with { Stage = NoticeStage.Held, Since = _now });
        _pending.Add(new(new(_hearing.IsFlapping(episode) ? NoticeItemKind.Flapping : NoticeItemKind.CameAndWent, episode), notice, due, notice.Stage == NoticeStage.Held));
    }

    private void EndTold(AlertEpisode episode, EpisodeNotice notice)
    {
        switch (Delivery(notice.MessageKey))
        {
            case NoticeDelivery.NeverArrived or NoticeDelivery.Refused:
                Keep(notice with { Stage = NoticeStage.Unnoticed, Since = _now });
                return;
            case NoticeDelivery.Untried:
                _cancel.Add(notice.MessageKey!);
                return;
        }

        if (_hearing.IsSuppressed(episode) || _hearing.IsFlapping(episode))
        {
            // Nothing is said, but the message that told it must not go on saying that it fires.
            Keep(notice with { Stage = NoticeStage.Done, Since = _now });
            _edited.Add(notice.MessageKey!);
            return;
        }

        var kind = episode.End!.Kind == AlertEventKind.Resolved ? NoticeItemKind.Resolved : NoticeItemKind.Closed;
        Want(kind, episode, notice, GroupDue(notice.GroupKey, episode.End.At, NotificationPlanner.GroupWait));
    }

    /// <summary>
    /// A message nobody has seen says what is no longer so: everything it was to say is to be said again, as it stands now. What has ended becomes a line of another one,
    /// what may not be told now waits.
    /// </summary>
    private void TakeBack()
    {
        _isTakingBack = true;
        for (var at = 0; at < _cancel.Count; at++)
        {
            foreach (var line in _cancel.IndexOf(_cancel[at]) == at ? _known[_cancel[at]] : [])
            {
                if (_episodes.GetValueOrDefault(line.EpisodeId) is { } episode && _notices.GetValueOrDefault(episode.Id) is { } notice && notice.SaidKey == line.MessageKey)
                    SayAgain(episode, line.Untold(notice));
            }
        }

        _isTakingBack = false;
    }

    private void SayAgain(AlertEpisode episode, EpisodeNotice notice)
    {
        _pending.RemoveAll(pending => pending.Episode.Id == episode.Id);
        Keep(notice);
        if (episode.IsOpen)
            Open(episode);
        else if (notice.Stage is NoticeStage.Waiting or NoticeStage.Held)
            EndHeld(episode, notice);
        else
            Ended(episode);
    }

    private void Morning(List<PendingItem> items)
    {
        if (items.Count > 0)
            Send(NoticeMessageKind.Morning, null, items, null);
    }

    private void Flush(string group, List<PendingItem> items)
    {
        var ends = items.Where(item => item.Item.Kind is NoticeItemKind.Resolved or NoticeItemKind.Closed).ToList();
        foreach (var message in ends.GroupBy(item => item.Notice.MessageKey))
            Send(NoticeMessageKind.Recovery, group, [.. message], message.Key);
        List<PendingItem> news = [.. items.Except(ends)];
        if (news.Count > 0)
            Send(NoticeMessageKind.Alert, group, news, null);
    }

    private void Send(NoticeMessageKind kind, string? group, List<PendingItem> items, string? repliesTo)
    {
        List<PendingItem> sorted = [.. items.OrderByDescending(item => item.Episode.Severity).ThenBy(item => item.Episode.FiredAt).ThenBy(item => item.Episode.Id, StringComparer.Ordinal)];
        var key = Key(kind, sorted);
        _send.Add(new() { Key = key, Kind = kind, GroupKey = group, Items = [.. sorted.Select(item => item.Item)], RepliesToKey = repliesTo });
        _lines.AddRange(sorted.Select(item => NoticeLine.Of(key, kind, item)));
        foreach (var item in sorted)
        {
            _flushed.Add(item.Notice.GroupKey);
            _groups[item.Notice.GroupKey] = new(_situation.Chat.Id, item.Notice.GroupKey, _now);
            _said.Add(item.Episode.Id);
            Keep(After(item, key));
        }
    }

    /// <summary>What was not said though its group has just spoken waits for the group's next turn; where that is in quiet hours, for the morning.</summary>
    private void WaitOn()
    {
        foreach (var item in _pending.Where(item => item.Notice.Stage == NoticeStage.Waiting && !_said.Contains(item.Episode.Id) && _flushed.Contains(item.Notice.GroupKey)))
        {
            var (due, moved) = _hearing.Awake(item.Episode, GroupDue(item.Notice.GroupKey, item.Notice.Since, NotificationPlanner.GroupWait));
            _hearing.Turn(due);
            if (moved)
                Keep(item.Notice with { Stage = NoticeStage.Held });
        }
    }

    private EpisodeNotice After(PendingItem pending, string key)
    {
        var notice = pending.Notice with { SaidKey = key };
        switch (pending.Item.Kind)
        {
            case NoticeItemKind.CameAndWent:
            case NoticeItemKind.Flapping when !pending.Episode.IsOpen:
                return notice with { Stage = NoticeStage.Done, Since = _now };
            case NoticeItemKind.Resolved or NoticeItemKind.Closed:
                _edited.Add(notice.MessageKey!);
                return notice with { Stage = NoticeStage.Done, Since = _now };
            case NoticeItemKind.StillFiring:
                var snoozeEnded = notice.ToldAt < pending.Episode.Human.Until && pending.Episode.Human.Kind == AlertHumanKind.Snoozed;
                return notice with { ToldAt = _now, Repeats = notice.Repeats + (snoozeEnded ? 0 : 1) };
            case NoticeItemKind.Escalated:
                return notice with { ToldAt = _now, ToldSeverity = pending.Episode.Severity };
            default:
                return notice with
                {
                    Stage = NoticeStage.Told,
                    Since = _now,
                    MessageKey = key,
                    ToldAt = _now,
                    ToldSeverity = pending.Episode.Severity,
                    Shown = pending.Episode.Human,
                };
        }
    }

    private void Want(NoticeItemKind kind, AlertEpisode episode, EpisodeNotice notice, DateTimeOffset due, bool isLast = false)
    {
        var (awake, moved) = _hearing.Awake(episode, due);
        _pending.Add(new(new(kind, episode) { IsLast = isLast }, notice, awake, moved));
    }

    private EpisodeNotice ShowHuman(AlertEpisode episode, EpisodeNotice notice)
    {
        if (notice.Shown == episode.Human || Delivery(notice.MessageKey) is NoticeDelivery.NeverArrived or NoticeDelivery.Refused)
            return notice;

        notice = notice with { Shown = episode.Human };
        Keep(notice);
        _edited.Add(notice.MessageKey!);
        return notice;
    }

    private ChatPlan Finished()
    {
        var open = _situation.Episodes.Where(episode => episode.IsOpen).Select(NotificationPlanner.GroupKey).ToHashSet();
        var wanted = _pending.Where(item => !_said.Contains(item.Episode.Id)).Select(item => item.Notice.GroupKey).ToHashSet();
        return new()
        {
            Send = _send,
            Cancel = [.. _cancel.Distinct()],
            Edit = [.. _edited.Except(_cancel).Select(Edit)],
            Lines = _lines,
            Notices = [.. _notices.Values.Where(notice => !Equals(notice, _before.GetValueOrDefault(notice.EpisodeId)))],
            Groups = [.. _flushed.Where(open.Contains).Select(key => _groups[key])],
            EndedGroups = [.. _situation.Groups.Select(group => group.Key).Where(key => !open.Contains(key) && !wanted.Contains(key))],
            NextAt = _hearing.Turns.Count == 0 ? null : _hearing.Turns.Min(),
        };
    }

    private NoticeEdit Edit(string key) => new(
        key,
        _known[key].Select(line => line.MessageKind).FirstOrDefault(),
        [
            .. _known[key].Where(line => _episodes.ContainsKey(line.EpisodeId)).Select(line => line.Of(_episodes[line.EpisodeId]))
                .OrderByDescending(item => item.Episode.Severity).ThenBy(item => item.Episode.FiredAt).ThenBy(item => item.Episode.Id, StringComparer.Ordinal),
        ]);

    private EpisodeNotice NewNotice(AlertEpisode episode, NoticeStage stage) => new()
    {
        ChatId = _situation.Chat.Id,
        EpisodeId = episode.Id,
        GroupKey = NotificationPlanner.GroupKey(episode),
        Stage = stage,
        Since = _now,
    };

    private void Keep(EpisodeNotice notice) => _notices[notice.EpisodeId] = notice;

    /// <summary>When a group that has something to say since an instant says it. A clock that went back must not make it wait for the old time.</summary>
    private DateTimeOffset GroupDue(string key, DateTimeOffset since, TimeSpan wait)
    {
        // It has waited already.
        if (_isTakingBack)
            return _now;

        var due = since + wait;
        return _groups.GetValueOrDefault(key) is { } group && group.FlushedAt <= _now && group.FlushedAt + NotificationPlanner.GroupInterval > due
            ? group.FlushedAt + NotificationPlanner.GroupInterval
            : due;
    }

    /// <summary>Of what was not told yet: not now, either.</summary>
    private bool IsKeptBack(AlertEpisode episode) =>
        _hearing.IsSuppressed(episode) || _hearing.IsSnoozed(episode) || (_hearing.IsFlapping(episode) && !episode.BeginsFlapping);

    private NoticeDelivery Delivery(string? key) => key is null ? NoticeDelivery.MayHaveArrived : _situation.Deliveries.GetValueOrDefault(key, NoticeDelivery.MayHaveArrived);

    /// <summary>The same words about the same episodes have the same key, whenever they are planned.</summary>
    private string Key(NoticeMessageKind kind, List<PendingItem> items)
    {
        var said = items.Select(item => FormattableString.Invariant(
            $"{item.Episode.Id}/{item.Item.Kind}/{item.Episode.Severity}/{item.Notice.Repeats}/{item.Notice.ToldAt?.UtcTicks}/{item.Notice.SaidKey}"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', said))).AsSpan(0, 12));
        return $"alert:{_situation.Chat.Id.ToString(CultureInfo.InvariantCulture)}:{kind.ToString().ToLowerInvariant()}:{hash}";
    }
}
