namespace SmmKpiBot.Sources.Telegram;

/// <summary>A group became a supergroup; its old id never answers again.</summary>
internal sealed class MovedChatException(long chatId) : Exception("The group has another id now.")
{
    public long ChatId { get; } = chatId;
}
