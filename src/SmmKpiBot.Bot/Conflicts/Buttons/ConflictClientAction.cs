using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>The client of a message was chosen: the conflict is opened.</summary>
internal sealed class ConflictClientAction(ConflictDoor door) : IButtonAction
{
    public const string Name = "conflict.client";

    private readonly ConflictDoor _door = door;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (ConflictDraft.Parse(button.Argument) is { } draft)
            _door.Open(turn, turn.Client, draft, edit: true);
        return Task.CompletedTask;
    }
}
