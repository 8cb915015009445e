using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Connecting.Buttons;

/// <summary>Sends the link to the page of consent.</summary>
internal sealed class ConnectBrowserAction(ConnectWays ways) : ConnectAction(Name)
{
    public const string Name = "connect.browser";

    private readonly ConnectWays _ways = ways;

    protected override async Task ConnectAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        if (ConnectTarget.Parse(argument) is { } target)
            await _ways.SendLinkAsync(turn, client, target, cancellationToken);
        else
            turn.Reply(ConnectWords.Expired);
    }
}
