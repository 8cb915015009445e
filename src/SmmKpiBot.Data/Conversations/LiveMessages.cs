using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Facts.Tables;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Conversations;

/// <summary>
/// The one way of messages into the store as they happen. Delivering the same again stores nothing; an edit or a deletion is a newer observation of the
/// same message, so what was known before stays known.
/// </summary>
public sealed class LiveMessages(TimeProvider timeProvider)
{
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Stores what is new of a delivery, in the caller's transaction.</summary>
    public async Task<LiveOutcome> StoreAsync(DbConnection connection, DbTransaction transaction, LiveDelivery delivery)
    {
        await AccountTurn.TakeAsync(connection, transaction, delivery.AccountId);
        var seen = await SeenAsync(connection, transaction, delivery);
        var known = seen.Where(pair => pair.Value.Exists(row => row.OfNetwork)).ToDictionary(pair => pair.Key, pair => pair.Value.Last(row => row.OfNetwork));
        var standing = delivery.Standing.ToList();
        var messages = standing.Where(live => IsNews(live.Message, known)).DistinctBy(live => (live.Message.Conversation, live.Message.MessageId)).ToList();
        var gone = delivery.Messages.Except(standing).ToLookup(live => (live.Message.Conversation, live.Message.MessageId), live => MessageRow.Of(live.Message));
        var deleted = delivery.Deleted.Distinct().Select(key => known.GetValueOrDefault(key) ?? gone[key].LastOrDefault()).OfType<MessageRow>().Where(row => row.Deleted == 0).ToList();
        var closures = new List<WaitClosure>();
        foreach (var closure in delivery.Closures)
        {
            if (await CloseAsync(connection, transaction, closure))
                closures.Add(closure);
        }

        foreach (var closure in delivery.Reopened)
        {
            if (await ReopenAsync(connection, transaction, closure))
                closures.Add(closure);
        }

        var reworded = new List<ConversationMessage>();
        foreach (var live in standing.Except(messages))
        {
            if (await RewordAsync(connection, transaction, live))
                reworded.Add(live.Message);
        }

        if (messages.Count + deleted.Count + closures.Count + reworded.Count == 0)
            return LiveOutcome.Nothing;
        if (messages.Count + deleted.Count > 0)
        {
            var batchId = await BeginAsync(connection, transaction, delivery.AccountId, messages.Count + deleted.Count);
            foreach (var live in messages)
                await AddAsync(connection, transaction, batchId, live);
            foreach (var row in deleted)
                await RemoveAsync(connection, transaction, batchId, row);
        }

        await ClientVersion.RaiseOfAccountAsync(connection, transaction, delivery.AccountId);
        var touches = messages.Select(live => Touch(live.Message, seen))
            .Concat(deleted.Where(row => seen.ContainsKey((row.Conversation, row.MessageId)))
                .Select(row => new ConversationChange.Touch(row.Conversation, UnixMicros.ToInstant(seen[(row.Conversation, row.MessageId)].Min(one => one.At)), null)))
            .Concat(closures.Select(closure => new ConversationChange.Touch(closure.Conversation, closure.ClosedAt, null)))
            .Concat(reworded.Select(message => new ConversationChange.Touch(message.Conversation, message.At, null)));
        return new(messages.Count + deleted.Count + closures.Count + reworded.Count, ConversationChange.Of(touches));
    }

    private static ConversationChange.Touch Touch(ConversationMessage message, Dictionary<(string, string), List<MessageRow>> seen)
    {
        if (!seen.TryGetValue((message.Conversation, message.MessageId), out var rows))
            return new(message.Conversation, message.At, message);
        var before = UnixMicros.ToInstant(rows.Min(row => row.At));
        return new(message.Conversation, before < message.At ? before : message.At, null);
    }

    private static bool IsNews(ConversationMessage message, Dictionary<(string, string), MessageRow> known)
    {
        if (!known.TryGetValue((message.Conversation, message.MessageId), out var row))
            return true;
        // What was deleted stays deleted: a late repetition of the message does not bring it back.
        var isSameInstant = row.At == UnixMicros.Of(message.At);
        return row.Deleted == 0 && !(isSameInstant && row.ToFact(message.ObservedAt) with { At = message.At } == message);
    }

    /// <summary>What was observed of the messages of a delivery before, the latest last.</summary>
    private static async Task<Dictionary<(string, string), List<MessageRow>>> SeenAsync(DbConnection connection, DbTransaction transaction, LiveDelivery delivery)
    {
        const string sql = $"""
            select {MessageRow.Columns}, b.origin as Origin, b.observed_at as ObservedAt
            from message m join batch b on b.id = m.batch_id
            where m.account_id = @accountId and m.conversation = @Conversation and m.message_id = @MessageId and b.completed_at is not null and b.undone_at is null
            """;
        var seen = new Dictionary<(string, string), List<MessageRow>>();
        var keys = delivery.Messages.Select(live => (live.Message.Conversation, live.Message.MessageId)).Concat(delivery.Deleted).Distinct();
        foreach (var (conversation, messageId) in keys)
        {
            var rows = await connection.QueryAsync<MessageRow>(sql, new { accountId = delivery.AccountId, Conversation = conversation, MessageId = messageId }, transaction);
            if (rows.OrderBy(row => row.ObservedAt).ThenBy(row => row.BatchId).ToList() is { Count: > 0 } observations)
                seen.Add((conversation, messageId), observations);
        }

        return seen;
    }

    private async Task<long> BeginAsync(DbConnection connection, DbTransaction transaction, long accountId, int rows)
    {
        const string sql = """
            insert into batch (account_id, origin, observed_at, row_count, lease_until, completed_at) values (@accountId, @origin, @now, @rows, @now, @now) returning id
            """;
        var now = UnixMicros.Of(_timeProvider.GetUtcNow());
        return await connection.ExecuteScalarAsync<long>(sql, new { accountId, rows, now, origin = (long)BatchOrigin.Network }, transaction);
    }

    private static async Task AddAsync(DbConnection connection, DbTransaction transaction, long batchId, LiveMessage live)
    {
        const string sql = """
            insert into message (account_id, conversation, message_id, batch_id, at, direction, kind, author, automatic, no_answer, answerer)
            values (@AccountId, @Conversation, @MessageId, @batchId, @at, @direction, @kind, @Author, @automatic, @noAnswer, @answerer)
            """;
        const string text = """
            insert into message_text (account_id, conversation, message_id, at, words, link, media) values (@AccountId, @Conversation, @MessageId, @at, @words, @Link, @media)
            on conflict (account_id, conversation, message_id) do update set
                at = excluded.at, words = excluded.words, link = coalesce(excluded.link, message_text.link), media = excluded.media
            """;
        var message = live.Message;
        var at = UnixMicros.Of(message.At);
        var values = new
        {
            message.AccountId,
            message.Conversation,
            message.MessageId,
            batchId,
            at,
            direction = (long)message.Direction,
            kind = (long)message.Kind,
            message.Author,
            automatic = message.Automatic ? 1L : 0L,
            noAnswer = (long)message.NoAnswer,
            answerer = (long)message.Answerer,
        };
        await connection.ExecuteAsync(sql, values, transaction);
        if (message.Direction == Direction.Inbound && live.IsShown)
            await connection.ExecuteAsync(text, new { message.AccountId, message.Conversation, message.MessageId, at, words = FirstWords.Of(live.Words), live.Link, media = (long?)live.Media }, transaction);
    }

    /// <summary>An edit that changes nothing but the text: the words that are kept follow it. False where none are, as when nobody waits any more.</summary>
    private static async Task<bool> RewordAsync(DbConnection connection, DbTransaction transaction, LiveMessage live)
    {
        const string sql = """
            update message_text set words = @words, link = coalesce(@Link, link), media = @media
            where account_id = @AccountId and conversation = @Conversation and message_id = @MessageId
                and (coalesce(words, '') <> coalesce(@words, '') or coalesce(link, '') <> coalesce(@Link, link, '') or coalesce(media, -1) <> coalesce(@media, -1))
                and (words is not null or exists (
                    select 1 from open_wait w where w.account_id = message_text.account_id and w.conversation = message_text.conversation and w.began_at <= message_text.at))
            """;
        var message = live.Message;
        return message.Direction == Direction.Inbound && live.IsShown
            && await connection.ExecuteAsync(sql, new { message.AccountId, message.Conversation, message.MessageId, words = FirstWords.Of(live.Words), live.Link, media = (long?)live.Media }, transaction) > 0;
    }

    private static async Task RemoveAsync(DbConnection connection, DbTransaction transaction, long batchId, MessageRow row)
    {
        const string sql = """
            insert into message (account_id, conversation, message_id, batch_id, at, direction, kind, author, automatic, no_answer, answerer, deleted)
            values (@AccountId, @Conversation, @MessageId, @batchId, @At, @Direction, @Kind, null, @Automatic, @NoAnswer, @Answerer, 1)
            """;
        const string text = "delete from message_text where account_id = @AccountId and conversation = @Conversation and message_id = @MessageId";
        var values = new { row.AccountId, row.Conversation, row.MessageId, batchId, row.At, row.Direction, row.Kind, row.Automatic, row.NoAnswer, row.Answerer };
        await connection.ExecuteAsync(sql, values, transaction);
        await connection.ExecuteAsync(text, values, transaction);
    }

    private static async Task<bool> CloseAsync(DbConnection connection, DbTransaction transaction, WaitClosure closure)
    {
        const string sql = """
            insert into wait_closure (account_id, conversation, closed_at, reason, closed_by) values (@AccountId, @Conversation, @closedAt, @reason, @By)
            on conflict (account_id, conversation, closed_at) do nothing
            """;
        var values = new { closure.AccountId, closure.Conversation, closedAt = UnixMicros.Of(closure.ClosedAt), reason = (long)closure.Reason, closure.By };
        return await connection.ExecuteAsync(sql, values, transaction) > 0;
    }

    private static async Task<bool> ReopenAsync(DbConnection connection, DbTransaction transaction, WaitClosure closure)
    {
        const string sql = "delete from wait_closure where account_id = @AccountId and conversation = @Conversation and closed_at = @closedAt";
        return await connection.ExecuteAsync(sql, new { closure.AccountId, closure.Conversation, closedAt = UnixMicros.Of(closure.ClosedAt) }, transaction) > 0;
    }
}
