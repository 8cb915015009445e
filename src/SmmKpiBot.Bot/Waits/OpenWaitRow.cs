using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Waits;

/// <summary>What chats were told of a wait so far.</summary>
internal enum WaitStage
{
    None,
    AtRisk,
    Late,
    Escalated,
}

/// <summary>A row of <c>open_wait</c>.</summary>
internal sealed record OpenWaitRow
{
    public long AccountId { get; init; }

    public string Conversation { get; init; } = "";

    public long ClientId { get; init; }

    public string MessageId { get; init; } = "";

    public long Kind { get; init; }

    public long FirstOfEpisode { get; init; }

    public long BeganAt { get; init; }

    public long ObservedAt { get; init; }

    public long UntilAt { get; init; }

    public long? NudgeAt { get; init; }

    public long? DueAt { get; init; }

    public long? EscalateAt { get; init; }

    public long Stage { get; init; }

    public long? NextAt { get; init; }

    public WaitKey Key => new(AccountId, Conversation, MessageId);

    /// <summary>A wait nobody was told of yet.</summary>
    public static OpenWaitRow Of(Wait wait, WaitPromise promise, long clientId, DateTimeOffset observedAt) => new()
    {
        AccountId = wait.AccountId,
        Conversation = wait.Conversation,
        ClientId = clientId,
        MessageId = wait.MessageId,
        Kind = (long)wait.Kind,
        FirstOfEpisode = wait.FirstOfEpisode ? 1 : 0,
        BeganAt = UnixMicros.Of(wait.BeganAt),
        ObservedAt = UnixMicros.Of(observedAt),
        UntilAt = UnixMicros.Of(promise.UntilAt),
        NudgeAt = UnixMicros.Of(promise.NudgeAt),
        DueAt = UnixMicros.Of(promise.DueAt),
        EscalateAt = UnixMicros.Of(promise.EscalateAt),
        NextAt = UnixMicros.Of(promise.NudgeAt),
    };

    /// <summary>The same wait after its chats were told.</summary>
    public OpenWaitRow At(WaitStage stage) => this with
    {
        Stage = (long)stage,
        NextAt = stage switch
        {
            WaitStage.None => NudgeAt,
            WaitStage.AtRisk => DueAt,
            WaitStage.Late => EscalateAt,
            _ => null,
        },
    };

    /// <summary>What stays told of it: what was late by an older promise and is not by this one is at risk again.</summary>
    public WaitStage StillTold(long told, long now) => (WaitStage)Math.Min(told, Math.Max((long)WaitStage.AtRisk, (long)StageAt(now)));

    /// <summary>When it came to where the clock has brought it.</summary>
    public long? InstantAt(long now) => StageAt(now) switch
    {
        WaitStage.Escalated => EscalateAt,
        WaitStage.Late => DueAt,
        _ => NudgeAt,
    };

    /// <summary>How far the clock has brought it.</summary>
    public WaitStage StageAt(long now) => EscalateAt <= now ? WaitStage.Escalated : DueAt <= now ? WaitStage.Late : NudgeAt <= now ? WaitStage.AtRisk : WaitStage.None;
}
