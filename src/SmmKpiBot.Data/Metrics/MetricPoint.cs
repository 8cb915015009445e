namespace SmmKpiBot.Data.Metrics;

/// <summary>
/// One figure of one account and day. Stored as observations: the one that counts is chosen when read
/// (a network's own before an imported one, then the latest).
/// </summary>
/// <param name="Dimension">Empty, or <c>days:28</c>, <c>country:UA</c>, <c>gender:female|age:25-34</c>.</param>
/// <param name="Day">The network's day label.</param>
/// <param name="Value">A count; null = observed, and the network answered nothing (neither 0 nor missing).</param>
/// <param name="SettlesAt">Until then the network may still correct the value; observed before it = provisional.</param>
public sealed record MetricPoint(long AccountId, string Metric, string Dimension, DateOnly Day, long? Value, DateTimeOffset ObservedAt, DateTimeOffset SettlesAt)
{
    public bool Provisional => ObservedAt < SettlesAt;
}
