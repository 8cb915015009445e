using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>One conflict, with what can be done about it.</summary>
internal sealed class ConflictOneAction(Database database, ConflictDesk desk) : IButtonAction
{
    public const string Name = "conflict.one";

    private readonly Database _database = database;
    private readonly ConflictDesk _desk = desk;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => false;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (turn.Client is not { } client)
            return;
        await using var connection = await _database.OpenAsync(cancellationToken);
        if (await ConflictCases.FindAsync(connection, null, ConflictPress.Id(button.Argument)) is { } conflict && conflict.ClientId == client.Id)
        {
            var (html, keyboard) = _desk.One(turn, client, conflict);
            turn.Reply(html, keyboard, client.Id);
        }
        else
        {
            turn.Reply(ConflictText.Gone);
        }
    }
}
