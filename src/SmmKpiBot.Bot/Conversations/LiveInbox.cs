using System.Data.Common;
using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Bot.Conversations;

/// <summary>
/// Where every message of a customer or an answer comes in, from whichever network: it is stored, and whoever follows conversations acts on it, in one
/// transaction. So no message is stored whose clock does not run.
/// </summary>
internal sealed class LiveInbox(LiveMessages messages, IEnumerable<IConversationFollower> followers)
{
    private readonly LiveMessages _messages = messages;
    private readonly IReadOnlyList<IConversationFollower> _followers = [.. followers];

    /// <summary>Takes a delivery in the caller's transaction, which may be repeated. What came before changes nothing.</summary>
    public async Task<LiveOutcome> TakeAsync(DbConnection connection, DbTransaction transaction, LiveDelivery delivery, CancellationToken cancellationToken)
    {
        var outcome = await _messages.StoreAsync(connection, transaction, delivery);
        if (outcome.Stored > 0)
        {
            foreach (var follower in _followers)
            {
                await follower.FollowAsync(connection, transaction, delivery, outcome, cancellationToken);
            }
        }

        return outcome;
    }
}
