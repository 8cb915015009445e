using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Waits.Buttons;

/// <summary>Another page of those who wait, or the same one as it is now.</summary>
internal sealed class WaitingPageAction(WaitingDesk desk) : IButtonAction
{
    private readonly WaitingDesk _desk = desk;

    public string Action => WaitingDesk.PageAction;

    public Role MinimalRole => Role.Staff;

    public bool Changes => false;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken) => button.Argument == WaitButtons.NewList
        ? _desk.ShowAsync(turn, turn.Client, 0, edit: false, cancellationToken)
        : _desk.ShowAsync(turn, turn.Client, int.Parse(button.Argument ?? "0", CultureInfo.InvariantCulture), edit: true, cancellationToken);
}
