using System.Diagnostics.CodeAnalysis;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>The waits and responses of conversations, by the rules of the design's words.</summary>
public sealed class Waits
{
    /// <summary>A gap of this length or more begins a new episode.</summary>
    public static readonly TimeSpan EpisodeGap = TimeSpan.FromHours(24);

    /// <summary>A wait that nobody ended counts so long: a customer who writes after that waits anew, else nobody would hear of it.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    private readonly List<Wait> _waits = [];
    private readonly List<Response> _responses = [];

    private Waits()
    {
    }

    /// <summary>All waits; of one conversation in the order they began.</summary>
    public IReadOnlyList<Wait> All => _waits;

    public IReadOnlyList<Response> Responses => _responses;

    /// <summary>Reads messages and closures in any order.</summary>
    /// <param name="messages">Messages that were not deleted.</param>
    /// <param name="closures">What ended waits without an answer.</param>
    /// <param name="rules">Which messages of customers begin no wait.</param>
    public static Waits Of(IEnumerable<ConversationMessage> messages, IEnumerable<WaitClosure> closures, NoAnswerRules rules)
    {
        var waits = new Waits();
        var closed = closures.Where(closure => rules.Counts(closure.Reason)).ToLookup(closure => (closure.AccountId, closure.Conversation));
        foreach (var conversation in messages.GroupBy(message => (message.AccountId, message.Conversation)))
        {
            ConversationMessage[] ordered = [.. conversation];
            Array.Sort(ordered, MessageOrder.Instance);
            waits.Read(ordered, [.. closed[conversation.Key].Select(closure => closure.ClosedAt).Order()], rules);
        }

        return waits;
    }

    private void Read(ConversationMessage[] messages, DateTimeOffset[] closures, NoAnswerRules rules)
    {
        Wait? open = null;
        DateTimeOffset? lastAt = null;
        var waitBegan = false;
        var askedInEpisode = false;
        var answeredInEpisode = false;
        var nextClosure = 0;
        foreach (var message in messages)
        {
            open = Close(open, closures, ref nextClosure, message.At);
            if (lastAt is null || message.At - lastAt >= EpisodeGap)
            {
                (waitBegan, askedInEpisode, answeredInEpisode) = (false, false, false);
            }

            lastAt = message.At;
            if (message.Direction == Direction.Inbound)
            {
                askedInEpisode = true;
                if (!Counts(open, message.At) && !rules.Spare(message.NoAnswer, answeredInEpisode))
                {
                    if (open is not null)
                        _waits.Add(open with { End = WaitEnd.Lapsed });
                    open = Begin(message, first: !waitBegan);
                    waitBegan = true;
                }
            }
            else if (!message.Automatic)
            {
                if (open is not null || askedInEpisode)
                {
                    _responses.Add(new(message.AccountId, message.At));
                }

                answeredInEpisode = true;
                open = End(open, message.At, WaitEnd.Answered);
            }
        }

        open = Close(open, closures, ref nextClosure, DateTimeOffset.MaxValue);
        if (open is not null)
        {
            _waits.Add(open);
        }
    }

    /// <summary>Closes the open wait by the first closure between its begin and <paramref name="before"/>; an answer at the same instant goes first.</summary>
    private Wait? Close(Wait? open, DateTimeOffset[] closures, ref int next, DateTimeOffset before)
    {
        while (next < closures.Length && closures[next] < before)
        {
            var closedAt = closures[next++];
            if (open is not null && closedAt >= open.BeganAt)
            {
                open = End(open, closedAt, WaitEnd.Closed);
            }
        }

        return open;
    }

    private static bool Counts([NotNullWhen(true)] Wait? open, DateTimeOffset at) => open is not null && at - open.BeganAt < LongestWait;

    private static Wait Begin(ConversationMessage message, bool first) => new()
    {
        AccountId = message.AccountId,
        Conversation = message.Conversation,
        Kind = message.Kind,
        MessageId = message.MessageId,
        BeganAt = message.At,
        FirstOfEpisode = first,
    };

    private Wait? End(Wait? open, DateTimeOffset at, WaitEnd end)
    {
        if (open is not null)
        {
            _waits.Add(open with { EndedAt = at, End = end });
        }

        return null;
    }
}

/// <summary>By time; at equal times inbound first, then by message id.</summary>
internal sealed class MessageOrder : IComparer<ConversationMessage>
{
    public static MessageOrder Instance { get; } = new();

    public int Compare(ConversationMessage? x, ConversationMessage? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var byTime = x.At.CompareTo(y.At);
        if (byTime != 0)
        {
            return byTime;
        }

        var byDirection = x.Direction - y.Direction;
        return byDirection != 0 ? byDirection : CompareIds(x.MessageId, y.MessageId);
    }

    /// <summary>Numbers as numbers: message 9 comes before message 10.</summary>
    private static int CompareIds(string one, string other) =>
        long.TryParse(one, out var first) && long.TryParse(other, out var second)
            ? first.CompareTo(second)
            : string.CompareOrdinal(one, other);
}
