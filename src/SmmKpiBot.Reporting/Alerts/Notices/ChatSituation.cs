using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Alerts.Notices;

/// <summary>A chat (or forum topic) that hears of alerts.</summary>
/// <param name="Id">Id of its binding row.</param>
/// <param name="Quiet">Null: always awake.</param>
public sealed record AlertChat(long Id, QuietHours? Quiet);

/// <summary>How far a chat was told of an episode.</summary>
public enum NoticeStage
{
    /// <summary>To be told with its group.</summary>
    Waiting,

    /// <summary>Held back by quiet hours: goes into the morning's message.</summary>
    Held,

    /// <summary>A message with its firing is in the outbox, or went out.</summary>
    Told,

    /// <summary>Nothing more will be said of it, and its end is told where it had to be.</summary>
    Done,

    /// <summary>Ended before it was told: only in the team's digest.</summary>
    Unnoticed,
}

/// <summary>What one chat was told of one episode; a row per (chat, episode), written as the planner returns it.</summary>
public sealed record EpisodeNotice
{
    public required long ChatId { get; init; }

    public required string EpisodeId { get; init; }

    /// <summary>(client, family): see <see cref="NoticeGroup"/>.</summary>
    public required string GroupKey { get; init; }

    public required NoticeStage Stage { get; init; }

    /// <summary>When it came to this stage (or, ended and told, when the planner first saw that).</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Dedup key of the outbox message that told the firing: its end replies to it, its state is edited into it.</summary>
    public string? MessageKey { get; init; }

    /// <summary>Dedup key of the last message that said anything of it.</summary>
    public string? SaidKey { get; init; }

    /// <summary>When it was last told (firing, repeat, escalation, end of a snooze).</summary>
    public DateTimeOffset? ToldAt { get; init; }

    public AlertSeverity? ToldSeverity { get; init; }

    public int Repeats { get; init; }

    /// <summary>What the told message shows of it now.</summary>
    public AlertHuman Shown { get; init; } = AlertHuman.None;
}

/// <summary>When a chat's (client, family) last got a message; a row per (chat, key), gone when nothing of it is open.</summary>
public sealed record NoticeGroup(long ChatId, string Key, DateTimeOffset FlushedAt);

/// <summary>What the outbox knows of a message.</summary>
public enum NoticeDelivery
{
    /// <summary>No attempt was made, or none can have succeeded: it can still be taken back.</summary>
    Untried,

    /// <summary>Delivered, or an attempt may have succeeded.</summary>
    MayHaveArrived,

    /// <summary>Cancelled before it was sent, because it grew too old or its chat was gone: nobody saw it, and it is told anew.</summary>
    NeverArrived,

    /// <summary>Nobody saw it, and nobody is to: Telegram refused it, or somebody discarded it.</summary>
    Refused,
}

/// <summary>Everything a decision about one chat rests on.</summary>
public sealed record ChatSituation
{
    public required AlertChat Chat { get; init; }

    /// <summary>
    /// Of what this chat hears: all open episodes, ended ones whose notice is not Done or Unnoticed yet (or that have none and ended in the last 24 h),
    /// and those of which a told message of any of these tells too.
    /// </summary>
    public required IReadOnlyList<AlertEpisode> Episodes { get; init; }

    /// <summary>Of those episodes.</summary>
    public IReadOnlyList<EpisodeNotice> Notices { get; init; } = [];

    /// <summary>What the messages say that these notices know by their keys.</summary>
    public IReadOnlyList<NoticeLine> Lines { get; init; } = [];

    public IReadOnlyList<NoticeGroup> Groups { get; init; } = [];

    public IReadOnlyList<Silence> Silences { get; init; } = [];

    /// <summary>By client: alerts about its answers wait until it is open, like the customers' waits themselves.</summary>
    public IReadOnlyDictionary<long, WorkingClock> Clocks { get; init; } = new Dictionary<long, WorkingClock>();

    /// <summary>Episode id → id of the episode for which it is not told now (<see cref="Inhibition.Of"/> over all open episodes).</summary>
    public IReadOnlyDictionary<string, string> Inhibited { get; init; } = new Dictionary<string, string>();

    /// <summary>Message key → what the outbox knows; keys it does not know count as <see cref="NoticeDelivery.MayHaveArrived"/>.</summary>
    public IReadOnlyDictionary<string, NoticeDelivery> Deliveries { get; init; } = new Dictionary<string, NoticeDelivery>();
}
