using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Questions;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Connecting.Buttons;

/// <summary>What was asked for is not awaited any more, and access that waits for a decision is forgotten: back to what is connected.</summary>
internal sealed class ConnectCancelAction(ConnectDesk desk) : ConnectAction(Name)
{
    public const string Name = "connect.cancel";

    private readonly ConnectDesk _desk = desk;

    protected override Task ConnectAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        AwaitedTexts.Forget(turn);
        turn.Answer.Write((connection, transaction) => AccessRequests.WithdrawAsync(connection, transaction, client.Id, turn.From.UserId ?? 0, turn.From.ChatId));
        return _desk.ShowAsync(turn, client, isEdit: true, cancellationToken);
    }
}
