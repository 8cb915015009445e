using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram;

/// <summary>Finds the client somebody means, among those shown here; where several fit, buttons ask.</summary>
internal sealed class ClientChooser(ScopedClients clients)
{
    private const int MostButtons = 40;
    private const int PerRow = 2;
    private const int LongestEcho = 60;

    private readonly ScopedClients _clients = clients;

    /// <summary>The one client that is meant; null after a question or a hint was sent instead.</summary>
    /// <param name="action">The action of the buttons that ask; it gets <paramref name="argument"/>.</param>
    public async Task<Client?> ChooseAsync(Turn turn, string name, string action, string? argument, CancellationToken cancellationToken)
    {
        var fitting = name.Length == 0
            ? await _clients.ListAsync(turn.Scope, cancellationToken)
            : await _clients.SearchAsync(turn.Scope, name, cancellationToken);
        if (fitting.Count == 1)
        {
            return fitting[0];
        }

        if (fitting.Count == 0)
        {
            await SayNoneAsync(turn, name, cancellationToken);
        }
        else
        {
            turn.Reply(Phrases.WhichClient, Question(turn, fitting, action, argument));
        }

        return null;
    }

    private static Keyboard Question(Turn turn, IReadOnlyList<Client> fitting, string action, string? argument)
    {
        var keyboard = turn.NewKeyboard();
        for (var at = 0; at < Math.Min(fitting.Count, MostButtons); at++)
        {
            if (at % PerRow == 0)
            {
                keyboard.Row();
            }

            keyboard.Show(fitting[at].Name, action, fitting[at].Id, argument);
        }

        return keyboard;
    }

    private static string Shortened(string name) => name.Length <= LongestEcho ? name : TextCut.To(name, LongestEcho) + "…";

    private async Task SayNoneAsync(Turn turn, string name, CancellationToken cancellationToken)
    {
        if (name.Length == 0)
        {
            turn.Reply(Phrases.NoClients);
            return;
        }

        var known = await _clients.ListAsync(turn.Scope, cancellationToken);
        var html = new TelegramHtml()
            .Text(turn.Say(new Words("Не знайшов тут клієнта ", "No client here fits "))).Text(Typography.Quoted(Shortened(name), turn.Language))
            .Text(turn.Say(new Words(". Вистачить будь-якої частини назви.", ". Any part of the name will do.")));
        if (known.Count > 0)
        {
            html.Line().Text(turn.Say(new Words("Тут є: ", "Here are: "))).Text(string.Join(", ", known.Take(10).Select(client => client.Name)));
        }

        turn.Reply(html);
    }
}
