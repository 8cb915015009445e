using System.Globalization;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Connecting.Buttons;

/// <summary>Shows what of an account's figures can be chosen.</summary>
internal sealed class ConnectChoiceAction(ChoiceDesk desk) : ConnectAction(Name)
{
    public const string Name = "connect.choice";

    private readonly ChoiceDesk _desk = desk;

    protected override Task ConnectAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken) =>
        _desk.ShowAsync(turn, client, long.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0, cancellationToken);
}
