using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>Asks what to silence: each button names it in full, so each has a row of its own.</summary>
internal sealed class SilenceAlertAction(AlertPress press, AlertRuleStore rules) : IButtonAction
{
    private readonly AlertPress _press = press;
    private readonly AlertRuleStore _rules = rules;

    public string Action => AlertButtons.Silence;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (await _press.FindToChangeAsync(turn, button, cancellationToken) is not { } state)
            return;

        var book = await _rules.ReadAsync(cancellationToken);
        var keyboard = turn.NewKeyboard();
        foreach (var target in SilenceTarget.Of(state, book))
        {
            keyboard.Row().Change(target.Name(book, turn.Client, turn.Language), AlertButtons.SilenceSpan, AlertStateStore.ClientOf(state.Subject), $"{state.EpisodeId}|{target.Kind}");
        }

        turn.Reply(
            new TelegramHtml().Text(turn.Say(new(
                "Що заглушити? Поки тиша триває, про це не пишу; стежу й далі, усе видно в /alerts.",
                "What to silence? Meanwhile I write nothing of it; I go on watching, and /alerts shows everything."))),
            keyboard,
            turn.Client?.Id);
    }
}
