namespace SmmKpiBot.Sandbox.BotApi;

/// <summary>What goes wrong on the way to Telegram.</summary>
internal enum FaultKind
{
    /// <summary>429 with <c>retry_after</c>.</summary>
    TooManyRequests,

    /// <summary>429 without parameters.</summary>
    TooManyRequestsBare,
    ServerError,

    /// <summary>A proxy's 502 in HTML.</summary>
    HtmlBadGateway,

    /// <summary>No answer until the caller gives up; nothing is stored.</summary>
    Hang,

    /// <summary>The connection is cut before anything is stored.</summary>
    CutBefore,

    /// <summary>The call takes effect, then the connection is cut: the caller cannot know.</summary>
    CutAfter,

    /// <summary>403: the user blocked the bot.</summary>
    Blocked,

    /// <summary>403: kicked from the group.</summary>
    Kicked,

    /// <summary>400 with <c>migrate_to_chat_id</c>.</summary>
    Migrated,
    ThreadNotFound,
    Unauthorized,

    /// <summary>404 <c>method not found</c>, as smaller servers answer.</summary>
    MethodNotFound,

    /// <summary>409: another poller.</summary>
    Conflict,
}

/// <summary>A switchable fault: which calls it hits and how often.</summary>
internal sealed record Fault(FaultKind Kind)
{
    /// <summary>Only this method; null = all but <c>getUpdates</c>.</summary>
    public string? Method { get; init; }

    /// <summary>Only this chat; null = all.</summary>
    public long? ChatId { get; init; }

    /// <summary>How many calls it hits; null = until it is removed.</summary>
    public int? Times { get; init; }

    public int RetryAfterSeconds { get; init; } = 1;

    public long MigrateToChatId { get; init; }

    public bool Hits(BotApiCall call)
    {
        var method = Method is null
            ? !string.Equals(call.Method, "getUpdates", StringComparison.OrdinalIgnoreCase)
            : string.Equals(call.Method, Method, StringComparison.OrdinalIgnoreCase);
        return method && (ChatId is null || ChatId == call.ChatId);
    }

    /// <summary>The refusal of this fault; null for those that are no answer of the API.</summary>
    public ApiException? Refusal() => Kind switch
    {
        FaultKind.TooManyRequests => ApiException.TooManyRequests(RetryAfterSeconds),
        FaultKind.TooManyRequestsBare => new ApiException(429, "Too Many Requests"),
        FaultKind.ServerError => new ApiException(500, "Internal Server Error"),
        FaultKind.Blocked => ApiException.Forbidden("bot was blocked by the user"),
        FaultKind.Kicked => ApiException.Forbidden("bot was kicked from the supergroup chat"),
        FaultKind.Migrated => ApiException.Migrated(MigrateToChatId),
        FaultKind.ThreadNotFound => ApiException.BadRequest("message thread not found"),
        FaultKind.Unauthorized => new ApiException(401, "Unauthorized"),
        FaultKind.MethodNotFound => new ApiException(404, "Not Found: method not found"),
        FaultKind.Conflict => ApiException.Conflict("terminated by other getUpdates request; make sure that only one bot instance is running"),
        _ => null,
    };
}
