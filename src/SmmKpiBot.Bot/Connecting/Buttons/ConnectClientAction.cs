using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Connecting.Buttons;

/// <summary>The client was chosen: shows what of it is connected.</summary>
internal sealed class ConnectClientAction(ConnectDesk desk) : ConnectAction(Name)
{
    public const string Name = "connect.client";

    private readonly ConnectDesk _desk = desk;

    protected override Task ConnectAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken) => _desk.ShowAsync(turn, client, isEdit: true, cancellationToken);
}
