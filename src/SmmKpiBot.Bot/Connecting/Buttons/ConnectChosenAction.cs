using System.Globalization;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Connecting.Buttons;

/// <summary>Takes what was chosen of an account's figures.</summary>
internal sealed class ConnectChosenAction(ChoiceDesk desk) : ConnectAction(Name)
{
    public const string Name = "connect.chosen";

    private readonly ChoiceDesk _desk = desk;

    protected override async Task ConnectAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        if (argument.Split(' ', 2) is [var account, var value] && long.TryParse(account, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            await _desk.ChooseAsync(turn, client, id, value, cancellationToken);
        else
            turn.Reply(ConnectWords.Expired);
    }
}
