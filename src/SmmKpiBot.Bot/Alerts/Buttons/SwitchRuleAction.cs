using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>Switches a rule on or off for one client, or removes one that was added. What is open of it is closed as changed.</summary>
internal sealed class SwitchRuleAction(AlertRuleStore rules, AlertPress press, TimeProvider timeProvider) : IButtonAction
{
    private readonly AlertRuleStore _rules = rules;
    private readonly AlertPress _press = press;
    private readonly TimeProvider _timeProvider = timeProvider;

    public string Action => AlertButtons.SwitchRule;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var book = await _rules.ReadAsync(cancellationToken);
        if (turn.Client is not { } client || (button.Argument ?? "").Split('|') is not [var id, var what] || RulesDesk.Find(turn, book, client.Id, id) is not { } rule)
        {
            turn.Reply(new Words("Цього правила вже немає.", "This rule is gone."));
            return;
        }

        var isRemoved = what == "delete" && RulesDesk.IsRemovable(turn, client, rule);
        var next = isRemoved ? AlertRules.Behind(book.Rules, rule) : AlertRules.Switched(book.Rules, rule, client.Id, what == "on", Ulid.New(_timeProvider.GetUtcNow()));
        if (next is not null && AlertRules.TwinOf(book.Rules, next) is { } twin)
        {
            turn.Reply(TwinText.Of(twin, turn.Language), null, client.Id);
            return;
        }

        if (isRemoved)
            turn.Answer.Write((connection, transaction) => _rules.RemoveAsync(connection, transaction, rule.Id, turn.From.Name));
        else if (next is not null)
            turn.Answer.Write((connection, transaction) => _rules.SaveAsync(connection, transaction, next, turn.From.Name));
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
