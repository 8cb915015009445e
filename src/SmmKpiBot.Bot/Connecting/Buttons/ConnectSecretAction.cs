using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Connecting.Buttons;

/// <summary>Asks for a secret.</summary>
internal sealed class ConnectSecretAction(ConnectWays ways) : ConnectAction(Name)
{
    public const string Name = SecretTaker.Name;

    private readonly ConnectWays _ways = ways;

    protected override Task ConnectAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        if (ConnectTarget.Parse(argument) is { } target)
            _ways.AskSecret(turn, client, target);
        else
            turn.Reply(ConnectWords.Expired);
        return Task.CompletedTask;
    }
}
