using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>Writes down what became of attempts, and what follows from it.</summary>
internal sealed class AttemptJournal(DeliveryOptions options, Pacing pacing, ChatLife chatLife, UnsentMessages unsent)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly DeliveryOptions _options = options;
    private readonly Pacing _pacing = pacing;
    private readonly ChatLife _chatLife = chatLife;
    private readonly UnsentMessages _unsent = unsent;

    /// <summary>The states the messages are in now; null for one that was erased, or decided by another instance, while it was on the wire.</summary>
    public async Task<IReadOnlyList<OutboxState?>> EndAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Attempted> ended, CancellationToken cancellationToken)
    {
        await MovePacesAsync(connection, transaction, [.. ended.Where(one => _pacing.IsLimited(one.Claim.Row.ChatId))], cancellationToken);
        var sent = await SentAsync(connection, transaction, [.. ended.Where(one => one.Outcome is SendOutcome.Sent)], cancellationToken);
        var states = new List<OutboxState?>();
        foreach (var one in ended)
            states.Add(one.Outcome is SendOutcome.Sent ? sent.Contains(one.Claim.Row.Id) ? OutboxState.Sent : null : await NotArrivedAsync(connection, transaction, one, cancellationToken));
        return states;
    }

    private async Task<OutboxState?> NotArrivedAsync(DbConnection connection, DbTransaction transaction, Attempted attempted, CancellationToken cancellationToken) =>
        attempted.Outcome switch
        {
            SendOutcome.NotSent notSent => await NotSentAsync(connection, transaction, attempted, notSent, cancellationToken),
            SendOutcome.Rejected rejected => await RejectedAsync(connection, transaction, attempted, rejected, cancellationToken),
            SendOutcome.Unknown unknown => await UnknownAsync(connection, transaction, attempted, unknown.Detail, isCrash: false, cancellationToken),
            _ => throw new InvalidOperationException($"{attempted.Outcome.GetType().Name} is not an outcome."),
        };

    /// <summary>An attempt without a result: written down as unknown, with what follows by its kind.</summary>
    public Task<OutboxState?> LostAsync(DbConnection connection, DbTransaction transaction, Claim claim, long now, CancellationToken cancellationToken) =>
        UnknownAsync(connection, transaction, new Attempted(claim, new SendOutcome.Unknown("the program ended while sending"), now), "the program ended while sending", isCrash: true, cancellationToken);

    private async Task MovePacesAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Attempted> ended, CancellationToken cancellationToken)
    {
        if (ended.Count == 0)
            return;
        var paces = await _pacing.LockAsync(connection, transaction, [.. ended.Select(one => one.Claim.Row.ChatId).Distinct()], ended.Max(one => one.EndedAt), cancellationToken);
        foreach (var one in ended)
            paces.GetValueOrDefault(one.Claim.Row.ChatId)?.Window.MoveLast(one.EndedAt);
        await Pacing.SaveAsync(connection, transaction, [.. paces.Values], cancellationToken);
    }

    /// <summary>The ids of those that were marked.</summary>
    private static async Task<IReadOnlySet<long>> SentAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Attempted> sent, CancellationToken cancellationToken)
    {
        if (sent.Count == 0)
            return new HashSet<long>();
        // An instance that was taken for dead still knows best what became of its attempt. What was sent need not be kept: it may hold a code. A number of the chat
        // that the message was sent to means another message in the one that this became meanwhile.
        var mark = $"""
            UPDATE outbox SET state = 2, message_id = CASE WHEN outbox.chat_id = sent.chat_id THEN sent.message_id END, ended_at = sent.ended_at, reason = NULL, retry_at = NULL, payload = ''
            FROM {JsonRows.Table(connection, "sent", "id bigint", "attempt bigint", "chat_id bigint", "message_id bigint", "ended_at bigint")}
            WHERE outbox.id = sent.id AND outbox.attempt = sent.attempt AND outbox.state IN (1, 3)
            RETURNING outbox.id
            """;
        var rows = JsonRows.Of(sent.Select(one => new { one.Claim.Row.Id, one.Claim.Attempt, one.Claim.Row.ChatId, ((SendOutcome.Sent)one.Outcome).MessageId, one.EndedAt }));
        var marked = await connection.QueryAsync<long>(new CommandDefinition(mark, new { sent = rows }, transaction, cancellationToken: cancellationToken));
        foreach (var one in sent)
            await RememberAsync(connection, transaction, one.Claim, (SendOutcome.Sent)one.Outcome, cancellationToken);
        return marked.ToHashSet();
    }

    /// <summary>Telegram's id of a file that was uploaded.</summary>
    private static async Task RememberAsync(DbConnection connection, DbTransaction transaction, Claim claim, SendOutcome.Sent sent, CancellationToken cancellationToken)
    {
        const string Sql = "UPDATE outbox_attachment SET file_id = @FileId WHERE id = @AttachmentId";

        if (claim.File is { Bytes: not null } file && sent.FileId is not null && claim.Payload.Type is PayloadType.Photo or PayloadType.EditPhoto or PayloadType.Document && !claim.Payload.Applied.HasFlag(Remedy.AsDocument))
            await connection.ExecuteAsync(new CommandDefinition(Sql, new { sent.FileId, file.AttachmentId }, transaction, cancellationToken: cancellationToken));
    }

    private async Task<OutboxState?> NotSentAsync(DbConnection connection, DbTransaction transaction, Attempted attempted, SendOutcome.NotSent notSent, CancellationToken cancellationToken)
    {
        var pause = notSent.RetryAfter ?? (notSent.Obstacle == Obstacle.RateLimited ? Growing(attempted.Claim.Attempt) : RetryPause);
        var until = attempted.EndedAt + (long)pause.TotalMicroseconds;
        if (notSent.Obstacle == Obstacle.RateLimited)
            await Pacing.PauseAsync(connection, transaction, attempted.Claim.Row.ChatId, until, cancellationToken);
        return await ChangeAsync(connection, transaction, attempted, new Change(OutboxState.Ready, "not sent", notSent.Detail) { RetryAt = until }, cancellationToken);
    }

    private async Task<OutboxState?> RejectedAsync(DbConnection connection, DbTransaction transaction, Attempted attempted, SendOutcome.Rejected rejected, CancellationToken cancellationToken)
    {
        var row = attempted.Claim.Row;

        // What a customer was asked is not asked again in another shape, and what befalls the chat with a customer is nothing that happened to the bot's own.
        var isCustomers = CustomerChatId.IdOf(row.ChatId) is not null;
        var remedy = isCustomers ? null : Remedies.For(rejected.Rejection, attempted.Claim.Payload);
        var change = rejected switch
        {
            { Rejection: Rejection.ChatMoved } => new Change(OutboxState.Ready, "chat moved", rejected.Detail),
            { Rejection: Rejection.ChatGone } => new Change(OutboxState.Cancelled, "chat gone", rejected.Detail),
            { Rejection: Rejection.ThreadGone } when row.ThreadId is null => new Change(OutboxState.Dead, "rejected", rejected.Detail),
            _ when remedy is not null => new Change(OutboxState.Ready, $"rejected: {rejected.Rejection}", rejected.Detail) { Payload = remedy, IsThreadDropped = rejected.Rejection == Rejection.ThreadGone },
            _ => new Change(OutboxState.Dead, "rejected", rejected.Detail),
        };
        var state = await ChangeAsync(connection, transaction, attempted, change, cancellationToken);
        if (state is not null && rejected is { Rejection: Rejection.ChatMoved, MovedTo: { } to })
            await _chatLife.MoveAsync(connection, transaction, row.ChatId, to, cancellationToken);
        if (state is not null && rejected.Rejection == Rejection.ChatGone && !isCustomers)
            await _chatLife.DisableAsync(connection, transaction, row.ChatId, rejected.Detail, cancellationToken);
        return state;
    }

    private Task<OutboxState?> UnknownAsync(DbConnection connection, DbTransaction transaction, Attempted attempted, string detail, bool isCrash, CancellationToken cancellationToken)
    {
        var claim = attempted.Claim;
        var change = UnknownPolicy.MayRepeat(claim.Kind, claim.Payload, claim.Row.Unknowns + 1, isCrash)
            ? new Change(OutboxState.Unknown, "unknown", detail) { RetryAt = attempted.EndedAt + (long)_options.RepeatAfter.TotalMicroseconds, IsUnknown = true }
            : new Change(OutboxState.Dead, "unknown", UnknownPolicy.DeadReason(claim.Kind, detail)) { IsUnknown = true };
        return ChangeAsync(connection, transaction, attempted, change, cancellationToken);
    }

    private async Task<OutboxState?> ChangeAsync(DbConnection connection, DbTransaction transaction, Attempted attempted, Change change, CancellationToken cancellationToken)
    {
        const string Update = """
            UPDATE outbox SET state = @State, payload = coalesce(@Payload, payload), thread_id = CASE WHEN @ThreadDropped = 1 THEN NULL ELSE thread_id END,
                retry_at = @RetryAt, reason = @Detail, unknowns = unknowns + @Unknown, ended_at = CASE WHEN @State IN (4, 5) THEN @EndedAt ELSE ended_at END
            WHERE id = @Id AND attempt = @Attempt AND state = 1
            """;
        const string Journal = """
            INSERT INTO outbox_attempt (outbox_id, attempt, started_at, ended_at, outcome, detail) VALUES (@Id, @Attempt, @StartedAt, @EndedAt, @Outcome, @Detail)
            ON CONFLICT (outbox_id, attempt) DO NOTHING
            """;

        var claim = attempted.Claim;
        var values = new
        {
            claim.Row.Id,
            claim.Attempt,
            claim.StartedAt,
            attempted.EndedAt,
            State = (long)change.State,
            Payload = change.Payload?.ToJson(),
            ThreadDropped = change.IsThreadDropped ? 1L : 0L,
            change.RetryAt,
            change.Outcome,
            change.Detail,
            Unknown = change.IsUnknown ? 1L : 0L,
        };
        if (await connection.ExecuteAsync(new CommandDefinition(Update, values, transaction, cancellationToken: cancellationToken)) == 0)
            return null;
        await connection.ExecuteAsync(new CommandDefinition(Journal, values, transaction, cancellationToken: cancellationToken));
        if (change.State is OutboxState.Dead or OutboxState.Cancelled)
            await _unsent.TellAsync(connection, transaction, claim.Row, change.Detail, cancellationToken);
        return change.State;
    }

    /// <summary>429 without a time: longer from attempt to attempt.</summary>
    private static TimeSpan Growing(long attempt) => attempt > 6 ? LongestPause : TimeSpan.FromSeconds(1 << (int)attempt);

    private sealed record Change(OutboxState State, string Outcome, string Detail)
    {
        public OutboxPayload? Payload { get; init; }

        public long? RetryAt { get; init; }

        public bool IsThreadDropped { get; init; }

        public bool IsUnknown { get; init; }
    }
}
