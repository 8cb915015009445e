using System.Data.Common;
using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>Ends the reading of an account, in whichever way it is read. Its figures stay, its secrets go.</summary>
internal sealed class AccountDisconnecting(AccountConnections connections, FeedStore feeds, ChatwootStore inboxes, ChatwootConnection chatwoot, Database database, TimeProvider timeProvider)
{
    private readonly AccountConnections _connections = connections;
    private readonly FeedStore _feeds = feeds;
    private readonly ChatwootStore _inboxes = inboxes;
    private readonly ChatwootConnection _chatwoot = chatwoot;
    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>What is to be written; null where nothing is read of the account.</summary>
    public async Task<Func<DbConnection, DbTransaction, Task>?> FindAsync(Account account, CancellationToken cancellationToken)
    {
        // A channel of which the bot is an administrator would tell of its posts by itself.
        if (await _feeds.OfAccountAsync(account.Id, cancellationToken) is { } feed)
            return (connection, transaction) => _feeds.SwitchOffAsync(connection, transaction, feed);
        if (await _inboxes.FindAsync(account.Id, cancellationToken) is not null)
            return (connection, transaction) => _chatwoot.DisconnectAsync(connection, transaction, account.Id);
        return await _connections.FindAsync(account.Id, cancellationToken) is null
            ? null
            : (connection, transaction) => AccountConnections.DisconnectAsync(connection, transaction, account.Id, _timeProvider.GetUtcNow());
    }

    /// <summary>False where nothing is read of the account.</summary>
    public async Task<bool> RunAsync(Account account, CancellationToken cancellationToken)
    {
        if (await FindAsync(account, cancellationToken) is not { } write)
            return false;
        await _database.WriteAsync(write, cancellationToken);
        return true;
    }
}
