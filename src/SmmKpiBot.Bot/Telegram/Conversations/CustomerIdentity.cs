using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>How people of Telegram are named where their numbers are not kept.</summary>
internal static class CustomerIdentity
{
    public static string Author(this AuthorHasher hasher, long userId) => hasher.Hash(Person(userId));

    /// <summary>The conversation of a business account with a customer.</summary>
    public static string BusinessConversation(this AuthorHasher hasher, long chatId) => "chat:" + hasher.Hash(Person(chatId));

    private static string Person(long id) => FormattableString.Invariant($"telegram:{id}");
}
