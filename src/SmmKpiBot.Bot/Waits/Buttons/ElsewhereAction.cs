using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Waits.Buttons;

/// <summary>It was answered where the bot does not see it.</summary>
internal sealed class ElsewhereAction(WaitChoices choices) : IButtonAction
{
    public const string Name = "wait.elsewhere";

    private readonly WaitChoices _choices = choices;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        _choices.AnsweredElsewhere(turn, button.Argument, cancellationToken);
        return Task.CompletedTask;
    }
}
