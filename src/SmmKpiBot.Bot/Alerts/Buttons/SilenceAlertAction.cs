using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>Asks what to silence and for how long.</summary>
internal sealed class SilenceAlertAction(AlertPress press, AlertRuleStore rules) : IButtonAction
{
    private static readonly (int Days, Words Name)[] Spans =
    [
        (1, new("на добу", "for a day")),
        (7, new("на тиждень", "for a week")),
        (30, new("на 30 днів", "for 30 days")),
    ];

    private readonly AlertPress _press = press;
    private readonly AlertRuleStore _rules = rules;

    public string Action => AlertButtons.Silence;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (await _press.FindAsync(turn, button, cancellationToken) is not { } state)
            return;

        var book = await _rules.ReadAsync(cancellationToken);
        var keyboard = turn.NewKeyboard();
        Add("rule", turn.Say(new("Це", "This one")));
        if (state.Subject.ClientId != 0 && book.ById.TryGetValue(state.Subject.RuleId, out var rule))
            Add("family", Typography.Capital(SilenceText.Family(rule.Family, turn.Language)));
        if (state.Subject.ClientId != 0)
            Add("client", turn.Client!.Name);
        turn.Reply(new TelegramHtml().Text(turn.Say(new(
            "Що заглушити і на скільки? Поки тиша триває, про це не пишу; стежу й далі, усе видно в /alerts.",
            "What to silence, and for how long? Meanwhile I write nothing of it; I go on watching, and /alerts shows everything."))), keyboard, turn.Client?.Id);

        void Add(string what, string name)
        {
            keyboard.Row();
            foreach (var (days, span) in Spans)
                keyboard.Change($"{name} {turn.Say(span)}", AlertButtons.SilenceFor, AlertStateStore.ClientOf(state.Subject), $"{state.EpisodeId}|{what}|{days}", once: true);
        }
    }
}
