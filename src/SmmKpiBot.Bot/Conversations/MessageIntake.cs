using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Conversations;

/// <summary>
/// Takes what a network tells by two ways, deliveries and readings, into the live inbox. Both say the same of a message in slightly different words (a name, for one),
/// so the first word counts: of a known message only its deletion is news, where it can be seen when that was not known, and, of networks that say so late, that a program wrote it.
/// </summary>
internal sealed class MessageIntake(LiveInbox inbox)
{
    private readonly LiveInbox _inbox = inbox;

    /// <summary>How much of it was new.</summary>
    /// <param name="tellsProgramsLate">The network may say only later that a program wrote a message. One that forgets who wrote, as of a colleague who has left, does not.</param>
    public async Task<int> TakeAsync(
        DbConnection connection,
        DbTransaction transaction,
        long accountId,
        IReadOnlyList<LiveMessage> messages,
        IReadOnlyList<(string Conversation, string MessageId)> deleted,
        bool tellsProgramsLate,
        CancellationToken cancellationToken)
    {
        await AccountTurn.TakeAsync(connection, transaction, accountId);
        var known = await KnownAsync(connection, transaction, accountId, messages);
        var news = messages.Where(live => !known.TryGetValue((live.Message.Conversation, live.Message.MessageId), out var isAutomatic) || (tellsProgramsLate && live.Message.Automatic && !isAutomatic)).ToList();
        await LinkAsync(connection, transaction, accountId, messages.Except(news).Where(live => live is { Link: not null, Message.Direction: Direction.Inbound }).ToList());
        return news.Count + deleted.Count == 0
            ? 0
            : (await _inbox.TakeAsync(connection, transaction, new LiveDelivery { AccountId = accountId, Messages = news, Deleted = deleted }, cancellationToken)).Stored;
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

    /// <summary>Those of the messages that are known, and whether a program is known to have written them.</summary>
    private static async Task<Dictionary<(string Conversation, string MessageId), bool>> KnownAsync(
        DbConnection connection, DbTransaction transaction, long accountId, IReadOnlyList<LiveMessage> messages)
    {
        // The cross join makes SQLite look each of the page up: a conversation may have any number of others.
        var sql = $"""
            SELECT m.conversation AS Conversation, m.message_id AS MessageId, max(m.automatic) AS Automatic
            FROM {JsonRows.Table(connection, "page", "conversation text", "message_id text")} CROSS JOIN message AS m CROSS JOIN batch AS b
            WHERE m.account_id = @accountId AND m.conversation = page.conversation AND m.message_id = page.message_id AND b.id = m.batch_id AND b.origin = 1
            GROUP BY m.conversation, m.message_id
            """;
        var page = JsonRows.Of(messages.Select(live => new { live.Message.Conversation, live.Message.MessageId }));
        return (await connection.QueryAsync<KeyRow>(sql, new { accountId, page }, transaction)).ToDictionary(row => (row.Conversation, row.MessageId), row => row.Automatic != 0);
    }

    private sealed record KeyRow
    {
        public string Conversation { get; init; } = "";

        public string MessageId { get; init; } = "";

        public long Automatic { get; init; }
    }
}
