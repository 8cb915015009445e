namespace SmmKpiBot.Bot.Delivery;

/// <summary>What is known after an attempt. Exactly one of: sent, not sent, rejected, unknown.</summary>
internal abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>It is there. An edit that changed nothing has arrived too.</summary>
    /// <param name="FileId">Telegram's id of an uploaded file, for the next time.</param>
    public sealed record Sent(int? MessageId, string? FileId = null) : SendOutcome;

    /// <summary>It is certainly not there and may be tried again.</summary>
    /// <param name="RetryAfter">How long Telegram wants the chat to be left alone; null when it did not say.</param>
    public sealed record NotSent(Obstacle Obstacle, string Detail, TimeSpan? RetryAfter = null) : SendOutcome;

    /// <summary>Telegram does not take it as it is.</summary>
    /// <param name="MovedTo">The chat's new id, when it became a supergroup.</param>
    public sealed record Rejected(Rejection Rejection, string Detail, long? MovedTo = null) : SendOutcome;

    /// <summary>It may be there or not.</summary>
    public sealed record Unknown(string Detail) : SendOutcome;
}

/// <summary>Why a message was certainly not sent.</summary>
internal enum Obstacle
{
    /// <summary>429: this chat wants a pause.</summary>
    RateLimited,

    /// <summary>No connection: name, route, TLS.</summary>
    Unreachable,

    /// <summary>401: the token is revoked or wrong.</summary>
    Unauthorized,

    /// <summary>Something answers there that is no Bot API server for this bot.</summary>
    WrongServer,
}

/// <summary>Why Telegram does not take a message; each has its remedy or none.</summary>
internal enum Rejection
{
    /// <summary>Nothing helps.</summary>
    Other,

    /// <summary>The group became a supergroup with a new id.</summary>
    ChatMoved,

    /// <summary>Blocked, kicked, deleted, no right to write, never met.</summary>
    ChatGone,

    /// <summary>The topic was deleted or closed.</summary>
    ThreadGone,

    /// <summary>The HTML is wrong.</summary>
    NotParsed,

    /// <summary>The text is longer than the server takes.</summary>
    TooLong,

    /// <summary>No right to send pictures or documents in the chat, or the file is too big.</summary>
    NoMedia,

    /// <summary>The server does not know the method.</summary>
    NoMethod,

    /// <summary>The picture's dimensions or its bytes are not taken.</summary>
    PictureRefused,

    /// <summary>The stored file id is not valid.</summary>
    FileIdWrong,

    /// <summary>The message to edit is gone or of another kind.</summary>
    MessageGone,

    /// <summary>A button's data or link is not taken.</summary>
    ButtonsRefused,
}
