using SmmKpiBot.Bot.Alerts.Buttons;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Questions;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts.Building;

/// <summary>
/// Puts a rule together by buttons in plain words: what, which figure, how much; then the whole sentence with a rehearsal, where everything else can still be
/// chosen before it is kept.
/// </summary>
internal sealed class RuleBuilder(RuleRehearsal rehearsal, RuleFigures figures, RulePreview preview, RuleKeeper keeper, AwaitedTexts texts) : IAwaitedText
{
    /// <summary>Buttons so short fit side by side on a phone, all or two of them.</summary>
    private const int Narrow = 7;

    private const int Wide = 20;

    private static readonly Words NoNumber = new("Це не схоже на число. ", "This is no number. ");

    private readonly RuleRehearsal _rehearsal = rehearsal;
    private readonly RuleFigures _figures = figures;
    private readonly RulePreview _preview = preview;
    private readonly RuleKeeper _keeper = keeper;
    private readonly AwaitedTexts _texts = texts;

    public string Action => AlertButtons.Build;

    /// <summary>The next question about a draft, or the end.</summary>
    public async Task AskAsync(Turn turn, Client client, RuleDraft draft, bool edit, CancellationToken cancellationToken)
    {
        if (draft.Kind is { } kind && RuleKinds.IsForOperators(kind) && !turn.Scope.User.Owner)
        {
            turn.Reply(Phrases.NotYours);
            return;
        }

        if (draft.Save)
        {
            _keeper.Keep(turn, client, draft, edit);
            return;
        }

        var (html, keyboard) = draft switch
        {
            { Kind: null } => Kinds(turn, client),
            { Part: RulePart.Budget } => Budget(turn, client, draft),
            { Part: RulePart.Window or RulePart.Patience or RulePart.Minimum } => RulePreview.Choices(turn, client, draft),
            { Spec: not null, Part: RulePart.None } => await _preview.ShowAsync(turn, client, draft, cancellationToken),
            { Kpi: null } when RuleKinds.NeedsKpi(draft.Kind.Value) => await _figures.AskAsync(turn, client, draft, cancellationToken),
            { Kind: RuleKind.Budget, Spec: null } when !client.Plans.Any(plan => plan.KpiKey == "paid.spend") => Budget(turn, client, draft),
            _ => await ThresholdsAsync(turn, client, draft, cancellationToken),
        };
        if (draft.Before is { } before && keyboard is not null)
            Step(keyboard.Row(), turn.Say(new("‹ Назад", "‹ Back")), client, before);
        if (edit)
            turn.Edit(html, keyboard);
        else
            turn.Reply(html, keyboard, client.Id);
    }

    /// <summary>Takes a typed number; one that cannot be is asked for again.</summary>
    public async Task TakeAsync(Turn turn, Client client, string? argument, string text, CancellationToken cancellationToken)
    {
        var draft = RuleDraft.Read(argument);
        if (draft.Kind is not { } kind)
            return;

        var before = draft.Rule("", client.Id);
        var check = draft.Part == RulePart.Budget ? WithBudget(before?.Check as BudgetPaceCheck, text, turn.Language) : TypedThreshold.Read(kind, draft.Kpi, text, turn.Language);
        if (check is null)
        {
            AskAgain(turn, client, draft, TypedThreshold.IsDoubtful(text, turn.Language) ? Doubtful(text) : NoNumber);
            return;
        }

        var rule = draft.Part == RulePart.Budget && before is null ? RuleChecks.New(check) : Chosen(before, check);
        if (AlertRuleProblems.Of(rule) is [var problem, ..])
            AskAgain(turn, client, draft, new(problem.Uk + " ", problem.En + " "));
        else
            await AskAsync(turn, client, draft.With(rule) with { Part = draft.Part == RulePart.Budget && before is null ? RulePart.Threshold : RulePart.None }, edit: false, cancellationToken);
    }

    /// <summary>The question about one client, as it begins on every page.</summary>
    public static TelegramHtml Question(Turn turn, Client client, Words words) => new TelegramHtml().Bold(client.Name).Text(": ").Text(turn.Say(words));

    public static void Step(Keyboard keyboard, string text, Client client, RuleDraft next, bool once = false) =>
        keyboard.Change(text, AlertButtons.Build, client.Id, next.Write(), once: once);

    /// <summary>A rule with the new threshold; everything else of it stays.</summary>
    private static AlertRule Chosen(AlertRule? before, AlertCheck check)
    {
        if (before is null)
            return RuleChecks.New(check);
        var made = RuleChecks.Like(check, before.Check);
        return RuleChecks.New(made) is { FireAfter: 1 } or { Check: SourceCheck } ? before with { Check = made, FireAfter = RuleChecks.New(made).FireAfter, ClearAfter = RuleChecks.New(made).ClearAfter } : before with { Check = made };
    }

    private static Words Doubtful(string text) => new(
        $"Не впевнений, скільки це: «{text}». Тисячі напишіть без крапки й коми. ",
        $"I am not sure how much “{text}” is. Write thousands without a point or a comma. ");

    private static BudgetPaceCheck? WithBudget(BudgetPaceCheck? before, string text, Language language) =>
        TypedThreshold.Amount(text, language) is { } amount ? (before ?? new()) with { MonthlyBudget = amount } : null;

    private static (TelegramHtml Html, Keyboard Keyboard) Kinds(Turn turn, Client client)
    {
        var keyboard = turn.NewKeyboard();
        foreach (var row in RuleKinds.Rows)
        {
            keyboard.Row();
            foreach (var kind in row.Where(kind => turn.Scope.User.Owner || !RuleKinds.IsForOperators(kind)))
                Step(keyboard, turn.Say(RuleKinds.Button(kind)), client, new() { Kind = kind });
        }

        return (Question(turn, client, new("про що написати?", "what shall I write about?")), keyboard);
    }

    private (TelegramHtml Html, Keyboard Keyboard) Budget(Turn turn, Client client, RuleDraft draft)
    {
        var html = Question(turn, client, new("який бюджет реклами на місяць?", "what is the ad budget of a month?"));
        if (client.Currency is null)
            return (html.Line().Line().Text(turn.Say(new("Спершу задайте валюту клієнта, на сервері бота: ", "Set the client's currency first, on the bot's server: "))).Code($"client set {client.Slug} currency=UAH"), turn.NewKeyboard());

        html.Line().Line().Text(turn.Say(Write(turn, new($"суму в {client.Currency}, наприклад 30000", $"the amount in {client.Currency}, e.g. 30000"))));
        _texts.Ask(turn, Action, client.Id, (draft with { Part = RulePart.Budget }).Write());
        return (html, turn.NewKeyboard());
    }

    private async Task<(TelegramHtml Html, Keyboard Keyboard)> ThresholdsAsync(Turn turn, Client client, RuleDraft draft, CancellationToken cancellationToken)
    {
        var kind = draft.Kind!.Value;
        var before = draft.Rule("", client.Id);
        var history = kind is RuleKind.Below or RuleKind.Above ? await _rehearsal.HistoryAsync(client, draft.Kpi!, RuleChecks.Window(before?.Check ?? RuleChecks.OfKpi(kind, draft.Kpi!, 1))!.Value, cancellationToken) : [];
        var title = KpiCatalogue.Find(draft.Kpi ?? "")?.Title;
        var html = Question(turn, client, title is { } known ? new($"{known.Uk} — {RuleKinds.Question(kind).Uk}", $"{known.En}: {RuleKinds.Question(kind).En}") : RuleKinds.Question(kind));
        if (history.Count > 0)
        {
            var (least, most, last) = (history.MinBy(one => one.Value)!, history.MaxBy(one => one.Value)!, history[^1]);
            html.Line().Line().Text(turn.Say(new(
                $"Досі було від {KpiText.Value(least, Language.Uk)} до {KpiText.Value(most, Language.Uk)}, востаннє — {KpiText.Value(last, Language.Uk)}.",
                $"So far from {KpiText.Value(least, Language.En)} to {KpiText.Value(most, Language.En)}, the last time {KpiText.Value(last, Language.En)}.")));
        }

        if (TypedThreshold.Hint(kind, draft.Kpi) is { } hint)
        {
            html.Line().Line().Text(turn.Say(Write(turn, hint, isOr: true)));
            _texts.Ask(turn, Action, client.Id, (draft with { Part = RulePart.Threshold }).Write());
        }

        var keyboard = turn.NewKeyboard();
        var choices = ThresholdChoices.Of(kind, draft.Kpi, history, turn.Language);
        // Without a past no figure is offered; then only a written one remains.
        var longest = choices.Select(choice => choice.Text.Length).DefaultIfEmpty(0).Max();
        var perRow = longest <= Narrow ? choices.Count : longest <= Wide ? 2 : 1;
        for (var at = 0; at < choices.Count; at++)
            Step(at % perRow == 0 ? keyboard.Row() : keyboard, choices[at].Text, client, draft.With(Chosen(before, choices[at].Check)));
        return (html, keyboard);
    }

    private void AskAgain(Turn turn, Client client, RuleDraft draft, Words problem)
    {
        var hint = draft.Part == RulePart.Budget
            ? new Words($"суму в {client.Currency}, наприклад 30000", $"the amount in {client.Currency}, e.g. 30000")
            : TypedThreshold.Hint(draft.Kind!.Value, draft.Kpi) ?? default;
        var write = Write(turn, hint);
        turn.Reply(new Words(problem.Uk + write.Uk, problem.En + write.En));
        _texts.Ask(turn, Action, client.Id, draft.Write());
    }

    /// <summary>In a group only replies to the bot are seen.</summary>
    private static Words Write(Turn turn, Words what, bool isOr = false)
    {
        var uk = (isOr ? "Або " : "") + (turn.From.Private ? "напишіть " : "дайте відповідь на це повідомлення: ");
        var en = (isOr ? "Or " : "") + (turn.From.Private ? "write " : "reply to this message with ");
        return new(Typography.Capital(uk + what.Uk) + ".", Typography.Capital(en + what.En) + ".");
    }
}
