using System.Collections.Concurrent;
using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Buttons;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Puts a rule together by buttons in plain words: what, how, how much, how patiently; then a sentence, a rehearsal, and it is kept.</summary>
internal sealed class RuleBuilder(RuleRehearsal rehearsal, AlertRuleStore rules, AlertPress press, ScopedClients clients, TimeProvider timeProvider)
{
    private static readonly TimeSpan TypedLife = TimeSpan.FromMinutes(30);

    private static readonly (RuleKind Kind, Words Text)[] Kinds =
    [
        (RuleKind.Below, new("нижче за…", "below…")),
        (RuleKind.Above, new("вище за…", "above…")),
        (RuleKind.Falls, new("падає на… %", "falls by… %")),
        (RuleKind.Rises, new("росте на… %", "rises by… %")),
        (RuleKind.Unusual, new("гірше, ніж зазвичай", "worse than usual")),
        (RuleKind.Plan, new("відстає від плану", "behind the plan")),
    ];

    private readonly RuleRehearsal _rehearsal = rehearsal;
    private readonly AlertRuleStore _rules = rules;
    private readonly AlertPress _press = press;
    private readonly ScopedClients _clients = clients;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ConcurrentDictionary<(long Chat, long User), Pending> _pending = new();

    /// <summary>The next question about a draft, or the end.</summary>
    public async Task AskAsync(Turn turn, Client client, RuleDraft draft, bool edit, CancellationToken cancellationToken)
    {
        var (html, keyboard) = draft switch
        {
            { Family: null } => Families(turn, client),
            { Kpi: null } => Kpis(turn, client, draft),
            { Kind: null } => HowToCompare(turn, client, draft),
            { Threshold: null } => await ThresholdsAsync(turn, client, draft, cancellationToken),
            { Days: null } => Patience(turn, client, draft),
            { Save: true } => await SaveAsync(turn, client, draft),
            _ => await PreviewAsync(turn, client, draft, cancellationToken),
        };
        if (edit)
            turn.Edit(html, keyboard);
        else
            turn.Reply(html, keyboard, client.Id);
    }

    /// <summary>Takes a typed threshold for the draft that waits for one. False when none waits, or the text is no number.</summary>
    public async Task<bool> TakeTypedAsync(Turn turn, string text, CancellationToken cancellationToken)
    {
        if (turn.From.UserId is not { } user || Number(text) is not { } typed || !_pending.TryRemove((turn.From.ChatId, user), out var pending) || pending.Until < _timeProvider.GetUtcNow()
            || !turn.Scope.MayChange(pending.ClientId) || await _clients.FindAsync(turn.Scope, pending.ClientId, cancellationToken) is not { } client)
        {
            return false;
        }

        var isShare = pending.Draft.Kind is RuleKind.Falls or RuleKind.Rises or RuleKind.Plan
            || (pending.Draft.Kind is RuleKind.Below or RuleKind.Above && KpiCatalogue.Find(pending.Draft.Kpi ?? "")?.Unit == KpiUnit.Rate);
        await AskAsync(turn, client, pending.Draft with { Threshold = isShare ? typed / 100 : typed }, edit: false, cancellationToken);
        return true;
    }

    private static decimal? Number(string text)
    {
        var plain = text.TrimEnd('%', ' ').Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal).Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1_000_000_000_000m ? number : null;
    }

    private static (TelegramHtml Html, Keyboard Keyboard) Families(Turn turn, Client client)
    {
        var keyboard = turn.NewKeyboard();
        var families = KpiCatalogue.Definitions.Select(kpi => kpi.Family).Distinct().ToList();
        for (var at = 0; at < families.Count; at++)
            Step(at % 2 == 0 ? keyboard.Row() : keyboard, FamilyNames.Of(families[at]).In(turn.Language), client, new() { Family = families[at] });
        return (Question(turn, client, new("за чим стежити?", "what shall I watch?")), keyboard);
    }

    private static (TelegramHtml Html, Keyboard Keyboard) Kpis(Turn turn, Client client, RuleDraft draft)
    {
        var keyboard = turn.NewKeyboard();
        foreach (var kpi in KpiCatalogue.Definitions.Where(kpi => kpi.Family == draft.Family && kpi.Key != "reach.account"))
            Step(keyboard.Row(), kpi.Title.In(turn.Language), client, draft with { Kpi = kpi.Key });
        return (Question(turn, client, new("який показник?", "which figure?")), keyboard);
    }

    private static (TelegramHtml Html, Keyboard Keyboard) HowToCompare(Turn turn, Client client, RuleDraft draft)
    {
        var keyboard = turn.NewKeyboard();
        var hasPlan = client.Plans.Any(plan => plan.KpiKey == draft.Kpi);
        var offered = Kinds.Where(kind => kind.Kind != RuleKind.Plan || hasPlan).ToList();
        for (var at = 0; at < offered.Count; at++)
            Step(at % 2 == 0 ? keyboard.Row() : keyboard, Typography.Capital(offered[at].Text.In(turn.Language)), client, draft with { Kind = offered[at].Kind });
        return (Question(turn, client, new($"{Title(draft, Language.Uk)} за 7 днів: коли писати?", $"{Title(draft, Language.En)} over 7 days: when shall I write?")), keyboard);
    }

    private async Task<(TelegramHtml Html, Keyboard Keyboard)> ThresholdsAsync(Turn turn, Client client, RuleDraft draft, CancellationToken cancellationToken)
    {
        var kind = draft.Kind!.Value;
        var history = kind is RuleKind.Below or RuleKind.Above ? await _rehearsal.HistoryAsync(client, draft.Kpi!, cancellationToken) : [];
        var html = Question(turn, client, new($"{Title(draft, Language.Uk)}: {Text(kind).Uk}", $"{Title(draft, Language.En)}: {Text(kind).En}"));
        if (history.Count > 0)
        {
            var (least, most, last) = (history.MinBy(kpi => kpi.Value)!, history.MaxBy(kpi => kpi.Value)!, history[^1]);
            html.Line().Text(turn.Say(new(
                $"За останні {history.Count} тиж.: від {KpiText.Value(least, Language.Uk)} до {KpiText.Value(most, Language.Uk)}; останній — {KpiText.Value(last, Language.Uk)}.",
                $"In the last {history.Count} weeks: from {KpiText.Value(least, Language.En)} to {KpiText.Value(most, Language.En)}; the last one {KpiText.Value(last, Language.En)}.")));
        }

        if (turn.From.UserId is { } user)
        {
            _pending[(turn.From.ChatId, user)] = new(client.Id, draft, _timeProvider.GetUtcNow() + TypedLife);
            html.Line().Text(turn.Say(new("Інше число — командою, наприклад: ", "Another number by a command, e.g. "))).Code("/alerts 25");
        }

        var keyboard = turn.NewKeyboard().Row();
        foreach (var choice in ThresholdChoices.Of(kind, history, turn.Language))
            Step(keyboard, choice.Text, client, draft with { Threshold = choice.Value });
        return (html, keyboard);
    }

    private static (TelegramHtml Html, Keyboard Keyboard) Patience(Turn turn, Client client, RuleDraft draft)
    {
        var keyboard = turn.NewKeyboard();
        foreach (var (days, text) in (ReadOnlySpan<(int, Words)>)[(1, new("Відразу", "At once")), (2, new("Якщо так 2 дні поспіль", "After 2 days in a row")), (3, new("Якщо так 3 дні поспіль", "After 3 days in a row"))])
            Step(keyboard.Row(), text.In(turn.Language), client, draft with { Days = days });
        return (Question(turn, client, new("наскільки терпляче?", "how patiently?")), keyboard);
    }

    private async Task<(TelegramHtml Html, Keyboard Keyboard)> PreviewAsync(Turn turn, Client client, RuleDraft draft, CancellationToken cancellationToken)
    {
        var rule = draft.ToRule(Ulid.New(_timeProvider.GetUtcNow()), client.Id)!;
        if (AlertRuleProblems.Of(rule) is [var problem, ..])
            return (new TelegramHtml().Text(turn.Say(problem)), turn.NewKeyboard().Row().Change(turn.Say(new("Почати знову", "Start again")), AlertButtons.Build, client.Id, ""));

        var html = new TelegramHtml().Bold(client.Name).Line().Text(AlertText.Sentence(rule, turn.Language)).Line().Text(AlertText.Patience(rule, turn.Language));
        if (draft.Critical)
            html.Line().Text(turn.Say(new("Терміново: пишу й уночі.", "Urgent: I write at night too.")));
        html.Line().Line().Text(await _rehearsal.OfAsync(client, rule, cancellationToken) is { } rehearsed
            ? AlertText.Rehearsed(rehearsed, turn.Language)
            : turn.Say(new("Перевірити на минулих даних не вийде: їх немає.", "It cannot be tried on the past: there are no data for it.")));
        var keyboard = turn.NewKeyboard();
        Step(keyboard.Row(), turn.Say(new("Зберегти", "Save")), client, draft with { Save = true }, once: true);
        if (turn.Scope.User.SeesAll)
            Step(keyboard, turn.Say(new("Зберегти для всіх", "Save for all")), client, draft with { Save = true, All = true }, once: true);
        Step(keyboard.Row(), draft.Critical ? turn.Say(new("Не терміново", "Not urgent")) : turn.Say(new("Терміново", "Urgent")), client, draft with { Critical = !draft.Critical });
        Step(keyboard, turn.Say(new("Інший поріг", "Another threshold")), client, draft with { Threshold = null, Days = null });
        return (html, keyboard);
    }

    private Task<(TelegramHtml Html, Keyboard? Keyboard)> SaveAsync(Turn turn, Client client, RuleDraft draft)
    {
        var rule = draft.ToRule(Ulid.New(_timeProvider.GetUtcNow()), draft.All && turn.Scope.User.SeesAll ? null : client.Id)!;
        turn.Answer.Write((connection, transaction) => _rules.SaveAsync(connection, transaction, rule, turn.From.Name));
        _press.WakeAfter(turn);
        var html = new TelegramHtml().Text("✅ ").Text(turn.Say(new("Стежу: ", "I watch: "))).Text(AlertText.Sentence(rule, turn.Language));
        return Task.FromResult<(TelegramHtml, Keyboard?)>((html, null));
    }

    private static TelegramHtml Question(Turn turn, Client client, Words words) => new TelegramHtml().Bold(client.Name).Text(": ").Text(turn.Say(words));

    private static string Title(RuleDraft draft, Language language) => KpiCatalogue.Find(draft.Kpi ?? "")?.Title.In(language) ?? "";

    private static Words Text(RuleKind kind) => Kinds.First(one => one.Kind == kind).Text;

    private static void Step(Keyboard keyboard, string text, Client client, RuleDraft next, bool once = false) =>
        keyboard.Change(text, AlertButtons.Build, client.Id, next.Write(), once: once);

    private sealed record Pending(long ClientId, RuleDraft Draft, DateTimeOffset Until);
}
