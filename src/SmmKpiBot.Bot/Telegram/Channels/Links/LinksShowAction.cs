using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Telegram.Channels.Links;

/// <summary>Somebody chose the client whose links to show.</summary>
internal sealed class LinksShowAction(LinksDesk desk) : IButtonAction
{
    public const string Name = "links.show";

    private readonly LinksDesk _desk = desk;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => false;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (turn.Client is { } client)
            await _desk.ShowAsync(turn, client, cancellationToken);
        else
            turn.Reply(Phrases.OldButton);
    }
}
