using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts.Building;

/// <summary>A rule as a whole, before it is kept: its sentence, what it would have done, and all that can still be chosen.</summary>
internal sealed class RulePreview(RuleRehearsal rehearsal)
{
    private static readonly int[] Windows = [1, 7, 14, 28];
    private static readonly int[] Patiences = [1, 2, 3];
    private static readonly int[] LeastPeriods = [3, 5, 8];
    private static readonly int[] LeastWaits = [1, 5, 10, 20];
    private static readonly Noun Periods = new("період", "періоди", "періодів", "period", "periods");
    private static readonly Noun Waits = new("звернення", "звернення", "звернень", "wait", "waits");

    private readonly RuleRehearsal _rehearsal = rehearsal;

    public async Task<(TelegramHtml Html, Keyboard Keyboard)> ShowAsync(Turn turn, Client client, RuleDraft draft, CancellationToken cancellationToken)
    {
        var rule = draft.Rule("", client.Id)!;
        var html = new TelegramHtml().Bold(client.Name).Line().Text(AlertText.Sentence(rule, turn.Language)).Line().Text(AlertText.Patience(rule, turn.Language));
        if (rule.Severity == AlertSeverity.Critical)
            html.Line().Text(turn.Say(new("Терміново: пишу й уночі.", "Urgent: I write at night too.")));
        if (rule.Audience == AlertAudience.StaffAndOperator)
            html.Line().Text(turn.Say(new("Пишу команді клієнта й тим, хто веде бота.", "I write to the client’s team and to those who run the bot.")));
        if (rule.Audience == AlertAudience.Operator)
            html.Line().Text(turn.Say(new("Пишу тим, хто веде бота.", "I write to those who run the bot.")));
        html.Line().Line().Text(await _rehearsal.OfAsync(client, rule, cancellationToken) is { } rehearsed
            ? AlertText.Rehearsed(rehearsed, turn.Language)
            : turn.Say(new("Перевірити на минулих даних не вийде: їх немає.", "It cannot be tried on the past: there are no data for it.")));
        var keyboard = turn.NewKeyboard();
        RuleBuilder.Step(keyboard.Row(), turn.Say(new("✅ Зберегти", "✅ Save")), client, draft with { Save = true }, once: true);
        if (turn.Scope.User.SeesAll)
            RuleBuilder.Step(keyboard, turn.Say(new("Зберегти для всіх", "Save for all clients")), client, draft with { Save = true, All = true }, once: true);
        Parts(turn, client, draft, rule, keyboard);
        return (html, keyboard);
    }

    /// <summary>One part of the rule to choose.</summary>
    public static (TelegramHtml Html, Keyboard Keyboard) Choices(Turn turn, Client client, RuleDraft draft)
    {
        var rule = draft.Rule("", client.Id)!;
        var keyboard = turn.NewKeyboard();
        switch (draft.Part)
        {
            case RulePart.Window:
                foreach (var days in Windows)
                {
                    // Another period has other figures, so a fixed value is chosen anew.
                    var next = draft.With(rule with { Check = RuleChecks.WithWindow(rule.Check, days) });
                    Offer(keyboard.Row(), Plural.Count(days, Nouns.Day, turn.Language), RuleChecks.Window(rule.Check) == days, rule.Check is KpiValueCheck ? next with { Part = RulePart.Threshold } : next);
                }

                return (RuleBuilder.Question(turn, client, new("за який період рахувати?", "over how many days?")), keyboard);
            case RulePart.Minimum:
                var (least, noun) = rule.Check is SlowAnswersCheck ? (LeastWaits, Waits) : (LeastPeriods, Periods);
                foreach (var count in least)
                    Offer(keyboard.Row(), Plural.Count(count, noun, turn.Language), RuleChecks.Minimum(rule.Check) == count, draft.With(rule with { Check = RuleChecks.WithMinimum(rule.Check, count) }));
                return (RuleBuilder.Question(turn, client, new("скільки щонайменше має бути даних, щоб писати?", "how much must be known before I write?")), keyboard);
            default:
                foreach (var days in Patiences)
                    Offer(keyboard.Row(), turn.Say(Patient(rule, days)), rule.FireAfter == days, draft.With(rule with { FireAfter = days, ClearAfter = rule.Check is SourceCheck ? 1 : days }));
                return (RuleBuilder.Question(turn, client, new("коли писати?", "when shall I write?")), keyboard);
        }

        void Offer(Keyboard row, string text, bool isNow, RuleDraft next) => RuleBuilder.Step(row, text + (isNow ? " ✓" : ""), client, next);
    }

    private static void Parts(Turn turn, Client client, RuleDraft draft, AlertRule rule, Keyboard keyboard)
    {
        keyboard.Row();
        Add(new("Поріг…", "Threshold…"), draft with { Part = RulePart.Threshold });
        if (RuleChecks.Window(rule.Check) is { } window)
            Add(new($"Період: {Plural.Count(window, Nouns.Day, Language.Uk)}…", $"Period: {Plural.Count(window, Nouns.Day, Language.En)}…"), draft with { Part = RulePart.Window });
        else if (rule.Check is BudgetPaceCheck)
            Add(new("Бюджет…", "Budget…"), draft with { Part = RulePart.Budget });
        keyboard.Row();
        if (rule.Check is not (TokenCheck or SourceCheck { Fault: SourceFault.NoData or SourceFault.Throttled }))
            Add(rule.FireAfter == 1 ? new("Відразу…", "At once…") : Counted(rule), draft with { Part = RulePart.Patience });
        Add(rule.Severity == AlertSeverity.Critical ? new("Терміново: так", "Urgent: yes") : new("Терміново: ні", "Urgent: no"), draft.With(rule with { Severity = rule.Severity == AlertSeverity.Critical ? AlertSeverity.Warning : AlertSeverity.Critical }));
        if (RuleChecks.Minimum(rule.Check) is { } minimum)
        {
            keyboard.Row();
            var noun = rule.Check is SlowAnswersCheck ? Waits : Periods;
            Add(new($"Щонайменше {Plural.Count(minimum, noun, Language.Uk)}…", $"At least {Plural.Count(minimum, noun, Language.En)}…"), draft with { Part = RulePart.Minimum });
        }

        void Add(Words text, RuleDraft next) => RuleBuilder.Step(keyboard, turn.Say(text), client, next);
    }

    private static Words Counted(AlertRule rule) => rule.Check is SourceCheck
        ? new($"Спроб поспіль: {rule.FireAfter}…", $"Attempts in a row: {rule.FireAfter}…")
        : new($"Днів поспіль: {rule.FireAfter}…", $"Days in a row: {rule.FireAfter}…");

    private static Words Patient(AlertRule rule, int count) => (rule.Check, count) switch
    {
        (_, 1) => new("Відразу", "At once"),
        (SourceCheck, _) => new($"Після {count} спроб поспіль", $"After {count} attempts in a row"),
        _ => new($"Якщо так {count} дні поспіль", $"After {count} days in a row"),
    };
}
