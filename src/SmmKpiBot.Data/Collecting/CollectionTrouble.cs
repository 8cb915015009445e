namespace SmmKpiBot.Data.Collecting;

/// <summary>What stands in the way of a reading, as it is stored.</summary>
/// <param name="Problem">The name of its kind.</param>
/// <param name="Reason">A sentence in English.</param>
/// <param name="ReasonUk">The same in Ukrainian; null for what only those read who run the machine.</param>
public sealed record CollectionTrouble(string Problem, string Reason, string? ReasonUk)
{
    /// <summary>The kind of a network that allows no more calls for a while.</summary>
    public const string RateLimited = "RateLimited";

    /// <summary>The kind of a network that does not open something to the access.</summary>
    public const string Forbidden = "Forbidden";
}
