namespace SmmKpiBot.Data.Accounts.Health;

/// <summary>What is known of an account besides its facts: given by who collects or hears it.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="ClientId">The client it belongs to.</param>
public sealed record AccountHealth(long AccountId, long ClientId)
{
    public AccountCondition Condition { get; init; }

    /// <summary>When the condition began; null: not known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Null while it is well, or where nothing more is known.</summary>
    public AccountTrouble? Reason { get; init; }

    /// <summary>End of the last try to read it, or of the last look at whether it can be heard, whatever came of it; null: nobody has tried yet, so the condition says nothing.</summary>
    public DateTimeOffset? TriedAt { get; init; }

    /// <summary>When its credentials end; null: never, or not known.</summary>
    public DateTimeOffset? CredentialsExpireAt { get; init; }

    /// <summary>When the next observation is due at the latest; null: by the rhythm of what was observed so far.</summary>
    public DateTimeOffset? ExpectedAt { get; init; }

    /// <summary>How long after that the network may still bring it.</summary>
    public TimeSpan Settles { get; init; } = TimeSpan.FromHours(48);

    /// <summary>When that was last asked for; null: nobody asks, it is brought. Of what was not asked for since it is due, as after a time in which the bot was off, nobody knows whether it is there.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Nothing comes of it as long as that lasts.</summary>
    public bool IsBroken => TriedAt is not null && Condition is AccountCondition.Failing or AccountCondition.NeedsReconnecting;

    /// <summary>Nobody can know what is said there now: its silence is no observation.</summary>
    public bool IsDeaf => TriedAt is not null && Condition != AccountCondition.Ok;

    /// <summary>What two that know the same account say together: it is as ill as the worse one says, and what ends or is due first counts.</summary>
    public AccountHealth With(AccountHealth other)
    {
        var worse = TriedAt is null || (other.TriedAt is not null && other.Condition > Condition) ? other : this;
        return worse with
        {
            CredentialsExpireAt = Earlier(CredentialsExpireAt, other.CredentialsExpireAt),
            ExpectedAt = Earlier(ExpectedAt, other.ExpectedAt),
            AskedAt = Earlier(AskedAt, other.AskedAt),
        };
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
