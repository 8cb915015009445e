using System.Globalization;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Connecting.Buttons;

/// <summary>Shows a connected account.</summary>
internal sealed class ConnectAccountAction(ConnectDesk desk) : ConnectAction(Name)
{
    public const string Name = "connect.account";

    private readonly ConnectDesk _desk = desk;

    protected override Task ConnectAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken) =>
        _desk.ShowAccountAsync(turn, client, long.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0, cancellationToken);
}
