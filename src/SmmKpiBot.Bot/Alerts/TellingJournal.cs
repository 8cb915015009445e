using System.Data.Common;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Alerts.Notices;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Writes down what chats are told, together with the messages.</summary>
internal sealed class TellingJournal(ClientStore clients, AlertMessages messages, Outbox outbox, ButtonStore buttons, TimeProvider timeProvider)
{
    private readonly ClientStore _clients = clients;
    private readonly AlertMessages _messages = messages;
    private readonly Outbox _outbox = outbox;
    private readonly ButtonStore _buttons = buttons;
    private readonly TimeProvider _timeProvider = timeProvider;

    public async Task WriteAsync(DbConnection connection, DbTransaction transaction, RuleBook rules, IReadOnlyList<TellingChat> told, CancellationToken cancellationToken)
    {
        var now = UnixMicros.Of(_timeProvider.GetUtcNow());
        foreach (var key in told.SelectMany(chat => chat.Plan.Cancel))
            await Follow.CancelUntriedAsync(connection, transaction, key, "replaced by a newer one", now);
        await AlertNoticeStore.WriteAsync(connection, transaction, told);
        var outgoing = Compose(told, rules, await ClientsAsync(connection, transaction, told, cancellationToken)).ToList();
        await _buttons.AddAsync(connection, transaction, [.. outgoing.SelectMany(one => one.Buttons)]);
        await _outbox.EnqueueAsync(connection, transaction, [.. outgoing.Select(one => one.Message)], cancellationToken);
    }

    private async Task<IReadOnlyDictionary<long, Client>> ClientsAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<TellingChat> told, CancellationToken cancellationToken)
    {
        var ids = told.SelectMany(chat => chat.Plan.Send.SelectMany(message => message.Items).Concat(chat.Plan.Edit.SelectMany(edit => edit.Items)))
            .Select(item => item.Episode.Subject.ClientId).Where(id => id != 0).Distinct().ToList();
        return ids.Count == 0 ? new Dictionary<long, Client>() : (await _clients.ListAsync(connection, transaction, ids, cancellationToken)).ToDictionary(client => client.Id);
    }

    private IEnumerable<(OutboxMessage Message, IReadOnlyList<Button> Buttons)> Compose(IReadOnlyList<TellingChat> told, RuleBook rules, IReadOnlyDictionary<long, Client> clients)
    {
        foreach (var chat in told)
        {
            foreach (var message in chat.Plan.Send)
            {
                var composed = _messages.Compose(chat.Chat, message.Kind, message.Items, message.More, rules, clients);
                yield return (NewMessage(chat.Chat, message.Items, composed) with { DedupKey = message.Key, RepliesToKey = message.RepliesToKey }, composed.Keyboard.Buttons);
            }

            foreach (var edit in chat.Plan.Edit.Where(edit => edit.Items.Count > 0))
            {
                var composed = _messages.Compose(chat.Chat, edit.Kind, edit.Items, Math.Max(0, edit.Items.Count - NoticeMessage.Shown), rules, clients);
                yield return (NewMessage(chat.Chat, edit.Items, composed) with { EditsKey = edit.Key }, composed.Keyboard.Buttons);
            }
        }
    }

    private static OutboxMessage NewMessage(BoundChat chat, IReadOnlyList<NoticeItem> items, ComposedAlert composed)
    {
        var of = items.Select(item => AlertStateStore.ClientOf(item.Episode.Subject)).Distinct().ToList();
        return new()
        {
            ChatId = chat.ChatId,
            ThreadId = chat.ThreadId,
            Kind = OutboxKind.Alert,
            Content = new TextContent(composed.Html.ToString()) { Buttons = composed.Keyboard.Rows },
            ClientId = of is [var only] ? only : null,
            Names = [.. of.OfType<long>()],
        };
    }
}
