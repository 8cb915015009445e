using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Data.Clients;

/// <summary>How soon a message and a comment are to be answered (working clock if the client has hours); null where no promise is given.</summary>
public sealed record AnswerTargets(TimeSpan? Message, TimeSpan? Comment)
{
    public static AnswerTargets None { get; } = new(null, null);

    /// <summary>For waits after the first one of an episode; null: as <see cref="Message"/>.</summary>
    public TimeSpan? LaterMessage { get; init; }

    /// <summary>For waits after the first one of an episode; null: as <see cref="Comment"/>.</summary>
    public TimeSpan? LaterComment { get; init; }

    /// <summary>The promise for a wait.</summary>
    public TimeSpan? For(MessageKind kind, bool isFirst) => kind == MessageKind.Comment
        ? (isFirst ? null : LaterComment) ?? Comment
        : (isFirst ? null : LaterMessage) ?? Message;
}
