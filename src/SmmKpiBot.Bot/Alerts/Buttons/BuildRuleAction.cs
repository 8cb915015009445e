using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Building;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>A step on the way to a new or changed rule.</summary>
internal sealed class BuildRuleAction(RuleBuilder builder) : IButtonAction
{
    private readonly RuleBuilder _builder = builder;

    public string Action => AlertButtons.Build;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken) =>
        turn.Client is { } client ? _builder.AskAsync(turn, client, RuleDraft.Read(button.Argument), edit: !string.IsNullOrEmpty(button.Argument), cancellationToken) : Task.CompletedTask;
}
