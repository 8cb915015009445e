using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Waits;

/// <summary>Conversations with their messages and closures, all or those of the last weeks, and the waits that follow from them.</summary>
internal sealed class ReadConversations
{
    private readonly ILookup<(long, string), Wait> _waits;
    private readonly IReadOnlyList<ConversationMessage> _messages;
    private readonly IReadOnlyList<WaitClosure> _closures;
    private readonly IReadOnlyDictionary<long, DateTimeOffset> _disconnected;

    /// <param name="client">Whose they are.</param>
    /// <param name="messages">Their messages.</param>
    /// <param name="closures">What ended waits in them without an answer.</param>
    /// <param name="disconnected">The accounts that are read no more, and since when: nobody knows who still waits there.</param>
    public ReadConversations(
        Client client, IReadOnlyList<ConversationMessage> messages, IReadOnlyList<WaitClosure> closures, IReadOnlyDictionary<long, DateTimeOffset> disconnected)
    {
        _messages = messages;
        _closures = closures;
        _disconnected = disconnected;
        _waits = Reporting.Kpis.Waits.Of(messages, closures, client.NoAnswer).All.ToLookup(wait => (wait.AccountId, wait.Conversation));
    }

    public IEnumerable<Wait> Open => _waits.SelectMany(conversation => conversation).Where(wait => wait.End == WaitEnd.None && DisconnectedAt(wait.AccountId) is null);

    /// <summary>When the messages that began the open waits were observed.</summary>
    public IReadOnlyDictionary<WaitKey, DateTimeOffset> Observed
    {
        get
        {
            var begun = Open.Select(wait => new WaitKey(wait.AccountId, wait.Conversation, wait.MessageId)).ToHashSet();
            return _messages.Where(message => begun.Contains(KeyOf(message))).ToDictionary(KeyOf, message => message.ObservedAt);
        }
    }

    /// <summary>Null while the account is read.</summary>
    public DateTimeOffset? DisconnectedAt(long accountId) => _disconnected.TryGetValue(accountId, out var at) ? at : null;

    /// <summary>The wait that this message began or, after the message is gone or known to be a later one of it, the one that was on at that time.</summary>
    public Wait? Find(WaitKey key, DateTimeOffset beganAt)
    {
        var waits = _waits[(key.AccountId, key.Conversation)].ToList();
        return waits.Find(wait => wait.MessageId == key.MessageId) ?? waits.FindLast(wait => wait.BeganAt <= beganAt && (wait.EndedAt is null || wait.EndedAt > beganAt));
    }

    /// <summary>How an ended wait ended, who did it, and whose people they are.</summary>
    public (WaitOutcome Outcome, string? By, Answerer Side) HowItEnded(Wait wait, DateTimeOffset endedAt)
    {
        if (wait.End == WaitEnd.Closed)
        {
            var closure = _closures.FirstOrDefault(one => one.AccountId == wait.AccountId && one.Conversation == wait.Conversation && one.ClosedAt == endedAt);
            return (closure?.Reason == ClosureReason.Reaction ? WaitOutcome.Reaction : WaitOutcome.NeedsNoAnswer, closure?.By, Answerer.Unknown);
        }

        var answer = _messages.FirstOrDefault(one => one is { Direction: Direction.Outbound, Automatic: false } && one.AccountId == wait.AccountId && one.Conversation == wait.Conversation && one.At == endedAt);
        return (answer?.MessageId.StartsWith(WaitChoice.ElsewherePrefix, StringComparison.Ordinal) == true ? WaitOutcome.Elsewhere : WaitOutcome.Answered, answer?.Author, answer?.Answerer ?? Answerer.Unknown);
    }

    private static WaitKey KeyOf(ConversationMessage message) => new(message.AccountId, message.Conversation, message.MessageId);
}
