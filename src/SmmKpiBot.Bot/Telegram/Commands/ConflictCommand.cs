using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Conflicts;
using SmmKpiBot.Bot.Conflicts.Buttons;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary><c>/conflict [client] [what happened]</c>, also in reply to a message: opens a conflict. Without words it lists the open ones.</summary>
internal sealed class ConflictCommand(ConflictDoor door, ConflictDesk desk, ClientChooser chooser, ScopedClients clients) : IBotCommand
{
    private readonly ConflictDoor _door = door;
    private readonly ConflictDesk _desk = desk;
    private readonly ClientChooser _chooser = chooser;
    private readonly ScopedClients _clients = clients;

    public string Name => "conflict";

    public Words Title { get; } = new("Конфлікти: відкрити або переглянути", "Conflicts: open one or see them");

    public Role MinimalRole => Role.Staff;

    public bool Changes => false;

    public Words Refusal => NotForClients;

    internal static Words NotForClients { get; } = new(
        "Список конфліктів веде команда агенції, тут його немає. Скільки їх і скільки вирішено, показує /kpi. Якщо щось пішло не так — напишіть своєму менеджерові в агенції.",
        "The agency's team keeps the list of conflicts; it is not shown here. /kpi tells how many there are and how many were resolved. If something went wrong, write to your manager at the agency.");

    public int Place => 34;

    public async Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken)
    {
        var (client, text) = ConflictArguments.Parse(arguments, await _clients.ListAsync(turn.Scope, cancellationToken));
        if (turn.Quoted is { BotId: null } quoted && (quoted.Text is not null || quoted.Media is not null))
        {
            var draft = new ConflictDraft($"{turn.From.ChatId}/{quoted.MessageId}", FirstWords.Of(quoted.Text), quoted.Link)
            {
                Media = quoted.Text is null ? quoted.Media : null,
            };
            await _door.OpenAsync(turn, client, await _door.PlaceAsync(draft, turn.From.ChatId, quoted.MessageId, quoted.ForwardedFrom, cancellationToken), cancellationToken);
        }
        else if (client is null && text.Length > 0 && !text.Contains(' ', StringComparison.Ordinal))
        {
            // One word says whose conflicts to show; it does not say what happened.
            if (await _chooser.ChooseAsync(turn, text, ConflictPageAction.Name, ConflictList.Open.ToString(), cancellationToken) is { } chosen)
            {
                await _desk.ShowAsync(turn, chosen, ConflictList.Open, edit: false, cancellationToken);
            }
        }
        else if (text.Length > 0)
        {
            await _door.OpenAsync(turn, client, new ConflictDraft(null, FirstWords.Of(text), null), cancellationToken);
        }
        else
        {
            await _desk.ShowAsync(turn, client, ConflictList.Open, edit: false, cancellationToken);
        }
    }
}
