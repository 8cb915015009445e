using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Sources.Messages;

namespace SmmKpiBot.Bot.Web.Messages;

/// <summary>Takes posted messages into the live inbox, all of a request in one transaction.</summary>
internal sealed class MessageStore(Database database, LiveInbox inbox, AuthorHasher hasher, TimeProvider timeProvider)
{
    private readonly Database _database = database;
    private readonly LiveInbox _inbox = inbox;
    private readonly AuthorHasher _hasher = hasher;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>How many were new, after the commit; null when the token was revoked meanwhile.</summary>
    public Task<int?> TakeAsync(ApiToken token, IReadOnlyList<PostedMessage> posted, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();

        // Of several versions of one message in a request the last one counts.
        var messages = posted.GroupBy(message => message.Key).Select(versions => versions.Last()).ToList();
        var delivery = new LiveDelivery
        {
            AccountId = token.AccountId,
            Messages = [.. messages.Select(message => message.ToLive(token.AccountId, token.AccountName, _hasher, now))],
            Deleted = [.. messages.Where(message => message.Deleted).Select(message => message.Key)],
        };
        return _database.WriteAsync<int?>(
            async (connection, transaction) => await ApiTokens.IsValidAsync(connection, transaction, token)
                ? (await _inbox.TakeAsync(connection, transaction, delivery, cancellationToken)).Stored
                : null,
            cancellationToken);
    }
}
