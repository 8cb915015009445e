using SmmKpiBot.Bot.Conflicts.Ratings;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using Turn = SmmKpiBot.Bot.Telegram.Turn;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>Asks the customer how the conflict was resolved, or says why that is not possible there.</summary>
internal sealed class AskRatingAction(Database database, RatingRoutes routes, RatingQuestion question, ConflictPress press, Outbox outbox) : TeamAction(Name)
{
    public const string Name = "conflict.ask";

    private readonly Database _database = database;
    private readonly RatingRoutes _routes = routes;
    private readonly RatingQuestion _question = question;
    private readonly ConflictPress _press = press;
    private readonly Outbox _outbox = outbox;

    protected override async Task PressAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        if (await ConflictCases.FindAsync(connection, null, ConflictPress.Id(argument)) is not { } conflict || conflict.ClientId != client.Id)
        {
            turn.Reply(ConflictText.Gone);
            return;
        }

        switch (await _routes.FindAsync(conflict, cancellationToken))
        {
            case ChatRoute chat:
                Ask(turn, client, argument, chat, cancellationToken);
                break;
            case NoRoute none:
                turn.Reply(RatingText.ByHand(none.Why));
                break;
            case SurveyRoute:
                turn.Reply(RatingText.BySurvey);
                break;
        }
    }

    private void Ask(Turn turn, Client client, string argument, ChatRoute route, CancellationToken cancellationToken)
    {
        _press.Do(turn, client, argument, (writing, transaction, now) => _question.AskAsync(writing, transaction, client, now, route, ConflictPress.ActorOf(turn), cancellationToken));
        turn.Answer.AfterCommit(_ =>
        {
            _outbox.Wake();
            return Task.CompletedTask;
        });
    }
}
