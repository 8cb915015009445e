using System.Data.Common;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Texts;
using Turn = SmmKpiBot.Bot.Telegram.Turn;

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

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (turn.Client is { } client && (button.Argument ?? "").Split('|') is [var id, var what])
        {
            turn.Answer.Write((connection, transaction) => SwitchAsync(connection, transaction, turn, client, id, what));
            _press.WakeAfter(turn);
        }
        else
        {
            turn.Reply(RulesDesk.Gone);
        }

        return Task.CompletedTask;
    }

    private async Task<IReadOnlyList<OutboxMessage>> SwitchAsync(DbConnection connection, DbTransaction transaction, Turn turn, Client client, string id, string what)
    {
        var book = await AlertRuleStore.ReadToChangeAsync(connection, transaction);
        if (RulesDesk.Find(turn, book, client.Id, id) is not { } rule)
            return [turn.Message(new TextContent(new TelegramHtml().Text(turn.Say(RulesDesk.Gone)).ToString()))];

        var isRemoved = what == "delete" && RulesDesk.IsRemovable(turn, client, rule);
        var next = isRemoved ? AlertRules.Behind(book.Rules, rule) : AlertRules.Switched(book.Rules, rule, client.Id, what == "on", Ulid.New(_timeProvider.GetUtcNow()));
        if (next is not null && AlertRules.TwinOf(book.Rules, next) is { } twin)
            return [turn.Message(new TextContent(TwinText.Of(twin, turn.Language).ToString()), client.Id)];

        if (isRemoved)
            await _rules.RemoveAsync(connection, transaction, rule.Id, turn.From.Name);
        else if (next is not null)
            await _rules.SaveAsync(connection, transaction, next, turn.From.Name);
        var said = what switch
        {
            "delete" => new Words("Видалено: ", "Deleted: "),
            "on" => new Words("Увімкнено: ", "Switched on: "),
            _ => new Words("Вимкнено: ", "Switched off: "),
        };
        return [turn.Replacement(new TelegramHtml().Text(turn.Say(said)).Text(AlertText.Sentence(rule, turn.Language)))];
    }
}
