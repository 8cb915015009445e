namespace SmmKpiBot.Data.Conversations;

/// <summary>What a delivery changed.</summary>
/// <param name="Stored">Messages, texts, deletions and closures that were new, and closures that were taken back.</param>
/// <param name="Changes">The same by conversation.</param>
public sealed record LiveOutcome(int Stored, IReadOnlyList<ConversationChange> Changes)
{
    public static LiveOutcome Nothing { get; } = new(0, []);

    /// <summary>The conversations that changed.</summary>
    public IEnumerable<string> Conversations => Changes.Select(change => change.Conversation);
}

/// <summary>What a delivery changed in one conversation.</summary>
/// <param name="Conversation">Which one.</param>
/// <param name="Since">All that was said and closed before this instant is what it was.</param>
/// <param name="Added">The messages, where the change is that so many were never heard of before; else null.</param>
public sealed record ConversationChange(string Conversation, DateTimeOffset Since, IReadOnlyList<ConversationMessage>? Added)
{
    /// <summary>Puts what was touched together, a conversation each.</summary>
    internal static IReadOnlyList<ConversationChange> Of(IEnumerable<Touch> touches) =>
    [
        .. touches.GroupBy(touch => touch.Conversation).Select(all => new ConversationChange(
            all.Key,
            all.Min(touch => touch.At),
            all.All(touch => touch.Added is not null) ? [.. all.Select(touch => touch.Added!)] : null)),
    ];

    /// <summary>One change.</summary>
    /// <param name="Conversation">Where.</param>
    /// <param name="At">The instant of what came or went; of an edit the earlier of its instants before and after.</param>
    /// <param name="Added">A message that was never heard of before.</param>
    internal readonly record struct Touch(string Conversation, DateTimeOffset At, ConversationMessage? Added);
}
