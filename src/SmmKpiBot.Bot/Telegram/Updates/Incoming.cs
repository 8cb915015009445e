namespace SmmKpiBot.Bot.Telegram.Updates;

/// <summary>Who did something where: all that rights are decided on.</summary>
/// <param name="UserId">Null for anonymous admins and for those who write in the name of a chat.</param>
internal sealed record Asker(long? UserId, string? Name, string? AppLanguage, long ChatId, int? ThreadId, bool Private, string? ChatTitle);

/// <summary>An update reduced to what the bot acts on.</summary>
internal abstract record Incoming(Asker From);

/// <summary>A text message.</summary>
internal sealed record IncomingText(Asker From, int MessageId, string Text) : Incoming(From);

/// <summary>A file with its caption.</summary>
internal sealed record IncomingFile(Asker From, int MessageId, string FileId, string FileName, long Size, string? Caption) : Incoming(From);

/// <summary>A pressed button. <see cref="MessageId"/> is null where Telegram does not say which message carried it.</summary>
internal sealed record IncomingPress(Asker From, string CallbackId, string? ButtonId, int? MessageId, bool OnPhoto) : Incoming(From);

/// <summary>The bot itself was added, removed, blocked or unblocked.</summary>
internal sealed record IncomingMembership(Asker From, bool Inside, bool Channel = false) : Incoming(From);

/// <summary>A group became a supergroup with a new id.</summary>
internal sealed record IncomingMove(Asker From, long OldChatId, long NewChatId) : Incoming(From);
