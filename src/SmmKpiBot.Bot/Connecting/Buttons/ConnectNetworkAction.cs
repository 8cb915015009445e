using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Connecting.Buttons;

/// <summary>The network was chosen: asks for which account, or at once for the way.</summary>
internal sealed class ConnectNetworkAction(ConnectDesk desk, ConnectWays ways) : ConnectAction(Name)
{
    public const string Name = "connect.network";

    private readonly ConnectDesk _desk = desk;
    private readonly ConnectWays _ways = ways;

    protected override async Task ConnectAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        if (!await _desk.AskAccountAsync(turn, client, argument, cancellationToken))
            _ways.Show(turn, client, new ConnectTarget(argument, null));
    }
}
