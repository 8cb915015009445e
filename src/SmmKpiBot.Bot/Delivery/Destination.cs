namespace SmmKpiBot.Bot.Delivery;

/// <summary>Where a message goes on the wire.</summary>
/// <param name="ChatId">As Telegram numbers it.</param>
/// <param name="ThreadId">Topic of a forum.</param>
/// <param name="ConnectionId">The business account in whose name it is written; null for the bot's own chats.</param>
internal readonly record struct Destination(long ChatId, int? ThreadId, string? ConnectionId = null);
