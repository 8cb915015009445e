namespace SmmKpiBot.Bot.Delivery;

/// <summary>What became of a message of the outbox. The numbers are stored.</summary>
internal enum OutboxState
{
    /// <summary>Waits for its turn.</summary>
    Ready = 0,

    /// <summary>An attempt was written down and may be on the wire.</summary>
    Sending = 1,

    Sent = 2,

    /// <summary>Nobody knows whether the last attempt arrived; it is repeated once, after a pause.</summary>
    Unknown = 3,

    /// <summary>Given up, with a reason; <c>outbox retry</c> brings it back.</summary>
    Dead = 4,

    /// <summary>Not sent on purpose, with a reason: expired, superseded, chat gone.</summary>
    Cancelled = 5,
}

/// <summary>The two queues of a chat; replies go first.</summary>
internal enum OutboxLane
{
    Replies = 0,
    Others = 1,
}
