using System.Data.Common;
using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Conflicts.Buttons;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts.Ratings;

/// <summary>Tells the team what came of a question to a customer, with a button that shows the conflict. It makes no sound: nobody waits for it.</summary>
internal sealed class RatingNotices(ButtonStore buttons)
{
    private readonly ButtonStore _buttons = buttons;

    /// <summary>A message for each chat of the team, not yet enqueued.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> OfAsync(
        DbConnection connection, DbTransaction transaction, Client client, ConflictCase conflict, Func<Language, TelegramHtml> html, CancellationToken cancellationToken)
    {
        var messages = new List<OutboxMessage>();
        var bound = await ChatRow.ReadAsync(connection, transaction, ChatRow.Columns + " ORDER BY id", null);
        foreach (var chat in StaffNotices.Team(bound, client.Id))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var keyboard = new Keyboard(chat.ChatId)
                .Show(new Words("Показати конфлікт", "Show the conflict").In(chat.Language), ConflictOneAction.Name, client.Id, conflict.Id.ToString(CultureInfo.InvariantCulture));
            await _buttons.AddAsync(connection, transaction, keyboard.Buttons);
            messages.Add(new OutboxMessage
            {
                ChatId = chat.ChatId,
                ThreadId = chat.ThreadId,
                Kind = OutboxKind.Notice,
                Content = new TextContent(html(chat.Language).ToString()) { Buttons = keyboard.Rows },
                ClientId = client.Id,
                Silent = true,
            });
        }

        return messages;
    }
}
