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
        var live = Delivery(messages.Where(message => !message.Deleted));
        var gone = messages.Where(message => message.Deleted).ToList();
        return _database.WriteAsync<int?>(
            async (connection, transaction) =>
            {
                if (!await ApiTokens.IsValidAsync(connection, transaction, token))
                {
                    return null;
                }

                var stored = (await _inbox.TakeAsync(connection, transaction, live, cancellationToken)).Stored;
                if (gone.Count > 0)
                {
                    // A deletion may overtake its message: what is deleted is known from then on, and the late message does not bring it back.
                    await _inbox.TakeAsync(connection, transaction, Delivery(gone), cancellationToken);
                    var deletion = new LiveDelivery { AccountId = token.AccountId, Deleted = [.. gone.Select(message => message.Key)] };
                    stored += (await _inbox.TakeAsync(connection, transaction, deletion, cancellationToken)).Stored;
                }

                return stored;
            },
            cancellationToken);

        LiveDelivery Delivery(IEnumerable<PostedMessage> of) => new()
        {
            AccountId = token.AccountId,
            Messages = [.. of.Select(message => message.ToLive(token.AccountId, token.AccountName, _hasher, now))],
        };
    }
}
