using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>One of the open alerts, with what can be done about it.</summary>
internal sealed class OneAlertAction(AlertsDesk desk, AlertPress press) : IButtonAction
{
    private readonly AlertsDesk _desk = desk;
    private readonly AlertPress _press = press;

    public string Action => AlertButtons.One;

    public Role MinimalRole => Role.Staff;

    public bool Changes => false;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (await _press.FindAsync(turn, button, cancellationToken) is { } state)
            await _desk.ShowOneAsync(turn, state, cancellationToken);
    }
}
