using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>One rule of a client.</summary>
internal sealed class OneRuleAction(RulesDesk desk) : IButtonAction
{
    private readonly RulesDesk _desk = desk;

    public string Action => AlertButtons.OneRule;

    public Role MinimalRole => Role.Staff;

    public bool Changes => false;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken) =>
        turn.Client is { } client ? _desk.ShowOneAsync(turn, client, button.Argument ?? "", cancellationToken) : Task.CompletedTask;
}
