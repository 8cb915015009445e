using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Telegram.Buttons;

/// <summary>A button with which the team changes things of one client. Whoever may not do that hears so, and nothing happens.</summary>
internal abstract class TeamAction(string action) : IButtonAction
{
    public string Action { get; } = action;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (turn.Client is { } client && turn.Scope.MayChange(client.Id))
            return PressAsync(turn, client, button.Argument ?? "", cancellationToken);
        turn.Reply(Phrases.NotYours);
        return Task.CompletedTask;
    }

    /// <param name="turn">Who presses where.</param>
    /// <param name="client">Things of this client the person may change, here and now.</param>
    /// <param name="argument">As stored with the button.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    protected abstract Task PressAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken);
}
