using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Connecting;
using SmmKpiBot.Bot.Connecting.Buttons;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary><c>/connect [client]</c>: what is connected, and the way to connect more. In private alone: secrets are sent here.</summary>
internal sealed class ConnectCommand(ClientChooser chooser, ConnectDesk desk) : IBotCommand
{
    private readonly ClientChooser _chooser = chooser;
    private readonly ConnectDesk _desk = desk;

    public string Name => "connect";

    public Words Title { get; } = new("Під’єднати мережі клієнта", "Connect a client’s networks");

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public bool OnlyInPrivate => true;

    public int Place => 55;

    public async Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken)
    {
        if (await _chooser.ChooseAsync(turn, arguments.Trim(), ConnectClientAction.Name, null, cancellationToken) is not { } client)
            return;
        if (turn.Scope.MayChange(client.Id))
            await _desk.ShowAsync(turn, client, isEdit: false, cancellationToken);
        else
            turn.Reply(Phrases.NotYours);
    }
}
