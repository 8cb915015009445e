using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Data.Clients;

/// <summary>Which messages of customers need no answer. They begin no wait; one that is open stays open.</summary>
/// <param name="Emoji">Nothing but emoji and stickers.</param>
/// <param name="Thanks">Nothing but thanks, after an answer.</param>
/// <param name="Tags">A comment that only tags other people.</param>
/// <param name="Reaction">A reaction of the brand handles what was written.</param>
public sealed record NoAnswerRules(bool Emoji, bool Thanks, bool Tags, bool Reaction)
{
    public static NoAnswerRules Default { get; } = new(true, true, true, false);

    public static NoAnswerRules None { get; } = new(false, false, false, false);

    /// <summary>Whether a message begins no wait.</summary>
    /// <param name="reason">What was found when it came.</param>
    /// <param name="afterAnswer">A human answer came before it in the same episode.</param>
    public bool Spare(NoAnswerReason reason, bool afterAnswer) => reason switch
    {
        NoAnswerReason.Emoji => Emoji,
        NoAnswerReason.Thanks => Thanks && afterAnswer,
        NoAnswerReason.Tags => Tags,
        _ => false,
    };

    public bool Counts(ClosureReason reason) => reason != ClosureReason.Reaction || Reaction;
}
