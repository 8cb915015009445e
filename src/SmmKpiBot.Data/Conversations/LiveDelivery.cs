namespace SmmKpiBot.Data.Conversations;

/// <summary>A message as it happens, with what is needed to show it until it is answered.</summary>
/// <param name="Words">Its text; the first 100 characters are kept until its wait closes. Null for none, and for outbound messages.</param>
/// <param name="Link">Where it can be seen; http or https.</param>
/// <param name="Media">What it is where it has no words. Null for outbound messages, and where nobody says whether it has some.</param>
public sealed record LiveMessage(ConversationMessage Message, string? Words = null, string? Link = null, MessageMedia? Media = null)
{
    /// <summary>No other message of the account has its id: it is the same one, whichever conversation it is said to be of.</summary>
    public bool HasIdOfItsOwn { get; init; }

    /// <summary>Is there anything by which people find the message?</summary>
    public bool IsShown => Words is not null || Link is not null || Media is not null;
}

/// <summary>What came in at one time for one account. Any part of it may have come before.</summary>
public sealed record LiveDelivery
{
    public required long AccountId { get; init; }

    /// <summary>New and edited messages; all of this account.</summary>
    public IReadOnlyList<LiveMessage> Messages { get; init; } = [];

    /// <summary>
    /// Messages that were taken away, by conversation and id. What is not known of them and comes in <see cref="Messages"/> too was never there for anybody: it is kept
    /// as deleted, so that a late repetition does not bring it back.
    /// </summary>
    public IReadOnlyList<(string Conversation, string MessageId)> Deleted { get; init; } = [];

    /// <summary>Those of the messages that were not taken away.</summary>
    public IEnumerable<LiveMessage> Standing
    {
        get
        {
            var deleted = Deleted.ToHashSet();
            return Messages.Where(live => !deleted.Contains((live.Message.Conversation, live.Message.MessageId)));
        }
    }

    public IReadOnlyList<WaitClosure> Closures { get; init; } = [];

    /// <summary>Closures that somebody takes back; they are known by conversation and instant.</summary>
    public IReadOnlyList<WaitClosure> Reopened { get; init; } = [];
}
