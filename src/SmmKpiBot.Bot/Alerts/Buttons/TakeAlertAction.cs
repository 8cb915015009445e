using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>Somebody takes care of an alert: no repeats. A second press gives it back.</summary>
internal sealed class TakeAlertAction(AlertPress press) : IButtonAction
{
    private readonly AlertPress _press = press;

    public string Action => AlertButtons.Take;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (await _press.FindAsync(turn, button, cancellationToken) is { } state)
            _press.Say(turn, state, by => state.Human is { Kind: AlertHumanKind.Acked } taken && taken.By == by ? AlertHuman.None : AlertHuman.Acked(by, null));
    }
}
