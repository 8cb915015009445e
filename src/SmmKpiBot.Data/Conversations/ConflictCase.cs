using System.Globalization;

namespace SmmKpiBot.Data.Conversations;

/// <summary>What can happen to a conflict of the ledger.</summary>
public enum ConflictEventKind
{
    Opened,
    Resolved,
    Reopened,

    /// <summary>Somebody of the team took it.</summary>
    Owner,
    Note,

    /// <summary>What the customer says of how it was solved, from 1 to 5.</summary>
    Rating,

    /// <summary>The customer was asked for a rating.</summary>
    RatingAsked,

    /// <summary>The question did not arrive, or nobody knows whether it did; the text says why.</summary>
    RatingNotAsked,
}

/// <summary>A member of the team who does something; no id and no name stand for somebody outside it.</summary>
public sealed record ConflictActor(long? UserId, string? Name)
{
    public static ConflictActor Inbox { get; } = new(null, null);

    public static ConflictActor Customer { get; } = new(null, null);

    /// <summary>What came of sending.</summary>
    public static ConflictActor Delivery { get; } = new(null, null);
}

/// <summary>One thing that happened to a conflict.</summary>
public sealed record ConflictEvent
{
    public long Id { get; init; }

    public required ConflictEventKind Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    public long? UserId { get; init; }

    /// <summary>Who did it, as the team knows them.</summary>
    public string? Name { get; init; }

    /// <summary>What a note says, why a question did not arrive; of a rating by a survey of an inbox the number of that survey.</summary>
    public string? Text { get; init; }

    public int? Value { get; init; }

    /// <summary>The survey of an inbox that brought a rating; of a later one it is greater.</summary>
    public long? Survey => Kind == ConflictEventKind.Rating && long.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var survey) ? survey : null;
}

/// <summary>A conflict that is to be opened.</summary>
public sealed record NewConflict
{
    /// <summary>Where the customer wrote; null when nobody said: then the ledger itself stands for it.</summary>
    public long? AccountId { get; init; }

    /// <summary>What tells it from other conflicts there: no second one is opened while this one is open. Null where nothing does.</summary>
    public string? Conversation { get; init; }

    /// <summary>The customer's message that it is opened from, as the conversation knows it; null where none is known.</summary>
    public string? MessageId { get; init; }

    /// <summary>What the customer said; the first 100 characters are kept until the conflict is resolved.</summary>
    public string? Words { get; init; }

    public string? Link { get; init; }

    /// <summary>What the customer sent where it has no words.</summary>
    public MessageMedia? Media { get; init; }

    /// <summary>When it began; null = now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Where it was learned late: it began after that, and at <see cref="At"/> at the latest.</summary>
    public DateTimeOffset? After { get; init; }
}

/// <summary>A conflict of the ledger as it stands after its events.</summary>
public sealed record ConflictCase
{
    public required long Id { get; init; }

    public required long ClientId { get; init; }

    public long? AccountId { get; init; }

    /// <summary><c>network/name</c> of where the customer wrote, which is the ledger when nobody said; null when that account is gone.</summary>
    public string? Account { get; init; }

    public string? Conversation { get; init; }

    /// <summary>The customer's message that it was opened from.</summary>
    public string? MessageId { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Where it was learned late it was opened after that, and at <see cref="OpenedAt"/> at the latest; null where that is the very instant.</summary>
    public DateTimeOffset? OpenedAfter { get; init; }

    public string? Words { get; init; }

    public string? Link { get; init; }

    /// <summary>What the customer sent where it has no words.</summary>
    public MessageMedia? Media { get; init; }

    /// <summary>In their order, the opening first.</summary>
    public required IReadOnlyList<ConflictEvent> Events { get; init; }

    /// <summary>The last resolution; null while it is open.</summary>
    public DateTimeOffset? ResolvedAt => ConflictFold.ResolvedAt(Events.Select(one => (one.Kind, one.At)));

    public bool IsOpen => ResolvedAt is null;

    /// <summary>Who took it last.</summary>
    public ConflictEvent? Owner => Events.LastOrDefault(one => one.Kind == ConflictEventKind.Owner);

    public ConflictEvent? Rating => Events.LastOrDefault(one => one.Kind == ConflictEventKind.Rating);

    /// <summary>The last time the customer was asked for a rating since the conflict was last resolved, unless it is known not to have arrived.</summary>
    public ConflictEvent? Question => Events.Reverse()
        .TakeWhile(one => one.Kind is not (ConflictEventKind.Resolved or ConflictEventKind.RatingNotAsked))
        .FirstOrDefault(one => one.Kind == ConflictEventKind.RatingAsked);

    /// <summary>Does an answer to that question count? Only to the last one, and only the first answer.</summary>
    public bool Awaits(long questionId)
    {
        var since = Events.SkipWhile(one => one.Id != questionId).Skip(1);
        return Events.Any(one => one.Id == questionId && one.Kind == ConflictEventKind.RatingAsked)
            && !since.Any(one => one.Kind == ConflictEventKind.RatingAsked || one is { Kind: ConflictEventKind.Rating, UserId: null });
    }

    public IEnumerable<ConflictEvent> Notes => Events.Where(one => one.Kind == ConflictEventKind.Note);
}

/// <summary>The status of a conflict, from what happened to it.</summary>
public static class ConflictFold
{
    /// <summary>The last resolution; null for one that is open, because it was never resolved or was opened again since.</summary>
    public static DateTimeOffset? ResolvedAt(IEnumerable<(ConflictEventKind Kind, DateTimeOffset At)> events)
    {
        DateTimeOffset? resolvedAt = null;
        foreach (var (kind, at) in events)
        {
            resolvedAt = kind switch
            {
                ConflictEventKind.Resolved => at,
                ConflictEventKind.Opened or ConflictEventKind.Reopened => null,
                _ => resolvedAt,
            };
        }

        return resolvedAt;
    }
}
