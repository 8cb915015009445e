using System.Data.Common;
using SmmKpiBot.Bot.Alerts.Buttons;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts.Building;

/// <summary>Keeps a rule that was put together, as a new one, in the place of the one that was changed, or as a client's own in the stead of a general one.</summary>
internal sealed class RuleKeeper(AlertRuleStore rules, AlertPress press, TimeProvider timeProvider)
{
    private readonly AlertRuleStore _rules = rules;
    private readonly AlertPress _press = press;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Of two people who keep the same at once one hears that it is there already; of two who change one rule the later hears what it has become.</summary>
    public void Keep(Turn turn, Client client, RuleDraft draft, bool edit)
    {
        turn.Write((connection, transaction) => KeepAsync(connection, transaction, turn, client, draft), edit, client.Id);
        _press.WakeAfter(turn);
    }

    private async Task<(TelegramHtml Html, Keyboard? Keyboard)> KeepAsync(DbConnection connection, DbTransaction transaction, Turn turn, Client client, RuleDraft draft)
    {
        var all = draft.All && turn.Scope.User.SeesAll;
        var rules = (await AlertRuleStore.ReadToChangeAsync(connection, transaction)).Rules;
        var changed = draft.Id is null ? null : rules.FirstOrDefault(rule => rule.Id == draft.Id && (rule.ClientId is null || rule.ClientId == client.Id));
        if (draft.Id is not null && changed is null)
            return (new TelegramHtml().Text(turn.Say(RulesDesk.Gone)), null);
        if (draft.Version is { } seen && changed is not null && changed.Version != seen)
            return Overtaken(turn, client, changed, draft);

        var rule = Placed(draft.Rule(Ulid.New(_timeProvider.GetUtcNow()), all ? null : client.Id)!, changed, rules);
        if (AlertRuleProblems.Of(rule) is [var problem, ..])
            return (new TelegramHtml().Text(turn.Say(problem)), Back(turn, client));

        // What was a client's own and becomes a rule for all is its own no more: two would tell it of the same.
        var merged = changed is { ClientId: not null } && rule.ClientId is null ? changed.Id : null;
        if (AlertRules.TwinOf([.. rules.Where(one => one.Id != merged)], rule) is { } twin)
            return (TwinText.Of(twin, turn.Language), Instead(turn, client, twin, rule));

        if (merged is not null)
            await _rules.RemoveAsync(connection, transaction, merged, turn.From.Name);
        await _rules.SaveAsync(connection, transaction, rule, turn.From.Name);
        var whom = rule.ClientId is null ? new Words("Стежу за всіма клієнтами", "I watch all clients") : new($"Стежу за клієнтом {client.Name}", $"I watch {client.Name}");
        return (new TelegramHtml().Text("✅ ").Text(turn.Say(whom)).Text(": ").Text(AlertText.Sentence(rule, turn.Language)), Back(turn, client));
    }

    /// <summary>
    /// A changed rule keeps its place where it is for the same ones. Of one client in place of all it stands in for the general one; for all in place of one client it
    /// becomes the general one that it stood in for.
    /// </summary>
    private static AlertRule Placed(AlertRule rule, AlertRule? changed, IReadOnlyList<AlertRule> rules) => changed switch
    {
        null => rule,
        _ when changed.ClientId == rule.ClientId => rule with { Id = changed.Id, Replaces = changed.Replaces },
        { ClientId: null } => rule with { Replaces = changed.Id },
        _ when rules.Any(one => one.Id == changed.Replaces) => rule with { Id = changed.Replaces! },
        _ => rule,
    };

    private static (TelegramHtml Html, Keyboard Keyboard) Overtaken(Turn turn, Client client, AlertRule changed, RuleDraft draft)
    {
        var html = new TelegramHtml()
            .Text(turn.Say(new("Поки ви змінювали це правило, його змінив хтось інший; ваше не збережено. Тепер воно таке: ", "Somebody else changed this rule while you did; yours was not saved. It is now: ")))
            .Text(AlertText.Sentence(changed, turn.Language));
        var keyboard = turn.NewKeyboard();
        RuleBuilder.Step(keyboard.Row(), turn.Say(new("Однаково зберегти моє", "Save mine all the same")), client, draft with { Version = changed.Version }, once: true);
        return (html, keyboard.Row().Show(turn.Say(new("Усі правила", "All rules")), AlertButtons.Rules, client.Id, null));
    }

    /// <summary>The rule that is there can be made what was asked for, unless it is another client's.</summary>
    private static Keyboard Instead(Turn turn, Client client, AlertRule twin, AlertRule rule)
    {
        var keyboard = turn.NewKeyboard();
        if (twin.ClientId is null || twin.ClientId == client.Id)
            keyboard.Row().Change(turn.Say(new("Змінити те правило", "Change that rule")), AlertButtons.Build, client.Id, RuleDraft.Of(rule with { Id = twin.Id, Version = twin.Version }).Write());
        return keyboard.Row().Show(turn.Say(new("Усі правила", "All rules")), AlertButtons.Rules, client.Id, null);
    }

    private static Keyboard Back(Turn turn, Client client) => turn.NewKeyboard().Row().Show(turn.Say(new("Усі правила", "All rules")), AlertButtons.Rules, client.Id, null);
}
