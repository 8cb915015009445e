using System.Globalization;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Connecting.Buttons;

/// <summary>Disconnects an account; its figures stay.</summary>
internal sealed class ConnectDroppedAction(ConnectDesk desk) : ConnectAction(Name)
{
    public const string Name = "connect.dropped";

    private readonly ConnectDesk _desk = desk;

    protected override Task ConnectAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken) =>
        _desk.DropAsync(turn, client, long.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0, cancellationToken);
}
