using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>Silences a rule, a family or a client for some days.</summary>
internal sealed class SilenceForAction(AlertPress press, AlertRuleStore rules, ClientDefaults defaults, TimeProvider timeProvider) : IButtonAction
{
    private readonly AlertPress _press = press;
    private readonly AlertRuleStore _rules = rules;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(defaults.TimeZone);
    private readonly TimeProvider _timeProvider = timeProvider;

    public string Action => AlertButtons.SilenceFor;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (await _press.FindToChangeAsync(turn, button, cancellationToken) is not { } state || button.Argument!.Split('|') is not [_, var kind, var days])
            return;

        var book = await _rules.ReadAsync(cancellationToken);
        if (SilenceTarget.Find(state, book, kind) is not { } target)
            return;

        var author = turn.From.Name ?? turn.Say(new("хтось", "somebody"));
        var silence = target.ToSilence(state, author, _timeProvider.GetUtcNow(), int.Parse(days, CultureInfo.InvariantCulture));
        turn.Answer.Write((connection, transaction) => SilenceStore.AddAsync(connection, transaction, silence));
        _press.WakeAfter(turn);
        turn.Edit(new TelegramHtml().Text("🔇 " + SilenceText.Of(silence, book, turn.Client, turn.Client?.TimeZone ?? _zone, turn.Language)));
    }
}
