using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
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
        if (await _press.FindAsync(turn, button, cancellationToken) is not { } state || button.Argument!.Split('|') is not [_, var what, var days])
            return;

        var book = await _rules.ReadAsync(cancellationToken);
        var silence = Silence(state, what, int.Parse(days, CultureInfo.InvariantCulture), book, turn.From.Name ?? turn.Say(new("хтось", "somebody")));
        turn.Answer.Write((connection, transaction) => SilenceStore.AddAsync(connection, transaction, silence));
        _press.WakeAfter(turn);
        turn.Edit(new TelegramHtml().Text("🔇 " + SilenceText.Of(silence, book, turn.Client, turn.Client?.TimeZone ?? _zone, turn.Language)));
    }

    private Silence Silence(AlertState state, string what, int days, RuleBook book, string author)
    {
        var now = _timeProvider.GetUtcNow();
        return new()
        {
            Id = Ulid.New(now),
            Author = author,
            From = now,
            Until = now.AddDays(Math.Clamp(days, 1, Reporting.Alerts.Notices.Silence.Longest.Days)),
            ClientId = AlertStateStore.ClientOf(state.Subject),
            RuleId = what == "rule" ? state.Subject.RuleId : null,
            Family = what == "family" && book.ById.TryGetValue(state.Subject.RuleId, out var rule) ? rule.Family : null,
        };
    }
}
