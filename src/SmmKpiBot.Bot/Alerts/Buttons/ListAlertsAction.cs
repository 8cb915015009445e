using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>The list as it is now.</summary>
internal sealed class ListAlertsAction(AlertsDesk desk) : IButtonAction
{
    private readonly AlertsDesk _desk = desk;

    public string Action => AlertButtons.List;

    public Role MinimalRole => Role.Staff;

    public bool Changes => false;

    /// <summary>Under an alert it asks for a message of its own; in the list itself it changes the list.</summary>
    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken) => _desk.ShowAsync(turn, turn.Client, edit: button.Argument is null, cancellationToken);
}
