using System.Data.Common;

namespace SmmKpiBot.Bot.Conversations;

/// <summary>Acts on what customers answer to a survey of a shared inbox, in the transaction that learns of it. The same answer may be told any number of times.</summary>
internal interface IConversationRatings
{
    /// <param name="survey">Which one: of a later survey in the conversation it is greater.</param>
    /// <param name="askedAt">When the customer was asked.</param>
    /// <param name="rating">From 1 to 5.</param>
    Task RatedAsync(
        DbConnection connection, DbTransaction transaction, long accountId, string conversation, long survey, DateTimeOffset askedAt, int rating, CancellationToken cancellationToken);
}
