using System.Data.Common;
using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Bot.Conversations;

/// <summary>Acts on what changed in conversations, in the transaction that stores it.</summary>
internal interface IConversationFollower
{
    /// <param name="delivery">What came, repetitions included.</param>
    /// <param name="outcome">What of it was new.</param>
    Task FollowAsync(DbConnection connection, DbTransaction transaction, LiveDelivery delivery, LiveOutcome outcome, CancellationToken cancellationToken);
}
