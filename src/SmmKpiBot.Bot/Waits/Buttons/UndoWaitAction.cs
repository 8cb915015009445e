using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Waits.Buttons;

/// <summary>Takes back that a wait was ended by a tap.</summary>
internal sealed class UndoWaitAction(WaitChoices choices) : IButtonAction
{
    public const string Name = "wait.undo";

    private readonly WaitChoices _choices = choices;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        _choices.Undo(turn, button.Argument, cancellationToken);
        return Task.CompletedTask;
    }
}
