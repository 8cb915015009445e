using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Questions;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Connecting.Buttons;

/// <summary>What was asked for is not awaited any more: back to what is connected.</summary>
internal sealed class ConnectCancelAction(ConnectDesk desk) : ConnectAction(Name)
{
    public const string Name = "connect.cancel";

    private readonly ConnectDesk _desk = desk;

    protected override Task ConnectAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        AwaitedTexts.Forget(turn);
        return _desk.ShowAsync(turn, client, isEdit: true, cancellationToken);
    }
}
