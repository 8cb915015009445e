using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Conversations;

/// <summary>
/// Takes what a network tells by two ways, deliveries and readings, into the live inbox. Both say the same of a message in slightly different words (a name, for one),
/// so the first word counts: of a known message only its deletion is news, where it can be seen when that was not known, and, of networks that say so late, that a program wrote it.
/// </summary>
internal sealed class MessageIntake(LiveInbox inbox)
{
    /// <summary>Of some comments only the time is told at which they were delivered; Meta tries for a day and a half.</summary>
    private static readonly TimeSpan Delayed = TimeSpan.FromDays(2);

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
        await LeaveKnownCommentsAsync(connection, transaction, accountId, news);
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

    /// <summary>
    /// The conversation of one comment may be named in two ways: an answer to an answer may come before what it answers. It stays where it was stored first.
    /// </summary>
    private static async Task LeaveKnownCommentsAsync(DbConnection connection, DbTransaction transaction, long accountId, List<LiveMessage> news)
    {
        var comments = news.Where(live => live.HasIdOfItsOwn).ToList();
        if (comments.Count == 0)
            return;
        var sql = $"""
            SELECT DISTINCT m.message_id FROM message AS m JOIN batch AS b ON b.id = m.batch_id
            WHERE m.account_id = @accountId AND m.at BETWEEN @since AND @until AND m.message_id IN (SELECT message_id FROM {JsonRows.Table(connection, "page", "message_id text")}) AND b.origin = 1
            """;
        var (since, until) = (UnixMicros.Of(comments.Min(live => live.Message.At) - Delayed), UnixMicros.Of(comments.Max(live => live.Message.At) + Delayed));
        var page = JsonRows.Of(comments.Select(live => new { live.Message.MessageId }));
        var known = (await connection.QueryAsync<string>(sql, new { accountId, since, until, page }, transaction)).ToHashSet(StringComparer.Ordinal);
        news.RemoveAll(live => live.HasIdOfItsOwn && known.Contains(live.Message.MessageId));
    }

    private sealed record KeyRow
    {
        public string Conversation { get; init; } = "";

        public string MessageId { get; init; } = "";

        public long Automatic { get; init; }
    }
}
