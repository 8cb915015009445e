using System.Data.Common;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Waits;

/// <summary>Keeps the table of open waits: after every delivery for the conversations it changed, in the same transaction; after anything else for the whole client.</summary>
internal sealed class OpenWaits(ClientStore clients, WaitEndings endings, WaitWakes wakes, IOptions<WaitsOptions> options, IOptions<SecurityOptions> security, TimeProvider timeProvider)
    : IConversationFollower
{
    private readonly ClientStore _clients = clients;
    private readonly WaitEndings _endings = endings;
    private readonly WaitWakes _wakes = wakes;
    private readonly WaitsOptions _options = options.Value;
    private readonly bool _keepsTexts = security.Value.KeepTexts;
    private readonly TimeProvider _timeProvider = timeProvider;

    public async Task FollowAsync(DbConnection connection, DbTransaction transaction, LiveDelivery delivery, LiveOutcome outcome, CancellationToken cancellationToken)
    {
        var client = await _clients.OfAccountAsync(connection, transaction, delivery.AccountId, cancellationToken)
            ?? throw new InvalidOperationException("An account has no client.");
        var isCurrent = await OpenWaitStore.AdvanceAsync(connection, transaction, client.Id, client.Version);
        var read = await ChangedConversations.ReadAsync(connection, transaction, client, delivery.AccountId, outcome.Changes, isCurrent, _timeProvider.GetUtcNow());
        if (read.Names.Count == 0)
            return;
        var conversations = new ReadConversations(client, read.Messages, read.Closures, await AccountEnds.OfClientAsync(connection, transaction, client.Id));
        var open = await ChangeAsync(connection, transaction, client, read.Known, conversations);
        await _endings.FollowAsync(connection, transaction, client, await read.ToldAsync(connection, transaction), conversations, open, cancellationToken);
        foreach (var conversation in read.Names.Where(_ => !_keepsTexts))
            await OpenWaitStore.ForgetWordsAsync(connection, transaction, delivery.AccountId, conversation);
        _wakes.Wake();
    }

    /// <summary>Makes the whole table of a client anew. False when the client has changed since it was read; then nothing was written.</summary>
    /// <param name="connection">The writer.</param>
    /// <param name="transaction">A transaction of its own.</param>
    /// <param name="client">As it was read together with the facts.</param>
    /// <param name="conversations">All with a message since <paramref name="since"/>.</param>
    /// <param name="since">What chats were told of older waits stays as it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<bool> RenewAsync(
        DbConnection connection, DbTransaction transaction, Client client, ReadConversations conversations, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (!await OpenWaitStore.TakeVersionAsync(connection, transaction, client.Id, client.Version))
            return false;
        var open = await ChangeAsync(connection, transaction, client, await OpenWaitStore.OfClientAsync(connection, transaction, client.Id), conversations);
        var told = await NoticeStore.OfClientAsync(connection, transaction, client.Id);
        await _endings.FollowAsync(connection, transaction, client, [.. told.Where(row => row.Began >= since)], conversations, open, cancellationToken);
        if (!_keepsTexts)
            await OpenWaitStore.ForgetWordsAsync(connection, transaction, client.Id);
        return true;
    }

    /// <summary>Gives the open waits, by account and conversation.</summary>
    private async Task<IReadOnlyDictionary<(long AccountId, string Conversation), OpenWaitRow>> ChangeAsync(
        DbConnection connection, DbTransaction transaction, Client client, IReadOnlyList<OpenWaitRow> known, ReadConversations conversations)
    {
        var instant = UnixMicros.Of(_timeProvider.GetUtcNow());
        var open = Rows(client, conversations).ToDictionary(row => (row.AccountId, row.Conversation));
        var unknown = new Dictionary<(long, string), OpenWaitRow>(open);
        foreach (var row in known)
        {
            if (!unknown.Remove((row.AccountId, row.Conversation), out var now))
            {
                await OpenWaitStore.RemoveAsync(connection, transaction, row);
                continue;
            }

            var isSame = conversations.Find(row.Key, UnixMicros.ToInstant(row.BeganAt)) is { End: WaitEnd.None };
            if (isSame && row.Key != now.Key)
                await NoticeStore.RenameAsync(connection, transaction, row.Key, now.MessageId);
            // What was told of a wait stays told as long as it is the same wait.
            var next = isSame ? now.At(now.StillTold(row.Stage, instant)) : now;
            if (next != row)
                await OpenWaitStore.StoreAsync(connection, transaction, next);
        }

        foreach (var row in unknown.Values)
            await OpenWaitStore.StoreAsync(connection, transaction, row);
        return open;
    }

    private IEnumerable<OpenWaitRow> Rows(Client client, ReadConversations conversations)
    {
        var clock = WorkingClock.Of(client);
        var observed = conversations.Observed;
        return conversations.Open.Select(wait => OpenWaitRow.Of(
            wait,
            WaitPromise.Of(wait, client, clock, client.NudgeAt ?? _options.NudgeAt, client.EscalateAt ?? _options.EscalateAt),
            client.Id,
            observed[new(wait.AccountId, wait.Conversation, wait.MessageId)]));
    }
}
