namespace SmmKpiBot.Data.Accounts.Health;

/// <summary>What is due of an account, and whether anybody can say that it is not there.</summary>
/// <param name="At">When it is due.</param>
/// <param name="Settles">How long after that the network may still bring it.</param>
/// <param name="AskedAt">When it was last asked for; null: nobody asks, it is brought.</param>
public sealed record Expectation(DateTimeOffset At, TimeSpan Settles, DateTimeOffset? AskedAt)
{
    public DateTimeOffset SettledAt => At + Settles;

    /// <summary>It should be there by now and was not asked for since, as after a time in which the bot was off: nobody knows.</summary>
    public bool IsUnknown(DateTimeOffset now) => SettledAt < now && AskedAt < SettledAt;

    /// <summary>It should be there by now, and whoever was asked since did not have it.</summary>
    public bool IsMissing(DateTimeOffset now) => SettledAt < now && !(AskedAt < SettledAt);
}
