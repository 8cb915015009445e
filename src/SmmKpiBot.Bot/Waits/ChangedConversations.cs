using System.Data.Common;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Waits;

/// <summary>
/// What has to be read of conversations after a delivery changed them, so that who waits in them is known again: the newest messages, and of a long
/// conversation no more. A customer who goes on writing while waiting changes nothing; then nothing is read.
/// </summary>
internal sealed class ChangedConversations(long accountId, DateTimeOffset oldest)
{
    private const int FirstLook = 16;
    private const int Growth = 4;

    /// <summary>
    /// As far back as anything is read: a wait counts for 30 days, and what was open in the 30 days before tells where it began.
    /// </summary>
    private static readonly TimeSpan Longest = (2 * Reporting.Kpis.Waits.LongestWait) + TimeSpan.FromDays(2);

    private readonly long _accountId = accountId;
    private readonly DateTimeOffset _oldest = oldest;
    private readonly List<ConversationChange> _changes = [];

    /// <summary>The conversations in which somebody may have begun or ceased to wait.</summary>
    public IReadOnlyList<string> Names => [.. _changes.Select(change => change.Conversation)];

    public List<ConversationMessage> Messages { get; } = [];

    public List<WaitClosure> Closures { get; } = [];

    /// <summary>Their open waits as they were known before.</summary>
    public List<OpenWaitRow> Known { get; } = [];

    /// <param name="connection">The writer.</param>
    /// <param name="transaction">The one that stores the change.</param>
    /// <param name="client">Whose conversations.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="changes">What a delivery changed.</param>
    /// <param name="isCurrent">Before that, the table of open waits was what the facts say.</param>
    /// <param name="now">The present.</param>
    public static async Task<ChangedConversations> ReadAsync(
        DbConnection connection, DbTransaction transaction, Client client, long accountId, IReadOnlyList<ConversationChange> changes, bool isCurrent, DateTimeOffset now)
    {
        var read = new ChangedConversations(accountId, now - Longest);
        foreach (var change in changes)
        {
            var row = await OpenWaitStore.FindAsync(connection, transaction, accountId, change.Conversation);
            if (row is null || !isCurrent || !GoesOnWaiting(UnixMicros.ToInstant(row.BeganAt), change))
                await read.AddAsync(connection, transaction, client, change, row);
        }

        return read;
    }

    /// <summary>What chats were told of waits that the changes may have moved, under the messages that these begin with by now.</summary>
    public async Task<IReadOnlyList<NoticeRow>> ToldAsync(DbConnection connection, DbTransaction transaction)
    {
        var told = new List<NoticeRow>();
        foreach (var change in _changes)
            told.AddRange(await ToldAsync(connection, transaction, change));
        return told;
    }

    /// <summary>Whoever waits and writes on waits as before, also when a message comes late; only an answer ends it, and after 30 days it counts no more.</summary>
    private static bool GoesOnWaiting(DateTimeOffset beganAt, ConversationChange change) =>
        change.Added?.All(message => (message.Direction == Direction.Inbound || message.Automatic) && message.At > beganAt && message.At - beganAt < Reporting.Kpis.Waits.LongestWait) == true;

    private Task<IReadOnlyList<NoticeRow>> ToldAsync(DbConnection connection, DbTransaction transaction, ConversationChange change) =>
        NoticeStore.OfChangeAsync(connection, transaction, _accountId, change.Conversation, change.Since, _oldest);

    private async Task AddAsync(DbConnection connection, DbTransaction transaction, Client client, ConversationChange change, OpenWaitRow? row)
    {
        var told = await ToldAsync(connection, transaction, change);
        // Where chats were told of nothing that the change may have moved, only the present counts, however old the change.
        var before = told.Count == 0 ? DateTimeOffset.MaxValue : told.Select(one => one.Began).Append(change.Since).Min();
        for (var atMost = FirstLook; ; atMost *= Growth)
        {
            var tail = await ConversationTail.ReadAsync(connection, transaction, _accountId, change.Conversation, _oldest, atMost);
            if ((WaitStart.Find(tail.Messages, tail.Closures, client.NoAnswer, before) ?? (tail.IsWhole ? tail.Messages : null)) is not { } messages)
                continue;
            Messages.AddRange(messages);
            Closures.AddRange(tail.Closures);
            break;
        }

        _changes.Add(change);
        if (row is not null)
            Known.Add(row);
    }
}
