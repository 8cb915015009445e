using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Waits;

/// <summary>How a wait that chats were told of ended. The numbers are stored.</summary>
internal enum WaitOutcome
{
    Open = 0,
    Answered = 1,

    /// <summary>Somebody said that it was answered where the bot does not see it.</summary>
    Elsewhere = 2,

    NeedsNoAnswer = 3,

    /// <summary>The brand reacted to it.</summary>
    Reaction = 4,

    /// <summary>The message that began it is gone, or needs no answer by the client's rules.</summary>
    Withdrawn = 5,

    /// <summary>The account was disconnected: the bot does not see what becomes of it.</summary>
    Disconnected = 6,
}

/// <summary>What a chat was told of a wait: a row of <c>wait_notice</c>.</summary>
internal sealed record NoticeRow
{
    public long AccountId { get; init; }

    public string Conversation { get; init; } = "";

    public string MessageId { get; init; } = "";

    public long ChatId { get; init; }

    public long ThreadId { get; init; }

    public long ClientId { get; init; }

    /// <summary><c>network/name</c>.</summary>
    public string Account { get; init; } = "";

    /// <summary>Dedup key of the Telegram message that tells of it.</summary>
    public string MessageKey { get; init; } = "";

    public long Stage { get; init; }

    public long Kind { get; init; }

    public long FirstOfEpisode { get; init; }

    public long BeganAt { get; init; }

    public long DueAt { get; init; }

    public long? NudgedAt { get; init; }

    public long? EndedAt { get; init; }

    public long Outcome { get; init; }

    public string? EndedBy { get; init; }

    /// <summary>An <see cref="Answerer"/>.</summary>
    public long EndedBySide { get; init; }

    public long? RemindAt { get; init; }

    public WaitKey Key => new(AccountId, Conversation, MessageId);

    public bool IsOpen => EndedAt is null;

    public WaitOutcome HowItEnded => (WaitOutcome)Outcome;

    public MessageKind MessageKind => (MessageKind)Kind;

    public DateTimeOffset Began => UnixMicros.ToInstant(BeganAt);

    public DateTimeOffset Due => UnixMicros.ToInstant(DueAt);

    /// <summary>Open, and as it is known now: since it was told its beginning may have moved, and with it, or by the client's rules, its promise.</summary>
    public NoticeRow Following(OpenWaitRow open, long now) => this with
    {
        Stage = (long)open.StillTold(Stage, now),
        Kind = open.Kind,
        FirstOfEpisode = open.FirstOfEpisode,
        BeganAt = open.BeganAt,
        // Without a promise it is never late.
        DueAt = open.DueAt ?? open.UntilAt,
        EndedAt = null,
        Outcome = (long)WaitOutcome.Open,
        EndedBy = null,
        EndedBySide = 0,
    };
}
