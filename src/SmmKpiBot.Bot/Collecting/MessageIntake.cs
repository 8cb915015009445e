using System.Data.Common;
using Dapper;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>
/// Takes collected messages into the live inbox. Webhooks may have brought them before, in slightly different words, so the first word counts: of a known
/// message only its deletion is news, that a program wrote it, and where it can be seen when that was not known.
/// </summary>
internal sealed class MessageIntake(LiveInbox inbox, Database database)
{
    private const int IdsAtOnce = 500;

    private readonly LiveInbox _inbox = inbox;
    private readonly Database _database = database;

    /// <summary>How much of it was new.</summary>
    public async Task<int> TakeAsync(
        DbConnection connection, DbTransaction transaction, long accountId, IReadOnlyList<LiveMessage> messages, IReadOnlyList<(string Conversation, string MessageId)> deleted, CancellationToken cancellationToken)
    {
        var stored = 0;
        await AccountTurn.TakeAsync(connection, transaction, accountId);
        var known = await KnownAsync(connection, transaction, accountId, messages);
        var news = messages.Where(live => live.Message.Automatic || !known.Contains((live.Message.Conversation, live.Message.MessageId))).ToList();
        await LinkAsync(connection, transaction, accountId, messages.Except(news).Where(live => live is { Link: not null, Message.Direction: Direction.Inbound }).ToList());
        if (news.Count > 0)
            stored += (await _inbox.TakeAsync(connection, transaction, new LiveDelivery { AccountId = accountId, Messages = news }, cancellationToken)).Stored;
        if (deleted.Count > 0)
            stored += (await _inbox.TakeAsync(connection, transaction, new LiveDelivery { AccountId = accountId, Deleted = deleted }, cancellationToken)).Stored;
        return stored;
    }

    private static async Task LinkAsync(DbConnection connection, DbTransaction transaction, long accountId, List<LiveMessage> messages)
    {
        var sql = $"""
            UPDATE message_text SET link = rows.link FROM {JsonRows.Table(connection, "rows", "conversation text", "message_id text", "link text")}
            WHERE message_text.account_id = @accountId AND message_text.conversation = rows.conversation AND message_text.message_id = rows.message_id AND message_text.link IS NULL
            """;
        if (messages.Count > 0)
            await connection.ExecuteAsync(sql, new { accountId, rows = JsonRows.Of(messages.Select(live => new { live.Message.Conversation, live.Message.MessageId, live.Link })) }, transaction);
    }

    private async Task<HashSet<(string Conversation, string MessageId)>> KnownAsync(DbConnection connection, DbTransaction transaction, long accountId, IReadOnlyList<LiveMessage> messages)
    {
        const string all = """
            SELECT m.conversation AS Conversation, m.message_id AS MessageId FROM message AS m JOIN batch AS b ON b.id = m.batch_id
            WHERE m.account_id = @accountId AND b.origin = 1
            """;
        const string sqlite = $"{all} AND m.conversation IN @conversations";
        const string postgres = $"{all} AND m.conversation = ANY(@conversations)";
        var known = new HashSet<(string Conversation, string MessageId)>();
        foreach (var conversations in messages.Select(live => live.Message.Conversation).Distinct().Chunk(IdsAtOnce))
        {
            var rows = await connection.QueryAsync<KeyRow>(_database.Dialect == Dialect.Postgres ? postgres : sqlite, new { accountId, conversations }, transaction);
            known.UnionWith(rows.Select(row => (row.Conversation, row.MessageId)));
        }

        return known;
    }

    private sealed record KeyRow
    {
        public string Conversation { get; init; } = "";

        public string MessageId { get; init; } = "";
    }
}
