namespace SmmKpiBot.Data.Conversations;

/// <summary>
/// How the outbox names the chat of a customer: by a number that no chat of Telegram can have, because a customer's chat with a business account and the
/// same person's chat with the bot share theirs. So neither waits for the other, and what befalls one says nothing of the other.
/// </summary>
public static class CustomerChatId
{
    /// <summary>Telegram's numbers fit into 52 bits.</summary>
    public const long First = 1L << 53;

    /// <param name="customerChatId">The row of <c>customer_chat</c>.</param>
    public static long Of(long customerChatId) => First + customerChatId;

    /// <summary>The row of <c>customer_chat</c>; null for a chat of Telegram.</summary>
    public static long? IdOf(long chatId) => chatId > First ? chatId - First : null;
}
