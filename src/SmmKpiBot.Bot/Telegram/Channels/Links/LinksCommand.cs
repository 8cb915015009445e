using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Commands;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Channels.Links;

/// <summary><c>/links [client]</c>: what followers of each advertising link of a channel cost.</summary>
internal sealed class LinksCommand(ClientChooser chooser, LinksDesk desk) : IBotCommand
{
    private readonly ClientChooser _chooser = chooser;
    private readonly LinksDesk _desk = desk;

    public string Name => "links";

    public Words Title { get; } = new("Підписники за рекламними посиланнями каналу", "Followers by a channel’s ad links");

    public Role MinimalRole => Role.Staff;

    public bool Changes => false;

    public int Place => 36;

    public async Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken)
    {
        if (await _chooser.ChooseAsync(turn, arguments.Trim(), LinksShowAction.Name, null, cancellationToken) is { } client)
            await _desk.ShowAsync(turn, client, cancellationToken);
    }
}
