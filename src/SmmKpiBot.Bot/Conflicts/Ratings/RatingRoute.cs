namespace SmmKpiBot.Bot.Conflicts.Ratings;

/// <summary>Where a customer can be asked.</summary>
/// <param name="ChatId">As the outbox names the chat.</param>
/// <param name="Customer">The keyed hash of the person who is asked.</param>
internal sealed record RatingRoute(long ChatId, string Customer)
{
    /// <summary>Topic of a forum.</summary>
    public int? ThreadId { get; init; }

    /// <summary>The customer's message, so that a group sees who is asked.</summary>
    public int? ReplyTo { get; init; }

    /// <summary>Nothing can be written there later.</summary>
    public DateTimeOffset? Until { get; init; }
}
