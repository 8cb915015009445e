using System.Data.Common;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Waits;

/// <summary>Keeps the table of open waits: after every delivery for the conversations it changed, in the same transaction; after anything else for the whole client.</summary>
internal sealed class OpenWaits(ClientStore clients, WaitWakes wakes, IOptions<WaitsOptions> options, IOptions<SecurityOptions> security) : IConversationFollower
{
    private readonly ClientStore _clients = clients;
    private readonly WaitWakes _wakes = wakes;
    private readonly WaitsOptions _options = options.Value;
    private readonly bool _keepsTexts = security.Value.KeepTexts;

    public async Task FollowAsync(DbConnection connection, DbTransaction transaction, LiveDelivery delivery, LiveOutcome outcome, CancellationToken cancellationToken)
    {
        var client = await _clients.OfAccountAsync(connection, transaction, delivery.AccountId, cancellationToken)
            ?? throw new InvalidOperationException("An account has no client.");
        var known = new List<OpenWaitRow>();
        foreach (var conversation in outcome.Conversations)
        {
            if (await OpenWaitStore.FindAsync(connection, transaction, delivery.AccountId, conversation) is { } row)
                known.Add(row);
        }

        var (messages, closures) = await LiveMessages.ReadAsync(connection, transaction, delivery.AccountId, outcome.Conversations);
        await ChangeAsync(connection, transaction, client, known, messages, closures);
        foreach (var conversation in outcome.Conversations.Where(_ => !_keepsTexts))
            await OpenWaitStore.ForgetWordsAsync(connection, transaction, delivery.AccountId, conversation);
        await OpenWaitStore.AdvanceAsync(connection, transaction, client.Id, client.Version);
        _wakes.Wake();
    }

    /// <summary>Makes the whole table of a client anew. False when the client has changed since it was read; then nothing was written.</summary>
    public async Task<bool> RenewAsync(
        DbConnection connection, DbTransaction transaction, Client client, IReadOnlyList<ConversationMessage> messages, IReadOnlyList<WaitClosure> closures)
    {
        if (!await OpenWaitStore.TakeVersionAsync(connection, transaction, client.Id, client.Version))
            return false;
        await ChangeAsync(connection, transaction, client, await OpenWaitStore.OfClientAsync(connection, transaction, client.Id), messages, closures);
        if (!_keepsTexts)
            await OpenWaitStore.ForgetWordsAsync(connection, transaction, client.Id);
        return true;
    }

    private async Task ChangeAsync(
        DbConnection connection,
        DbTransaction transaction,
        Client client,
        IReadOnlyList<OpenWaitRow> known,
        IReadOnlyList<ConversationMessage> messages,
        IReadOnlyList<WaitClosure> closures)
    {
        var open = Rows(client, messages, closures).ToDictionary(row => (row.AccountId, row.Conversation));
        foreach (var row in known)
        {
            if (!open.Remove((row.AccountId, row.Conversation), out var now))
                await OpenWaitStore.RemoveAsync(connection, transaction, row);
            else if (Continued(row, now) is var next && next != row)
                await OpenWaitStore.StoreAsync(connection, transaction, next);
        }

        foreach (var row in open.Values)
            await OpenWaitStore.StoreAsync(connection, transaction, row);
    }

    /// <summary>What was told of a wait stays told as long as it is the same wait.</summary>
    private static OpenWaitRow Continued(OpenWaitRow before, OpenWaitRow now) => before.Key == now.Key ? now.At((WaitStage)before.Stage) : now;

    private IEnumerable<OpenWaitRow> Rows(Client client, IReadOnlyList<ConversationMessage> messages, IReadOnlyList<WaitClosure> closures)
    {
        var clock = WorkingClock.Of(client);
        var open = Reporting.Kpis.Waits.Of(messages, closures, client.NoAnswer).All.Where(wait => wait.End == WaitEnd.None).ToList();
        var begun = open.Select(wait => new WaitKey(wait.AccountId, wait.Conversation, wait.MessageId)).ToHashSet();
        var observed = messages.Where(message => begun.Contains(KeyOf(message))).ToDictionary(KeyOf, message => message.ObservedAt);
        return open.Select(wait => OpenWaitRow.Of(
            wait,
            WaitPromise.Of(wait, client, clock, _options.NudgeAt, _options.EscalateAt),
            client.Id,
            observed[new(wait.AccountId, wait.Conversation, wait.MessageId)]));
    }

    private static WaitKey KeyOf(ConversationMessage message) => new(message.AccountId, message.Conversation, message.MessageId);
}
