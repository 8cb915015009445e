using System.Data.Common;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Waits;

/// <summary>Tells chats how waits that they were told of went on: answered, closed, taken back, out of sight, or open again after all.</summary>
internal sealed class WaitEndings(WaitNotices notices, TimeProvider timeProvider)
{
    private readonly WaitNotices _notices = notices;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <param name="connection">The writer.</param>
    /// <param name="transaction">The one that stores the change.</param>
    /// <param name="client">Whose waits they are.</param>
    /// <param name="told">What chats were told of conversations that may have changed.</param>
    /// <param name="conversations">These conversations, read whole.</param>
    /// <param name="open">Their open waits, by account and conversation.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task FollowAsync(
        DbConnection connection,
        DbTransaction transaction,
        Client client,
        IReadOnlyList<NoticeRow> told,
        ReadConversations conversations,
        IReadOnlyDictionary<(long AccountId, string Conversation), OpenWaitRow> open,
        CancellationToken cancellationToken)
    {
        var changed = new List<string>();
        foreach (var row in told)
        {
            var now = Current(row, conversations, open);
            if (now == row)
                continue;
            await NoticeStore.UpdateAsync(connection, transaction, now);
            changed.Add(row.MessageKey);
        }

        await _notices.RenderAsync(connection, transaction, client, changed, cancellationToken);
    }

    private NoticeRow Current(NoticeRow row, ReadConversations conversations, IReadOnlyDictionary<(long AccountId, string Conversation), OpenWaitRow> open)
    {
        var wait = conversations.Find(row.Key, row.Began);
        if (wait is null)
            return row.HowItEnded == WaitOutcome.Withdrawn ? row : Ended(row, WaitOutcome.Withdrawn, _timeProvider.GetUtcNow(), null, Answerer.Unknown);
        if (wait.EndedAt is null && conversations.DisconnectedAt(row.AccountId) is { } disconnectedAt)
            return Ended(row, WaitOutcome.Disconnected, disconnectedAt, null, Answerer.Unknown);
        if (wait.EndedAt is not { } endedAt)
        {
            // After a month without an answer another may be open there.
            return open.TryGetValue((row.AccountId, row.Conversation), out var now) && now.MessageId == wait.MessageId
                ? row.Following(now, UnixMicros.Of(_timeProvider.GetUtcNow()))
                : row with { BeganAt = UnixMicros.Of(wait.BeganAt), EndedAt = null, Outcome = (long)WaitOutcome.Open, EndedBy = null, EndedBySide = 0 };
        }

        var (outcome, by, side) = conversations.HowItEnded(wait, endedAt);
        return Ended(row, outcome, endedAt, by, side) with { BeganAt = UnixMicros.Of(wait.BeganAt) };
    }

    private static NoticeRow Ended(NoticeRow row, WaitOutcome outcome, DateTimeOffset at, string? by, Answerer side) =>
        row with { EndedAt = UnixMicros.Of(at), Outcome = (long)outcome, EndedBy = by, EndedBySide = (long)side, RemindAt = null };
}
