namespace SmmKpiBot.Reporting.Alerts.Notices;

/// <summary>What a message says of an episode.</summary>
public enum NoticeItemKind
{
    Fired,
    Escalated,

    /// <summary>Told before and still firing: a repeat, or a snooze that ended.</summary>
    StillFiring,
    Resolved,
    Closed,

    /// <summary>Fired and ended without having been told: one line.</summary>
    CameAndWent,

    /// <summary>Fires too often: from now on only in the team's digest, until it is quiet for 24 h.</summary>
    Flapping,
}

public sealed record NoticeItem(NoticeItemKind Kind, AlertEpisode Episode)
{
    /// <summary>Of what still fires: however long it goes on, the chat is not reminded again.</summary>
    public bool IsLast { get; init; }
}

/// <summary>What kind of message it is.</summary>
public enum NoticeMessageKind
{
    /// <summary>A group's firing, repeated and escalated alerts.</summary>
    Alert,

    /// <summary>Ends, as a reply to the message that told the firing.</summary>
    Recovery,

    /// <summary>What quiet hours held back, in one message.</summary>
    Morning,
}

/// <summary>A message to render and enqueue.</summary>
public sealed record NoticeMessage
{
    /// <summary>Dedup key: planning the same again gives the same key.</summary>
    public required string Key { get; init; }

    public required NoticeMessageKind Kind { get; init; }

    /// <summary>The group; null for a morning's message.</summary>
    public string? GroupKey { get; init; }

    /// <summary>Worst first, the rest by time. Shown are the first ten; <see cref="NoticeMessage.More"/> says how many are not.</summary>
    public required IReadOnlyList<NoticeItem> Items { get; init; }

    /// <summary>Key of the message this one replies to.</summary>
    public string? RepliesToKey { get; init; }

    public const int Shown = 10;

    /// <summary>The n of "and n more".</summary>
    public int More => Math.Max(0, Items.Count - Shown);
}

/// <summary>A message whose alerts' state changed (acked, snoozed, ended): render it anew with these items, which are all it tells of, and edit it.</summary>
public sealed record NoticeEdit(string Key, NoticeMessageKind Kind, IReadOnlyList<NoticeItem> Items);

/// <summary>
/// What to do now. Notices and groups are the rows that changed; storing them and enqueuing, editing and cancelling happens in one transaction. An empty plan writes nothing.
/// </summary>
public sealed record ChatPlan
{
    public IReadOnlyList<NoticeMessage> Send { get; init; } = [];

    public IReadOnlyList<NoticeEdit> Edit { get; init; } = [];

    /// <summary>Keys of untried messages to take back.</summary>
    public IReadOnlyList<string> Cancel { get; init; } = [];

    public IReadOnlyList<EpisodeNotice> Notices { get; init; } = [];

    /// <summary>What the messages to send say.</summary>
    public IReadOnlyList<NoticeLine> Lines { get; init; } = [];

    public IReadOnlyList<NoticeGroup> Groups { get; init; } = [];

    /// <summary>Keys of groups in which nothing is open any more.</summary>
    public IReadOnlyList<string> EndedGroups { get; init; } = [];

    /// <summary>The next instant at which the same situation would give another plan; null = only when something happens.</summary>
    public DateTimeOffset? NextAt { get; init; }

    public bool IsEmpty => Send.Count + Edit.Count + Cancel.Count + Notices.Count + Groups.Count + EndedGroups.Count == 0;
}
