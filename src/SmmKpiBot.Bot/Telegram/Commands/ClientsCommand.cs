using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary><c>/clients</c>: one list, worst first, a line each with the reason.</summary>
internal sealed class ClientsCommand(ScopedClients clients, ClientStandings standings) : IBotCommand
{
    private const int MostButtons = 9;
    private const int PerRow = 3;

    private readonly ScopedClients _clients = clients;
    private readonly ClientStandings _standings = standings;

    public string Name => "clients";

    public Words Title { get; } = new("Усі клієнти, найгірші зверху", "All clients, worst first");

    public Role MinimalRole => Role.Staff;

    public bool Changes => false;

    public int Place => 30;

    public async Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken)
    {
        var standings = (await _standings.OfAsync(await _clients.ListAsync(turn.Scope, cancellationToken), turn.Language, cancellationToken))
            .OrderByDescending(standing => standing.Weight).ThenBy(standing => standing.Client.Name, StringComparer.Ordinal).ToList();
        if (standings.Count == 0)
        {
            turn.Reply(Phrases.NoClients);
            return;
        }

        var html = new TelegramHtml().Bold(turn.Say(new Words("Клієнти, найгірші зверху", "Clients, worst first"))).Line();
        foreach (var standing in standings)
        {
            html.Line().Bold(standing.Client.Name).Text(" · ").Text(standing.Reasons);
        }

        var keyboard = turn.NewKeyboard();
        for (var at = 0; at < Math.Min(standings.Count, MostButtons); at++)
        {
            if (at % PerRow == 0)
            {
                keyboard.Row();
            }

            keyboard.Show(standings[at].Client.Name, ShowAction.Name, standings[at].Client.Id, PeriodRef.Default);
        }

        turn.Reply(html, keyboard);
    }
}
