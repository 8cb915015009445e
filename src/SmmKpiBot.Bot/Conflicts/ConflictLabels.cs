using System.Data.Common;
using Dapper;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Bot.Conflicts;

/// <summary>
/// A label in a shared inbox opens a conflict, and taking it off resolves it. Put on again within a week it is the same conflict: somebody had been too
/// quick. Where the customer's message is not kept any more, as after an answer, the conversation itself leads there.
/// </summary>
internal sealed class ConflictLabels(ConflictLedger ledger, ClientStore clients) : IConversationLabels
{
    private static readonly TimeSpan SameConflict = TimeSpan.FromDays(7);

    private readonly ConflictLedger _ledger = ledger;
    private readonly ClientStore _clients = clients;

    public async Task LabelledAsync(
        DbConnection connection, DbTransaction transaction, long accountId, string conversation, DateTimeOffset at, DateTimeOffset? after, string link, bool isOn, CancellationToken cancellationToken)
    {
        var last = await ConflictCases.LastOfAsync(connection, transaction, accountId, conversation);
        if (!isOn)
        {
            if (last is { IsOpen: true })
                await _ledger.ResolveAsync(connection, transaction, last, ConflictActor.Inbox, at);
        }
        else if (last?.ResolvedAt is { } resolvedAt && at - resolvedAt < SameConflict)
        {
            await _ledger.ReopenAsync(connection, transaction, last, ConflictActor.Inbox, at);
        }
        else if (last is not { IsOpen: true } && await _clients.OfAccountAsync(connection, transaction, accountId, cancellationToken) is { } client)
        {
            var said = await SaidAsync(connection, transaction, accountId, conversation);
            var conflict = new NewConflict { AccountId = accountId, Conversation = conversation, Words = said?.Words, Link = said?.Link ?? link, Media = (MessageMedia?)said?.Media, At = at, After = after };
            await _ledger.OpenAsync(connection, transaction, client, conflict, ConflictActor.Inbox);
        }
    }

    private static Task<SaidRow?> SaidAsync(DbConnection connection, DbTransaction transaction, long accountId, string conversation)
    {
        const string sql = """
            SELECT words AS Words, link AS Link, media AS Media FROM message_text WHERE account_id = @accountId AND conversation = @conversation ORDER BY at DESC, message_id LIMIT 1
            """;
        return connection.QuerySingleOrDefaultAsync<SaidRow>(sql, new { accountId, conversation }, transaction);
    }

    private sealed record SaidRow
    {
        public string? Words { get; init; }

        public string? Link { get; init; }

        public long? Media { get; init; }
    }
}
