using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>Takes the next message of a chat and writes its attempt down, before anything goes on the wire.</summary>
internal sealed class ClaimJournal(Pacing pacing, CustomerChats customers, UnsentMessages unsent, string owner)
{
    private readonly Pacing _pacing = pacing;
    private readonly CustomerChats _customers = customers;
    private readonly UnsentMessages _unsent = unsent;
    private readonly string _owner = owner;

    /// <summary>Chats in which something is unsent, of the rows after <paramref name="afterId"/>.</summary>
    public static async Task<IReadOnlyList<UnsentChat>> ChatsAsync(DbConnection connection, DbTransaction transaction, long afterId, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT chat_id AS ChatId, max(id) AS LastId, min(lane) AS FirstLane FROM outbox
            WHERE id > @afterId AND state IN (0, 1, 3) GROUP BY chat_id
            """;

        return (await connection.QueryAsync<UnsentChat>(new CommandDefinition(Sql, new { afterId }, transaction, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>
    /// The next message of each chat whose turn has come: the oldest answer, else the oldest of the others, and only while nothing of the chat is on the wire.
    /// In the order of <paramref name="chatIds"/>.
    /// </summary>
    public async Task<IReadOnlyList<(long ChatId, Turn Turn)>> TakeAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<long> chatIds, long now, CancellationToken cancellationToken)
    {
        var heads = (await HeadsAsync(connection, transaction, chatIds, now, cancellationToken)).ToLookup(head => head.ChatId);
        var looks = chatIds.Select(chatId => Look.At(chatId, heads[chatId], now)).ToList();
        looks = await PacedAsync(connection, transaction, looks, now, cancellationToken);
        var claims = await ClaimAsync(connection, transaction, [.. looks.Select(look => look.Head).OfType<OutboxRow>()], now, cancellationToken);
        var beginnings = await BeginningsAsync(connection, transaction, [.. looks.Where(look => look.IsIdle).Select(look => look.ChatId)], now, cancellationToken);
        return [.. looks.Select(look => (look.ChatId, look.Turn(claims, beginnings, now)))];
    }

    /// <summary>Leaves those for later whose pace says so; writes the pace of the others down.</summary>
    private async Task<List<Look>> PacedAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Look> looks, long now, CancellationToken cancellationToken)
    {
        var paces = await _pacing.LockAsync(connection, transaction, [.. looks.Where(look => look.Head is not null).Select(look => look.ChatId)], now, cancellationToken);
        var paced = looks.Select(look => look.Paced(paces.GetValueOrDefault(look.ChatId), now)).ToList();
        var begun = paced.Where(look => look.Head is not null && _pacing.IsLimited(look.ChatId)).Select(look => paces[look.ChatId]).ToList();
        begun.ForEach(pace => pace.Window.Add(now));
        await Pacing.SaveAsync(connection, transaction, begun, cancellationToken);
        return paced;
    }

    private async Task<IReadOnlyDictionary<long, Claim>> ClaimAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<OutboxRow> heads, long now, CancellationToken cancellationToken)
    {
        var destinations = new Dictionary<long, Destination>();
        foreach (var head in heads)
        {
            if (await DestinationAsync(connection, transaction, head, now, cancellationToken) is { } to)
                destinations.Add(head.Id, to);
            else
                await CancelAsync(connection, transaction, head, "the customer cannot be written to any more", now, cancellationToken);
        }

        var marked = await MarkAsync(connection, transaction, [.. destinations.Keys], now, cancellationToken);
        var claims = new Dictionary<long, Claim>();
        foreach (var head in heads.Where(head => marked.Contains(head.Id)))
        {
            var payload = await Follow.ResolveAsync(connection, transaction, head, OutboxPayload.Parse(head.Payload), cancellationToken);
            var file = head.AttachmentId is { } id && payload.Type is not (PayloadType.Text or PayloadType.EditText)
                ? await FileAsync(connection, transaction, id, payload.Applied.HasFlag(Remedy.FreshUpload), cancellationToken)
                : null;
            claims.Add(head.ChatId, new Claim(head, payload, file, head.Attempt + 1, now) { To = destinations[head.Id] });
        }

        return claims;
    }

    private async Task<IReadOnlySet<long>> MarkAsync(DbConnection connection, DbTransaction transaction, long[] ids, long now, CancellationToken cancellationToken)
    {
        if (ids.Length == 0)
            return new HashSet<long>();
        var sql = $"""
            UPDATE outbox SET state = 1, attempt = attempt + 1, owner = @owner, claimed_at = @now, retry_at = NULL
            WHERE {AmongSql.Of(connection, "id", "ids")} AND state IN (0, 3)
                AND NOT EXISTS (SELECT 1 FROM outbox AS busy WHERE busy.chat_id = outbox.chat_id AND busy.state = 1)
            RETURNING id
            """;
        var values = new { ids = AmongSql.Values(ids), owner = _owner, now };
        return (await connection.QueryAsync<long>(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken))).ToHashSet();
    }

    /// <summary>Null for a customer whom nothing can be written to any more.</summary>
    private async Task<Destination?> DestinationAsync(DbConnection connection, DbTransaction transaction, OutboxRow row, long now, CancellationToken cancellationToken) =>
        CustomerChatId.IdOf(row.ChatId) is { } customer
            ? await _customers.DestinationAsync(connection, transaction, customer, now, cancellationToken)
            : new Destination(row.ChatId, (int?)row.ThreadId);

    private async Task CancelAsync(DbConnection connection, DbTransaction transaction, OutboxRow row, string reason, long now, CancellationToken cancellationToken)
    {
        const string Sql = "UPDATE outbox SET state = 5, reason = @reason, ended_at = @now WHERE id = @Id AND state IN (0, 3)";

        if (await connection.ExecuteAsync(new CommandDefinition(Sql, new { row.Id, now, reason }, transaction, cancellationToken: cancellationToken)) > 0)
            await _unsent.TellAsync(connection, transaction, row, reason, cancellationToken);
    }

    /// <summary>The first unsent message of each lane of each chat, replies first, of chats with nothing on the wire; expired ones are cancelled on the way.</summary>
    private async Task<IReadOnlyList<OutboxRow>> HeadsAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<long> chatIds, long now, CancellationToken cancellationToken)
    {
        var sql = $"""
            SELECT id AS Id, chat_id AS ChatId, thread_id AS ThreadId, lane AS Lane, kind AS Kind, payload AS Payload, attachment_id AS AttachmentId,
                created_at AS CreatedAt, retry_at AS RetryAt, expires_at AS ExpiresAt, state AS State, attempt AS Attempt, unknowns AS Unknowns
            FROM outbox
            WHERE id IN (
                SELECT (
                    SELECT head.id FROM outbox AS head
                    WHERE head.chat_id = chats.value AND head.lane = lanes.lane AND head.state IN (0, 1, 3) AND (head.not_before IS NULL OR head.not_before <= @now)
                    ORDER BY head.seq LIMIT 1)
                FROM {AmongSql.Table(connection, "chats")} CROSS JOIN (SELECT 0 AS lane UNION ALL SELECT 1) AS lanes)
            ORDER BY lane
            """;

        var heads = new List<OutboxRow>();
        for (var asked = chatIds; asked.Count > 0;)
        {
            var values = new { chats = AmongSql.Values(asked), now };
            var found = (await connection.QueryAsync<OutboxRow>(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken))).AsList();
            var expired = found.FindAll(head => head.ExpiresAt <= now && head.State != (long)OutboxState.Sending);
            foreach (var head in expired)
                await CancelAsync(connection, transaction, head, head.ExpiresAt == OutboxRow.RevokedAt ? OutboxRow.Revoked : "expired: too old to be of use", now, cancellationToken);
            asked = [.. expired.Select(head => head.ChatId).Distinct()];
            var unsettled = found.Where(head => head.State == (long)OutboxState.Sending).Select(head => head.ChatId).Concat(asked).ToHashSet();
            heads.AddRange(found.Where(head => !unsettled.Contains(head.ChatId)));
        }

        return heads;
    }

    /// <summary>When the first of the messages that may not be sent yet may be, by chat.</summary>
    private static async Task<IReadOnlyDictionary<long, long>> BeginningsAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<long> chatIds, long now, CancellationToken cancellationToken)
    {
        if (chatIds.Count == 0)
            return new Dictionary<long, long>();
        var sql = $"""
            SELECT chat_id AS ChatId, min(not_before) AS Beginning FROM outbox
            WHERE {AmongSql.Of(connection, "chat_id", "chats")} AND state IN (0, 1, 3) AND not_before > @now GROUP BY chat_id
            """;
        var values = new { chats = AmongSql.Values(chatIds), now };
        return (await connection.QueryAsync<(long ChatId, long Beginning)>(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken)))
            .ToDictionary(row => row.ChatId, row => row.Beginning);
    }

    /// <summary>Bytes are read only when Telegram does not have them yet.</summary>
    private static async Task<ClaimedFile> FileAsync(DbConnection connection, DbTransaction transaction, long id, bool isFresh, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT CASE WHEN @fresh = 0 THEN file_id END AS FileId, CASE WHEN file_id IS NULL OR @fresh = 1 THEN bytes END AS Bytes
            FROM outbox_attachment WHERE id = @id
            """;

        var row = await connection.QuerySingleAsync<FileRow>(new CommandDefinition(Sql, new { id, fresh = isFresh ? 1L : 0L }, transaction, cancellationToken: cancellationToken));
        return new ClaimedFile(id, row.Bytes, row.FileId);
    }

    /// <summary>What is known of a chat while its turn is looked at: the message that can go now, and when to look again if none can.</summary>
    private sealed record Look(long ChatId, OutboxRow? Head, long? LookAgainAt)
    {
        private static readonly TimeSpan WhileAnotherIsBusy = TimeSpan.FromMilliseconds(100);

        /// <summary>Nothing can go, and nothing that was tried waits for its next time.</summary>
        public bool IsIdle => Head is null && LookAgainAt is null;

        /// <param name="heads">Of its lanes, replies first; one that waits for its next try holds up no other lane.</param>
        public static Look At(long chatId, IEnumerable<OutboxRow> heads, long now)
        {
            var inOrder = heads.ToList();
            var head = inOrder.Find(row => !(row.RetryAt > now));
            return new(chatId, head, inOrder.TakeWhile(row => row != head).Min(row => row.RetryAt));
        }

        /// <param name="pace">Null while another instance is busy with the chat.</param>
        public Look Paced(Pace? pace, long now)
        {
            if (Head is null)
                return this;
            if (pace is null)
                return new(ChatId, null, now + (long)WhileAnotherIsBusy.TotalMicroseconds);
            var next = pace.NextAt(now);
            return next > now ? new(ChatId, null, Math.Min(LookAgainAt ?? next, next)) : this;
        }

        public Turn Turn(IReadOnlyDictionary<long, Claim> claims, IReadOnlyDictionary<long, long> beginnings, long now) => Head is not null
            ? new(claims.GetValueOrDefault(ChatId), now)
            : new(null, LookAgainAt ?? (beginnings.TryGetValue(ChatId, out var beginning) ? beginning : null));
    }

    private sealed record FileRow
    {
        public string? FileId { get; init; }

        public byte[]? Bytes { get; init; }
    }
}

/// <summary>A chat in which something is unsent.</summary>
internal sealed record UnsentChat
{
    public long ChatId { get; init; }

    public long LastId { get; init; }

    public long FirstLane { get; init; }
}
