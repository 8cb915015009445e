using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>Ends a silence before its time.</summary>
internal sealed class EndSilenceAction(SilenceStore silences, AlertPress press, TimeProvider timeProvider) : IButtonAction
{
    private readonly SilenceStore _silences = silences;
    private readonly AlertPress _press = press;
    private readonly TimeProvider _timeProvider = timeProvider;

    public string Action => AlertButtons.EndSilence;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var silence = (await _silences.ListAsync(now, cancellationToken)).FirstOrDefault(one => one.Id == button.Argument);
        if (silence is null || (silence.ClientId is null ? !turn.Scope.User.Owner : silence.ClientId != turn.Client?.Id))
        {
            turn.Reply(new Words("Цієї тиші вже немає.", "This silence is over."));
            return;
        }

        turn.Answer.Write((connection, transaction) => SilenceStore.EndAsync(connection, transaction, silence.Id, now));
        _press.WakeAfter(turn);
        turn.Reply(new Words("Тишу знято.", "The silence is ended."));
    }
}
