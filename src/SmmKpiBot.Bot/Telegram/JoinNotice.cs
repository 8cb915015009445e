using System.Data.Common;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Invites;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram;

/// <summary>Tells the owners who joined, with a button that takes it back.</summary>
internal sealed class JoinNotice(ChatStore chats, ClientStore clients, ButtonStore buttons)
{
    private readonly ChatStore _chats = chats;
    private readonly ClientStore _clients = clients;
    private readonly ButtonStore _buttons = buttons;

    /// <summary>Notices to all owners but the one who joined.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> WriteAsync(DbConnection connection, DbTransaction transaction, Asker joined, Redemption redemption)
    {
        var notices = new List<OutboxMessage>();
        foreach (var owner in await ChatStore.OwnersAsync(connection, transaction))
        {
            if (owner.ChatId == joined.ChatId)
            {
                continue;
            }

            var keyboard = new Keyboard(owner.ChatId).Change(
                new Words("Відкликати", "Revoke").In(owner.Language),
                RevokeAction.Name,
                null,
                RevokeAction.Argument(redemption.InvitationId, joined.ChatId, joined.Private ? null : joined.ThreadId),
                once: true);
            await _buttons.AddAsync(connection, transaction, keyboard.Buttons);
            notices.Add(new OutboxMessage
            {
                ChatId = owner.ChatId,
                Kind = OutboxKind.Notice,
                Content = new TextContent(await TextAsync(joined, redemption, owner.Language)) { Buttons = keyboard.Rows },
                ClientId = redemption is { Purpose: ChatPurpose.Client, ClientIds: [var client, ..] } ? client : null,
            });
        }

        return notices;
    }

    private async Task<string> TextAsync(Asker joined, Redemption redemption, Language language)
    {
        var html = new TelegramHtml().Bold(joined.Name ?? "?").Text(" ");
        if (!joined.Private)
        {
            html.Text(new Words("підключив(ла) чат «", "connected the chat “").In(language)).Text(joined.ChatTitle ?? "?").Text(new Words("»", "”").In(language)).Text(" ");
        }

        html.Text((redemption.Purpose, joined.Private) switch
        {
            (ChatPurpose.Owner, _) => new Words("тепер власник бота", "is now an owner of the bot"),
            (ChatPurpose.Staff, true) => new Words("тепер у команді", "is now on the team"),
            (ChatPurpose.Staff, false) => new Words("для команди", "for the team"),
            (_, true) => new Words("тепер бачить клієнта", "now sees the client"),
            _ => new Words("для клієнта", "for the client"),
        } is var words ? words.In(language) : string.Empty);
        var names = new List<string>();
        foreach (var id in redemption.ClientIds ?? [])
        {
            names.Add((await _clients.FindAsync(id, CancellationToken.None))?.Name ?? "?");
        }

        return html.Text(names.Count == 0 ? "." : $": {string.Join(", ", names)}.").ToString();
    }
}
