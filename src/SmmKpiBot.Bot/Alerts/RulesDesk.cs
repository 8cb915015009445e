using System.Globalization;
using SmmKpiBot.Bot.Alerts.Building;
using SmmKpiBot.Bot.Alerts.Buttons;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>The rules of one client in plain words, each to be opened, switched, changed and removed.</summary>
internal sealed class RulesDesk(AlertRuleStore rules, RuleRehearsal rehearsal)
{
    /// <summary>Of a rule that somebody has deleted since its button was shown.</summary>
    public static readonly Words Gone = new("Цього правила вже немає: його видалили. Які є: /alerts.", "This rule is gone: somebody deleted it. Those there are: /alerts.");

    private readonly AlertRuleStore _rules = rules;
    private readonly RuleRehearsal _rehearsal = rehearsal;

    public async Task ShowAsync(Turn turn, Client client, bool edit, CancellationToken cancellationToken)
    {
        var offered = Offered(turn, await _rules.ReadAsync(cancellationToken), client.Id).OrderBy(rule => rule.Family).ToList();
        var html = new TelegramHtml().Bold(turn.Say(new($"За чим стежу · {client.Name}", $"What I watch · {client.Name}")));
        for (var at = 0; at < offered.Count; at++)
        {
            var rule = offered[at];
            if (at == 0 || offered[at - 1].Family != rule.Family)
                html.Line().Line().Bold(Typography.Capital(SilenceText.Family(rule.Family, turn.Language)));
            html.Line().Text((at + 1).ToString(CultureInfo.InvariantCulture) + ". " + (rule.Enabled ? "✅ " : "☑️ ")).Text(AlertText.Sentence(rule, turn.Language))
                .Text(rule.Enabled ? "" : turn.Say(new(" (вимкнено)", " (off)"))).Text(rule.ClientId is null ? "" : turn.Say(new(" · своє", " · own")));
        }

        var keyboard = turn.NewKeyboard().Numbers(AlertButtons.OneRule, [.. offered.Select((rule, at) => new NumberedEntry(at + 1, client.Id, rule.Id))]);
        keyboard.Row().Change(turn.Say(new("Нове правило", "New rule")), AlertButtons.Build, client.Id, "");
        if (edit)
            turn.Edit(html, keyboard);
        else
            turn.Reply(html, keyboard, client.Id);
    }

    /// <summary>One rule: what it says, what it would have done, and its switch.</summary>
    public async Task ShowOneAsync(Turn turn, Client client, string id, CancellationToken cancellationToken)
    {
        if (Find(turn, await _rules.ReadAsync(cancellationToken), client.Id, id) is not { } rule)
        {
            turn.Reply(Gone);
            return;
        }

        var html = new TelegramHtml().Bold($"{client.Name} · {AlertText.Title(rule, turn.Language)}").Line().Text(AlertText.Sentence(rule, turn.Language)).Line().Text(AlertText.Patience(rule, turn.Language));
        if (await _rehearsal.OfAsync(client, rule, cancellationToken) is { } rehearsed)
            html.Line().Line().Text(AlertText.Rehearsed(rehearsed, turn.Language));
        var keyboard = turn.NewKeyboard().Row();
        if (rule.Check is not PlatformCheck)
            keyboard.Change(turn.Say(new("Змінити", "Change")), AlertButtons.Build, client.Id, RuleDraft.Of(rule).Write());
        keyboard.Change(rule.Enabled ? turn.Say(new("Вимкнути", "Switch off")) : turn.Say(new("Увімкнути", "Switch on")), AlertButtons.SwitchRule, client.Id, $"{rule.Id}|{(rule.Enabled ? "off" : "on")}");
        if (IsRemovable(turn, client, rule))
            keyboard.Change(turn.Say(rule.Replaces is null ? new("Видалити", "Delete") : new("Повернути загальне", "Back to the general one")), AlertButtons.SwitchRule, client.Id, $"{rule.Id}|delete", once: true);
        turn.Reply(html, keyboard.Row().Show(turn.Say(new("Усі правила", "All rules")), AlertButtons.Rules, client.Id, null), client.Id);
    }

    /// <summary>A client's own rule; one for all clients only by who sees them all. Built-in ones are switched off, never removed.</summary>
    public static bool IsRemovable(Turn turn, Client client, AlertRule rule) =>
        rule.ClientId == client.Id || (rule.ClientId is null && turn.Scope.User.SeesAll && DefaultRules.All.All(builtIn => builtIn.Id != rule.Id));

    /// <summary>A rule that is offered to this client; null for others.</summary>
    public static AlertRule? Find(Turn turn, RuleBook book, long clientId, string id) => Offered(turn, book, clientId).Find(rule => rule.Id == id);

    /// <summary>The client's own rules and the general ones it has no own one for, switched-off ones too; rules about sources are for those who run the bot.</summary>
    private static List<AlertRule> Offered(Turn turn, RuleBook book, long clientId)
    {
        var replaced = book.Rules.Where(rule => rule.ClientId == clientId && rule.Replaces is not null).Select(rule => rule.Replaces).ToHashSet();
        return [.. book.Rules.Where(rule => (rule.Audience == AlertAudience.Staff || turn.Scope.User.Owner) && (rule.ClientId == clientId || (rule.ClientId is null && !replaced.Contains(rule.Id))))];
    }
}
