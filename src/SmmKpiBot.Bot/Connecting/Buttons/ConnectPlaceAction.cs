using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Connecting.Buttons;

/// <summary>The page, property or channel was chosen: it is looked at, connected, and collected from then on.</summary>
internal sealed class ConnectPlaceAction(AccessRequests requests, AccessIntake intake) : ConnectAction(Name)
{
    public const string Name = "connect.place";

    /// <summary>Behind a place of which somebody said that other clients may have it too.</summary>
    private const string Sharing = "shared";

    private readonly AccessRequests _requests = requests;
    private readonly AccessIntake _intake = intake;

    /// <summary>What a button carries that connects a place for one more client.</summary>
    public static string Confirming(string id, string place) => $"{id} {place} {Sharing}";

    protected override async Task ConnectAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        // A choice belongs to whoever gave the access, and to one client.
        if (argument.Split(' ') is not [var id, var place, .. var more]
            || await _requests.FindAsync(id, turn.From.UserId ?? 0, turn.From.ChatId, cancellationToken) is not { } kept || kept.Request.ClientId != client.Id)
        {
            turn.Reply(ConnectWords.Expired);
            return;
        }

        try
        {
            var keyboard = turn.NewKeyboard();
            var request = kept.Request with { SeesAll = turn.Scope.User.SeesAll };
            var outcome = await _intake.ConnectAsync(request, kept.Access, place, id, sharing: more is [Sharing], cancellationToken);
            turn.Edit(IntakeText.Of(outcome, kept.Request, turn.Scope, keyboard, turn.Language), keyboard);
        }
        catch (SourceException exception)
        {
            turn.Reply(ConnectWords.Refused(kept.Request.Network, exception, turn.Language));
        }
    }
}
