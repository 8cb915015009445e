using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts.Ratings;

/// <summary>How the customer of a conflict comes to be asked.</summary>
internal abstract record RatingRoute;

/// <summary>The bot asks where the customer wrote.</summary>
/// <param name="ChatId">As the outbox names the chat.</param>
/// <param name="Customer">The keyed hash of the person who is asked.</param>
internal sealed record ChatRoute(long ChatId, string Customer) : RatingRoute
{
    /// <summary>Topic of a forum.</summary>
    public int? ThreadId { get; init; }

    /// <summary>The customer's message, so that a group sees who is asked.</summary>
    public int? ReplyTo { get; init; }

    /// <summary>Nothing can be written there later.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>The inbox asks by a survey of its own: nothing is to be done by hand.</summary>
internal sealed record SurveyRoute : RatingRoute;

/// <summary>Only somebody of the team can ask.</summary>
internal sealed record NoRoute(Words Why) : RatingRoute;
