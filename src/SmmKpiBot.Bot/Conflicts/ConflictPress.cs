using System.Data.Common;
using System.Globalization;
using Dapper;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;
using Turn = SmmKpiBot.Bot.Telegram.Turn;

namespace SmmKpiBot.Bot.Conflicts;

/// <summary>Does something about a conflict in the transaction of its cause, and shows how the conflict stands then.</summary>
internal sealed class ConflictPress(ConflictDesk desk, ButtonStore buttons)
{
    private readonly ConflictDesk _desk = desk;
    private readonly ButtonStore _buttons = buttons;

    public delegate Task<Words?> Change(DbConnection connection, DbTransaction transaction, ConflictCase conflict);

    public delegate Task<long?> Opening(DbConnection connection, DbTransaction transaction);

    public static ConflictActor ActorOf(Turn turn) => new(turn.From.UserId, turn.From.Name);

    /// <param name="turn">Who presses where.</param>
    /// <param name="client">Things of this client the person may change.</param>
    /// <param name="argument">The number of the conflict.</param>
    /// <param name="change">What it returns is said instead of the conflict.</param>
    /// <param name="edit">Shows the conflict in the message whose button was pressed.</param>
    public void Do(Turn turn, Client client, string? argument, Change change, bool edit = true) =>
        turn.Answer.Write((connection, transaction) => WriteAsync(connection, transaction, turn, client, Id(argument), change, edit));

    /// <summary>Opens a conflict, or finds the open one, and shows it as a message of its own or in place of the pressed one.</summary>
    /// <param name="turn">Who opens it where.</param>
    /// <param name="client">The client whose conflict it is.</param>
    /// <param name="opening">Gives the number of the conflict; null when there is nothing to open.</param>
    /// <param name="nothing">Said then.</param>
    /// <param name="edit">Shows the conflict in the message whose button was pressed.</param>
    public void Open(Turn turn, Client client, Opening opening, Words nothing, bool edit = false) =>
        turn.Answer.Write(async (connection, transaction) => await opening(connection, transaction) is { } id
            ? await WriteAsync(connection, transaction, turn, client, id, (_, _, _) => Task.FromResult<Words?>(null), edit)
            : [Plain(turn, nothing)]);

    public static long Id(string? argument) => long.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    /// <summary>Does the account belong to the client? An argument of a button is no right.</summary>
    public static async Task<bool> IsOfAsync(DbConnection connection, DbTransaction transaction, long accountId, long clientId) =>
        await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM account WHERE id = @accountId AND client_id = @clientId", new { accountId, clientId }, transaction) > 0;

    private async Task<IReadOnlyList<OutboxMessage>> WriteAsync(
        DbConnection connection, DbTransaction transaction, Turn turn, Client client, long id, Change change, bool edit)
    {
        // A number is no right: it counts only together with the client of the button.
        if (await ConflictCases.FindAsync(connection, transaction, id) is not { } conflict || conflict.ClientId != client.Id)
            return [Plain(turn, ConflictText.Gone)];
        if (await change(connection, transaction, conflict) is { } said)
            return [Plain(turn, said)];
        var now = await ConflictCases.FindAsync(connection, transaction, id) ?? conflict;
        var (html, keyboard) = _desk.One(turn, client, now);
        await _buttons.AddAsync(connection, transaction, keyboard.Buttons);
        OutboxContent content = edit && turn.MessageId is { } message
            ? new EditTextContent(message, html.ToString()) { Buttons = keyboard.Rows }
            : new TextContent(html.ToString()) { Buttons = keyboard.Rows };
        return [turn.Message(content, client.Id)];
    }

    private static OutboxMessage Plain(Turn turn, Words words) => turn.Message(new TextContent(new TelegramHtml().Text(turn.Say(words)).ToString()));
}
