using System.Data.Common;
using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts.Ratings;

/// <summary>Puts the question to the customer: once for a resolution, in the client's language, with a button for each answer.</summary>
internal sealed class RatingQuestion(ConflictLedger ledger, Outbox outbox, ButtonStore buttons)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    private readonly ConflictLedger _ledger = ledger;
    private readonly Outbox _outbox = outbox;
    private readonly ButtonStore _buttons = buttons;

    /// <summary>The dedup key of the question's message.</summary>
    public static string KeyOf(long caseId, long questionId) => string.Create(CultureInfo.InvariantCulture, $"rating:{caseId}:{questionId}");

    /// <summary>Asks; what it returns is why nothing was asked. Where the question stands already, nothing happens.</summary>
    public async Task<Words?> AskAsync(DbConnection connection, DbTransaction transaction, Client client, ConflictCase conflict, ChatRoute route, ConflictActor by, CancellationToken cancellationToken)
    {
        if (conflict.IsOpen)
            return RatingText.StillOpen;
        if (conflict.Question is not null)
            return null;
        var questionId = await _ledger.AskAsync(connection, transaction, conflict, by);
        var keyboard = new Keyboard(route.ChatId);
        for (var value = 1; value <= CustomerRating.Best; value++)
        {
            var rating = new CustomerRating(conflict.Id, questionId, value, route.Customer);
            keyboard.Change(value.ToString(CultureInfo.InvariantCulture), CustomerRating.Action, client.Id, rating.ToString(), once: true, life: Life);
        }

        await _buttons.AddAsync(connection, transaction, keyboard.Buttons);
        var message = new OutboxMessage
        {
            ChatId = route.ChatId,
            ThreadId = route.ThreadId,
            Kind = OutboxKind.Customer,
            Content = new TextContent(RatingText.Question(client, LanguageCode.Parse(client.Language)).ToString()) { Buttons = keyboard.Rows },
            ClientId = client.Id,
            DedupKey = KeyOf(conflict.Id, questionId),
            ReplyToMessageId = route.ReplyTo,
            ExpiresAt = route.Until,
        };
        await _outbox.EnqueueAsync(connection, transaction, message, cancellationToken);
        return null;
    }
}
