using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Alerts.Buttons;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary><c>/alerts [client]</c>: what goes on now, worst first; its history; the rules.</summary>
internal sealed class AlertsCommand(ClientChooser chooser, AlertsDesk desk) : IBotCommand
{
    private readonly ClientChooser _chooser = chooser;
    private readonly AlertsDesk _desk = desk;

    public string Name => "alerts";

    public Words Title { get; } = new("Що не так зараз і за чим стежу", "What is wrong now, and what I watch");

    public Role MinimalRole => Role.Staff;

    public bool Changes => false;

    public int Place => 34;

    public async Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken)
    {
        var name = arguments.Trim();
        if (name.Length == 0)
        {
            await _desk.ShowAsync(turn, null, edit: false, cancellationToken);
        }
        else if (await _chooser.ChooseAsync(turn, name, AlertButtons.List, null, cancellationToken) is { } client)
        {
            await _desk.ShowAsync(turn, client, edit: false, cancellationToken);
        }
    }
}
