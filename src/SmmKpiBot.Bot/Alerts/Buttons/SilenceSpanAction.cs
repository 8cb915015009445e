using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>Asks for how long to silence what was chosen.</summary>
internal sealed class SilenceSpanAction(AlertPress press, AlertRuleStore rules) : IButtonAction
{
    private static readonly (int Days, Words Name)[] Spans =
    [
        (1, new("На добу", "A day")),
        (7, new("На тиждень", "A week")),
        (30, new("На 30 днів", "30 days")),
    ];

    private readonly AlertPress _press = press;
    private readonly AlertRuleStore _rules = rules;

    public string Action => AlertButtons.SilenceSpan;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (await _press.FindToChangeAsync(turn, button, cancellationToken) is not { } state || button.Argument!.Split('|') is not [_, var kind])
            return;

        var book = await _rules.ReadAsync(cancellationToken);
        if (SilenceTarget.Find(state, book, kind) is not { } target)
            return;

        var keyboard = turn.NewKeyboard();
        foreach (var (days, span) in Spans)
            keyboard.Change(turn.Say(span), AlertButtons.SilenceFor, AlertStateStore.ClientOf(state.Subject), $"{state.EpisodeId}|{kind}|{days}", once: true);
        var question = new TelegramHtml().Text("🔇 ").Bold(target.Name(book, turn.Client, turn.Language)).Line().Text(turn.Say(new("На скільки заглушити?", "Silence it for how long?")));
        turn.Edit(question, keyboard);
    }
}
