using System.Globalization;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Connecting.Buttons;

/// <summary>Asks whether an account is really to be disconnected.</summary>
internal sealed class ConnectDropAction(ConnectDesk desk) : ConnectAction(Name)
{
    public const string Name = "connect.drop";

    private readonly ConnectDesk _desk = desk;

    protected override Task ConnectAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken) =>
        _desk.AskDropAsync(turn, client, long.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0, cancellationToken);
}
