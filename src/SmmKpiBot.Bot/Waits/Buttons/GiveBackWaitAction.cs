using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Waits.Buttons;

/// <summary>Whoever took it does not answer it: anybody of the team says so, for the one who took it may be away.</summary>
internal sealed class GiveBackWaitAction(WaitChoices choices) : IButtonAction
{
    public const string Name = "wait.give-back";

    private readonly WaitChoices _choices = choices;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        _choices.GiveBack(turn, button.Argument, cancellationToken);
        return Task.CompletedTask;
    }
}
