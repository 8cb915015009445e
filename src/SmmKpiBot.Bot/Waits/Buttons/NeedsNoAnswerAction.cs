using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Waits.Buttons;

/// <summary>It needs no answer.</summary>
internal sealed class NeedsNoAnswerAction(WaitChoices choices) : IButtonAction
{
    public const string Name = "wait.none";

    private readonly WaitChoices _choices = choices;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        _choices.NeedsNoAnswer(turn, button.Argument, cancellationToken);
        return Task.CompletedTask;
    }
}
