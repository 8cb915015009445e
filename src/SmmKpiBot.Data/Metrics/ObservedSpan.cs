namespace SmmKpiBot.Data.Metrics;

/// <summary>Days (both ends in) of which a run or a file told everything of one kind for one account, even where no row exists.</summary>
/// <param name="Kind">A constant of <see cref="FactKind"/> or <see cref="FactKind.OfMetric"/>.</param>
public sealed record ObservedSpan(long AccountId, string Kind, DateOnly FromDay, DateOnly ToDay, DateTimeOffset ObservedAt);
