using System.Data.Common;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Access;

/// <summary>Owners hear that a chat missed what Telegram refuses: it would be refused again.</summary>
internal static class UnheardNotices
{
    /// <param name="key">Of the message that was refused; each is told of once.</param>
    /// <param name="clients">Whom it told of; empty for none.</param>
    /// <param name="what">What the chat may have missed, up to its name.</param>
    /// <param name="now">Where it stands how things are now.</param>
    public static async Task SayAsync(
        Outbox outbox, DbConnection connection, DbTransaction transaction, string key, long chatId, IEnumerable<string> clients, string reason, Words what, Words now, CancellationToken cancellationToken)
    {
        var titles = await ChatStore.TitlesAsync(connection, transaction, chatId);
        var names = string.Join(", ", clients.Distinct());
        foreach (var owner in await ChatStore.OwnersAsync(connection, transaction))
        {
            var chat = titles.Count == 0 ? new Words("особистий", "a private one").In(owner.Language) : string.Join(", ", titles);
            var html = new TelegramHtml().Text(what.In(owner.Language)).Bold(chat).Line();
            if (names.Length > 0)
                html.Text(new Words("Клієнт: ", "Client: ").In(owner.Language)).Text(names).Line();
            html.Text(new Words("Причина: ", "Reason: ").In(owner.Language)).Code(reason).Line().Text(now.In(owner.Language));
            var notice = new OutboxMessage
            {
                ChatId = owner.ChatId,
                Kind = OutboxKind.Notice,
                Content = new TextContent(html.ToString()),
                DedupKey = $"unheard:{key}:{owner.Id}",
            };
            await outbox.EnqueueAsync(connection, transaction, notice, cancellationToken);
        }
    }
}
