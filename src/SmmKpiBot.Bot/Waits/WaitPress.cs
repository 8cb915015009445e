using System.Data.Common;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;
using Turn = SmmKpiBot.Bot.Telegram.Turn;

namespace SmmKpiBot.Bot.Waits;

/// <summary>What stands under a press afterwards.</summary>
internal sealed record Pressed(TelegramHtml Html, Keyboard? Keyboard = null);

/// <summary>
/// Does something about a wait in the transaction of the press. The pressed message then shows how it stands; one that tells of the wait by itself
/// is edited together with all others that do.
/// </summary>
internal sealed class WaitPress(ButtonStore buttons)
{
    private readonly ButtonStore _buttons = buttons;

    public delegate Task<Pressed> Work(DbConnection connection, DbTransaction transaction, Client client);

    /// <param name="turn">Who presses where.</param>
    /// <param name="key">The wait; null for what is no button of ours.</param>
    /// <param name="work">Not done for whoever may not change things of the client.</param>
    public void Do(Turn turn, WaitKey? key, Work work)
    {
        if (turn.Client is not { } client || !turn.Scope.MayChange(client.Id))
        {
            turn.Reply(Phrases.NotYours);
            return;
        }

        if (key is not { } wait)
        {
            turn.Reply(WaitWords.Over);
            return;
        }

        turn.Answer.Write((connection, transaction) => WriteAsync(connection, transaction, turn, client, wait, work));
    }

    private async Task<IReadOnlyList<OutboxMessage>> WriteAsync(
        DbConnection connection, DbTransaction transaction, Turn turn, Client client, WaitKey key, Work work)
    {
        await OpenWaitStore.HoldAsync(connection, transaction, client.Id);
        var pressed = await work(connection, transaction, client);
        if (await NoticeStore.TellsOfAsync(connection, transaction, key, turn.From.ChatId, turn.MessageId))
            return [];
        await _buttons.AddAsync(connection, transaction, pressed.Keyboard?.Buttons ?? []);
        var rows = pressed.Keyboard?.Rows ?? [];
        OutboxContent content = turn.MessageId is { } id
            ? new EditTextContent(id, pressed.Html.ToString()) { Buttons = rows }
            : new TextContent(pressed.Html.ToString()) { Buttons = rows };
        return [turn.Message(content, client.Id)];
    }
}
