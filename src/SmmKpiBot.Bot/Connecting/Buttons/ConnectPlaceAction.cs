using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Connecting.Buttons;

/// <summary>The page, property or channel was chosen: it is looked at, connected, and collected from then on.</summary>
internal sealed class ConnectPlaceAction(AccessRequests requests, AccessIntake intake) : ConnectAction(Name)
{
    public const string Name = "connect.place";

    private readonly AccessRequests _requests = requests;
    private readonly AccessIntake _intake = intake;

    protected override async Task ConnectAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        // A choice belongs to whoever gave the access, and to one client.
        if (argument.Split(' ', 2) is not [var id, var place]
            || await _requests.FindAsync(id, turn.From.UserId ?? 0, turn.From.ChatId, cancellationToken) is not { } kept || kept.Request.ClientId != client.Id)
        {
            turn.Reply(ConnectWords.Expired);
            return;
        }

        try
        {
            var keyboard = turn.NewKeyboard();
            var connected = await _intake.ConnectAsync(kept.Request, kept.Access, place, id, cancellationToken);
            turn.Edit(ConnectWords.Connected(connected, keyboard, kept.Request.UserId, turn.Language), keyboard);
        }
        catch (SourceException exception)
        {
            turn.Reply(ConnectWords.Refused(kept.Request.Network, exception, turn.Language));
        }
    }
}
