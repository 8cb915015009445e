using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Waits.Buttons;

/// <summary>One of those who wait, with what can be done about it.</summary>
internal sealed class WaitingOneAction(WaitingDesk desk) : IButtonAction
{
    private readonly WaitingDesk _desk = desk;

    public string Action => WaitingDesk.OneAction;

    public Role MinimalRole => Role.Staff;

    public bool Changes => false;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken) => turn.Client is { } client && WaitKey.Parse(button.Argument) is { } key
        ? _desk.ShowOneAsync(turn, client, key, cancellationToken)
        : Task.CompletedTask;
}
