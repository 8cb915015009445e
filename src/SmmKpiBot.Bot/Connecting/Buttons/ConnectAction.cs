using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Connecting.Buttons;

/// <summary>A button of connecting: for the team of the client, and in private alone, because others read along in groups.</summary>
internal abstract class ConnectAction(string action) : TeamAction(action)
{
    protected sealed override Task PressAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        if (turn.Scope.Private)
            return ConnectAsync(turn, client, argument, cancellationToken);
        turn.Reply(Phrases.NotHere);
        return Task.CompletedTask;
    }

    /// <inheritdoc cref="TeamAction.PressAsync(Turn, Client, string, CancellationToken)"/>
    protected abstract Task ConnectAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken);
}
