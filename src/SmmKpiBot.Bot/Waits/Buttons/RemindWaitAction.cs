using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Waits.Buttons;

/// <summary>Reminds the chat of it a little later.</summary>
internal sealed class RemindWaitAction(WaitChoices choices) : IButtonAction
{
    public const string Name = "wait.remind";

    public static readonly TimeSpan After = TimeSpan.FromMinutes(15);

    private readonly WaitChoices _choices = choices;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        _choices.Remind(turn, button.Argument, After, cancellationToken);
        return Task.CompletedTask;
    }
}
