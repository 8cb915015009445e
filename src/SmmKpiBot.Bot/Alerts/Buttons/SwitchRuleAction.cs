using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>Switches a rule on or off for one client, or removes one that was added. What is open of it is closed as changed.</summary>
internal sealed class SwitchRuleAction(RulesDesk desk, AlertRuleStore rules, AlertPress press) : IButtonAction
{
    private readonly RulesDesk _desk = desk;
    private readonly AlertRuleStore _rules = rules;
    private readonly AlertPress _press = press;

    public string Action => AlertButtons.SwitchRule;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (turn.Client is not { } client || (button.Argument ?? "").Split('|') is not [var id, var what] || await _desk.FindAsync(turn, client.Id, id, cancellationToken) is not { } rule)
        {
            turn.Reply(new Words("Цього правила вже немає.", "This rule is gone."));
            return;
        }

        if (what == "delete" && RulesDesk.IsRemovable(turn, client, rule))
            turn.Answer.Write((connection, transaction) => _rules.RemoveAsync(connection, transaction, rule.Id, turn.From.Name));
        else
            turn.Answer.Write(async (connection, transaction) =>
                await _rules.SwitchAsync(connection, transaction, await AlertRuleStore.ReadAsync(connection, transaction), rule, client.Id, what == "on", turn.From.Name));
        _press.WakeAfter(turn);
        var said = what switch
        {
            "delete" => new Words("Видалено: ", "Deleted: "),
            "on" => new Words("Увімкнено: ", "Switched on: "),
            _ => new Words("Вимкнено: ", "Switched off: "),
        };
        turn.Edit(new TelegramHtml().Text(turn.Say(said)).Text(AlertText.Sentence(rule, turn.Language)));
    }
}
