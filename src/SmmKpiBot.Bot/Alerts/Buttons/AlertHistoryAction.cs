using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>What happened lately, and why.</summary>
internal sealed class AlertHistoryAction(AlertHistoryDesk history) : IButtonAction
{
    private readonly AlertHistoryDesk _history = history;

    public string Action => AlertButtons.History;

    public Role MinimalRole => Role.Staff;

    public bool Changes => false;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken) => _history.ShowAsync(turn, turn.Client, cancellationToken);
}
