using System.Data.Common;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Bot.Conflicts.Ratings;

/// <summary>
/// A shared inbox asks its customers by a survey of its own. What is answered where a conflict was goes into its ledger: the last answer to the last survey counts, for
/// an inbox lets customers think again. The team hears of it without a sound.
/// </summary>
internal sealed class SurveyRatings(ConflictLedger ledger, ClientStore clients, RatingNotices notices, Outbox outbox) : IConversationRatings
{
    private readonly ConflictLedger _ledger = ledger;
    private readonly ClientStore _clients = clients;
    private readonly RatingNotices _notices = notices;
    private readonly Outbox _outbox = outbox;

    public async Task RatedAsync(
        DbConnection connection, DbTransaction transaction, long accountId, string conversation, long survey, DateTimeOffset askedAt, int rating, CancellationToken cancellationToken)
    {
        if (await ConflictCases.LastOfAsync(connection, transaction, accountId, conversation) is not { } conflict
            || IsOfBefore(conflict, askedAt) || !IsNews(conflict, survey, rating)
            || await _clients.FindAsync(connection, transaction, conflict.ClientId, cancellationToken) is not { } client)
        {
            return;
        }

        await _ledger.RateAsync(connection, transaction, conflict, rating, ConflictActor.Customer, survey);
        foreach (var notice in await _notices.OfAsync(connection, transaction, client, conflict, language => RatingText.Rated(conflict, client, rating, language), cancellationToken))
            await _outbox.EnqueueAsync(connection, transaction, notice, cancellationToken);
    }

    /// <summary>What was asked before the conflict is about something else. An inbox may tell the moment of asking in whole seconds.</summary>
    private static bool IsOfBefore(ConflictCase conflict, DateTimeOffset askedAt) =>
        askedAt.ToUnixTimeSeconds() < (conflict.OpenedAfter ?? conflict.OpenedAt).ToUnixTimeSeconds();

    private static bool IsNews(ConflictCase conflict, long survey, int rating) =>
        conflict.Events.LastOrDefault(one => one.Survey is not null) is not { } known || survey > known.Survey || (survey == known.Survey && rating != known.Value);
}
