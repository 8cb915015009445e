using System.Data.Common;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Access;

/// <summary>Bindings follow their chats: to a new id, and off when a chat cannot be written to. The owners hear of it once.</summary>
internal sealed class BindingFollower(Outbox outbox, HiddenMessages hidden) : IChatWatcher
{
    private readonly Outbox _outbox = outbox;
    private readonly HiddenMessages _hidden = hidden;

    public async Task MovedAsync(DbConnection connection, DbTransaction transaction, long fromChatId, long toChatId, CancellationToken cancellationToken)
    {
        var wereBothBound = await ChatStore.HasBindingAsync(connection, transaction, fromChatId) && await ChatStore.HasBindingAsync(connection, transaction, toChatId);
        await ChatBindings.MoveAsync(connection, transaction, fromChatId, toChatId);

        // The new one shows what it is bound to, whatever waits for the old one. A binding that moved shows the same as before, so that nothing is hidden.
        if (wereBothBound)
            await _hidden.CancelAsync(connection, transaction, toChatId);
    }

    public async Task DisabledAsync(DbConnection connection, DbTransaction transaction, long chatId, string reason, CancellationToken cancellationToken)
    {
        var titles = await ChatStore.TitlesAsync(connection, transaction, chatId);
        if (!await ChatStore.SetEnabledAsync(connection, transaction, chatId, enabled: false))
        {
            return;
        }

        foreach (var owner in await ChatStore.OwnersAsync(connection, transaction))
        {
            var html = new TelegramHtml()
                .Text(new Words("Чат більше не отримує повідомлень: ", "A chat gets no messages any more: ").In(owner.Language))
                .Bold(titles.Count == 0 ? new Words("особистий", "a private one").In(owner.Language) : string.Join(", ", titles)).Line()
                .Text(new Words("Причина: ", "Reason: ").In(owner.Language)).Code(reason);
            var notice = new OutboxMessage { ChatId = owner.ChatId, Kind = OutboxKind.Notice, Content = new TextContent(html.ToString()) };
            await _outbox.EnqueueAsync(connection, transaction, notice, cancellationToken);
        }
    }
}
