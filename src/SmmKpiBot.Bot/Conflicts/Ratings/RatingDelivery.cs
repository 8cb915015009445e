using System.Data.Common;
using System.Globalization;
using Dapper;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Bot.Conflicts.Ratings;

/// <summary>Tells the team of a question that did not reach its customer: the rating can still be asked for and entered by hand.</summary>
internal sealed class RatingDelivery(ConflictLedger ledger, ClientStore clients, RatingNotices notices, Outbox outbox) : IUnsentWatcher, IChatWatcher
{
    private readonly ConflictLedger _ledger = ledger;
    private readonly ClientStore _clients = clients;
    private readonly RatingNotices _notices = notices;
    private readonly Outbox _outbox = outbox;

    public async Task UnsentAsync(DbConnection connection, DbTransaction transaction, string dedupKey, string reason, CancellationToken cancellationToken)
    {
        if (dedupKey.Split(':') is not ["rating", var caseId, var questionId]
            || await ConflictCases.FindAsync(connection, transaction, long.Parse(caseId, CultureInfo.InvariantCulture)) is not { } conflict
            || conflict.Question?.Id != long.Parse(questionId, CultureInfo.InvariantCulture)
            || await _clients.FindAsync(connection, transaction, conflict.ClientId, cancellationToken) is not { } client)
        {
            return;
        }

        await _ledger.NotAskedAsync(connection, transaction, conflict, reason);
        foreach (var notice in await _notices.OfAsync(connection, transaction, client, conflict, language => RatingText.NotAsked(conflict, client, reason, language), cancellationToken))
            await _outbox.EnqueueAsync(connection, transaction, notice, cancellationToken);
    }

    public Task MovedAsync(DbConnection connection, DbTransaction transaction, long fromChatId, long toChatId, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task DisabledAsync(DbConnection connection, DbTransaction transaction, long chatId, string reason, CancellationToken cancellationToken)
    {
        const string sql = "SELECT dedup_key FROM outbox WHERE chat_id = @chatId AND kind = @kind AND state = 5 AND dedup_key IS NOT NULL";
        foreach (var key in (await connection.QueryAsync<string>(sql, new { chatId, kind = (long)OutboxKind.Customer }, transaction)).AsList())
            await UnsentAsync(connection, transaction, key, reason, cancellationToken);
    }
}
