using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Connecting.Buttons;

/// <summary>Shows the ways to give access.</summary>
internal sealed class ConnectWaysAction(ConnectWays ways) : ConnectAction(Name)
{
    public const string Name = "connect.ways";

    private readonly ConnectWays _ways = ways;

    protected override Task ConnectAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        if (ConnectTarget.Parse(argument) is { } target)
            _ways.Show(turn, client, target);
        else
            turn.Reply(ConnectWords.Expired);
        return Task.CompletedTask;
    }
}
