using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Connecting.Buttons;

/// <summary>Asks for the name of a place.</summary>
internal sealed class ConnectNameAction(ConnectWays ways) : ConnectAction(NameTaker.Name)
{
    private readonly ConnectWays _ways = ways;

    protected override Task ConnectAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        if (ConnectTarget.Parse(argument) is { } target)
            _ways.AskName(turn, client, target);
        else
            turn.Reply(ConnectWords.Expired);
        return Task.CompletedTask;
    }
}
