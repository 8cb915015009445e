using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>Why an alert fired, and what happened to it since.</summary>
internal sealed class WhyAlertAction(AlertHistoryDesk history) : IButtonAction
{
    private readonly AlertHistoryDesk _history = history;

    public string Action => AlertButtons.Why;

    public Role MinimalRole => Role.Staff;

    public bool Changes => false;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken) => _history.ShowEpisodeAsync(turn, button.Argument ?? "", cancellationToken);
}
