using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>The rules of a client; first asks which, where there are several.</summary>
internal sealed class RulesAction(RulesDesk desk, ClientChooser chooser) : IButtonAction
{
    private readonly RulesDesk _desk = desk;
    private readonly ClientChooser _chooser = chooser;

    public string Action => AlertButtons.Rules;

    public Role MinimalRole => Role.Staff;

    public bool Changes => false;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if ((turn.Client ?? await _chooser.ChooseAsync(turn, "", AlertButtons.Rules, null, cancellationToken)) is { } client)
            await _desk.ShowAsync(turn, client, edit: false, cancellationToken);
    }
}
