using System.Data.Common;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Waits;

/// <summary>
/// Open waits change by other ways than deliveries: imported files and their undoing, keys of the client, a new day. Whatever it was, it raised the
/// client's version; then they are made anew from the facts.
/// </summary>
internal sealed class WaitsCatchUp(Database database, ClientStore clients, OpenWaits waits, TimeProvider timeProvider)
{
    /// <summary>With a margin for the client's day over the 30 that a wait counts.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(32);

    private readonly Database _database = database;
    private readonly ClientStore _clients = clients;
    private readonly OpenWaits _waits = waits;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Brings all clients up to date; returns how many were behind.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        var behind = await OpenWaitStore.BehindAsync(connection);
        if (behind.Count == 0)
            return 0;
        foreach (var clientId in await _database.WriteAsync((writer, transaction) => OpenWaitStore.PassSilentAsync(writer, transaction, behind), cancellationToken))
            await RenewAsync(clientId, cancellationToken);
        return behind.Count;
    }

    private async Task RenewAsync(long clientId, CancellationToken cancellationToken)
    {
        // Read beside the writer, so that a big client holds nobody up; one that changes all the time is read by the writer in the end.
        if (!await TryAsync(clientId, cancellationToken) && !await TryAsync(clientId, cancellationToken))
            await RenewAtOnceAsync(clientId, cancellationToken);
    }

    private async Task<bool> TryAsync(long clientId, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        await using var snapshot = await _database.BeginSnapshotAsync(connection, cancellationToken);
        if (await _clients.FindAsync(connection, snapshot, clientId, cancellationToken) is not { } client)
            return true;
        var conversations = await ReadAsync(connection, snapshot, client, cancellationToken);
        return await _database.WriteAsync((writer, transaction) => _waits.RenewAsync(writer, transaction, client, conversations, Since, cancellationToken), cancellationToken);
    }

    private Task RenewAtOnceAsync(long clientId, CancellationToken cancellationToken) => _database.WriteAsync(
        async (connection, transaction) =>
        {
            if (await _clients.FindAsync(connection, transaction, clientId, cancellationToken) is { } client)
                await _waits.RenewAsync(connection, transaction, client, await ReadAsync(connection, transaction, client, cancellationToken), Since, cancellationToken);
        },
        cancellationToken);

    private async Task<ReadConversations> ReadAsync(DbConnection connection, DbTransaction transaction, Client client, CancellationToken cancellationToken)
    {
        var (messages, closures) = await RecentConversations.ReadAsync(connection, transaction, client.Id, Since, cancellationToken);
        return new(client, messages, closures, await AccountEnds.OfClientAsync(connection, transaction, client.Id));
    }

    private DateTimeOffset Since => _timeProvider.GetUtcNow() - LookBack;
}
