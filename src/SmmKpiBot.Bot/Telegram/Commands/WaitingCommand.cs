using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary><c>/waiting [client]</c>: who waits for an answer, longest first.</summary>
internal sealed class WaitingCommand(ClientChooser chooser, WaitingDesk desk) : IBotCommand
{
    private readonly ClientChooser _chooser = chooser;
    private readonly WaitingDesk _desk = desk;

    public string Name => "waiting";

    public Words Title { get; } = new("Хто чекає на відповідь", "Who is waiting for an answer");

    public Role MinimalRole => Role.Staff;

    public bool Changes => false;

    public int Place => 32;

    public async Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken)
    {
        var name = arguments.Trim();
        if (name.Length == 0)
        {
            await _desk.ShowAsync(turn, null, 0, edit: false, cancellationToken);
        }
        else if (await _chooser.ChooseAsync(turn, name, WaitingDesk.PageAction, "0", cancellationToken) is { } client)
        {
            await _desk.ShowAsync(turn, client, 0, edit: false, cancellationToken);
        }
    }
}
