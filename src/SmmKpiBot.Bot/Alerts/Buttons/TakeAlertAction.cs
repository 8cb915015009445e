using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>Somebody takes care of an alert: no repeats. Or gives it back.</summary>
internal sealed class TakeAlertAction(AlertPress press) : IButtonAction
{
    private readonly AlertPress _press = press;

    public string Action => AlertButtons.Take;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    /// <summary>By the button that says so, or by a second press of whoever took it, under a message that was not written anew.</summary>
    private static bool IsGivenBack(Button button, AlertState state, string by) =>
        button.Argument?.EndsWith(AlertButtons.GiveBack, StringComparison.Ordinal) == true || (state.Human.Kind == AlertHumanKind.Acked && state.Human.By == by);

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (await _press.FindToChangeAsync(turn, button, cancellationToken) is { } state)
            _press.Say(turn, state, by => IsGivenBack(button, state, by) ? AlertHuman.None : AlertHuman.Acked(by, null));
    }
}
