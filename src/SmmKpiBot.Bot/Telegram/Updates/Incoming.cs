using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Bot.Telegram.Updates;

/// <summary>Who did something where: all that rights are decided on.</summary>
/// <param name="UserId">Null for anonymous admins and for those who write in the name of a chat.</param>
internal sealed record Asker(long? UserId, string? Name, string? AppLanguage, long ChatId, int? ThreadId, bool Private, string? ChatTitle);

/// <summary>An update reduced to what the bot acts on.</summary>
internal abstract record Incoming(Asker From)
{
    /// <summary>When it came, which may be long ago where it waited for its keys; null: just now.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }
}

/// <summary>A text message.</summary>
internal sealed record IncomingText(Asker From, int MessageId, string Text) : Incoming(From)
{
    /// <summary>The message it replies to.</summary>
    public QuotedMessage? Quoted { get; init; }

    /// <summary>Written by somebody else, and passed on.</summary>
    public bool Forwarded => ForwardedFrom is not null;

    /// <summary>When what was passed on had been written.</summary>
    public DateTimeOffset? ForwardedFrom { get; init; }

    /// <summary>Where the original of what was passed on can be seen; null where it cannot.</summary>
    public string? ForwardLink { get; init; }
}

/// <summary>A message that another one replies to.</summary>
/// <param name="Text">Its text or caption.</param>
/// <param name="BotId">The bot that wrote it; null for people.</param>
/// <param name="Link">Where it can be seen; null where Telegram has no address for it.</param>
internal sealed record QuotedMessage(int MessageId, string? Text, long? BotId, string? Link)
{
    /// <summary>What it is where it has no words; null for what nobody wrote.</summary>
    public MessageMedia? Media { get; init; }

    /// <summary>When it had been written, where it was passed on.</summary>
    public DateTimeOffset? ForwardedFrom { get; init; }
}

/// <summary>Words below a picture or another medium, in private: heard only where the bot has asked for a text.</summary>
internal sealed record IncomingCaption(Asker From, int MessageId, string Text) : Incoming(From);

/// <summary>A file with its caption.</summary>
internal sealed record IncomingFile(Asker From, int MessageId, string FileId, string FileName, long Size, string? Caption) : Incoming(From);

/// <summary>A pressed button. <see cref="MessageId"/> is null where Telegram does not say which message carried it.</summary>
internal sealed record IncomingPress(Asker From, string CallbackId, string? ButtonId, int? MessageId, bool OnPhoto) : Incoming(From)
{
    /// <summary>The business account in whose chat it was pressed: the chat is not the bot's own with the person of that number.</summary>
    public string? ConnectionId { get; init; }
}

/// <summary>The bot itself was added, removed, blocked or unblocked.</summary>
internal sealed record IncomingMembership(Asker From, bool Inside, bool Channel = false) : Incoming(From);

/// <summary>A group became a supergroup with a new id.</summary>
internal sealed record IncomingMove(Asker From, long OldChatId, long NewChatId) : Incoming(From);
