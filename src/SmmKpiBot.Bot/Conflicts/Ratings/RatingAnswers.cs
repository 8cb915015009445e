using System.Data.Common;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Conflicts.Ratings;

/// <summary>A button that the customer who was asked has pressed.</summary>
internal sealed record PressedRating(Button Button, CustomerRating Rating, int? MessageId);

/// <summary>Takes the customer's answer: it goes into the ledger once, the question shows it, and the team hears of it without a sound.</summary>
internal sealed class RatingAnswers(Database database, ConflictLedger ledger, ClientStore clients, ButtonStore buttons, RatingNotices notices)
{
    private readonly Database _database = database;
    private readonly ConflictLedger _ledger = ledger;
    private readonly ClientStore _clients = clients;
    private readonly ButtonStore _buttons = buttons;
    private readonly RatingNotices _notices = notices;

    /// <summary>What the customer reads at once. The first answer counts, and only to the last question.</summary>
    public async Task<string> TakeAsync(PressedRating pressed, Answer answer, CancellationToken cancellationToken)
    {
        await using var reading = await _database.OpenAsync(cancellationToken);
        var client = await _clients.FindAsync(pressed.Button.ClientId.GetValueOrDefault(), cancellationToken);
        var conflict = await ConflictCases.FindAsync(reading, null, pressed.Rating.CaseId);
        var language = LanguageCode.Parse(client?.Language);
        if (client is null || conflict is null || conflict.ClientId != client.Id || !conflict.Awaits(pressed.Rating.QuestionId))
            return RatingText.Known.In(language);
        answer.Write((connection, transaction) => WriteAsync(connection, transaction, pressed, client, cancellationToken));
        return RatingText.Thanks.In(language);
    }

    private async Task<IReadOnlyList<OutboxMessage>> WriteAsync(DbConnection connection, DbTransaction transaction, PressedRating pressed, Client client, CancellationToken cancellationToken)
    {
        var (button, rating) = (pressed.Button, pressed.Rating);
        await _buttons.UseAsync(connection, transaction, button.Id);
        if (await ConflictCases.FindAsync(connection, transaction, rating.CaseId) is not { } conflict || !conflict.Awaits(rating.QuestionId))
            return [];
        await _ledger.RateAsync(connection, transaction, conflict, rating.Value, ConflictActor.Customer);
        var notices = await _notices.OfAsync(connection, transaction, client, conflict, language => RatingText.Rated(conflict, client, rating.Value, language), cancellationToken);
        return pressed.MessageId is { } messageId ? [Shown(button, rating, messageId, client), .. notices] : notices;
    }

    private static OutboxMessage Shown(Button button, CustomerRating rating, int messageId, Client client) => new()
    {
        ChatId = button.ChatId,
        Kind = OutboxKind.Customer,
        Content = new EditTextContent(messageId, RatingText.Answered(rating.Value, LanguageCode.Parse(client.Language)).ToString()),
        ClientId = client.Id,
    };
}
